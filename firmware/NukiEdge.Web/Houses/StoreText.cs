using NukiEdge.Core.Flash;

namespace NukiEdge.Web.Houses;

/// <summary>Says in words what was found in a store at start. Names no secret.</summary>
public static class StoreText
{
    /// <summary>One sentence; empty where all is well.</summary>
    public static string Of(byte kind, StoreState state)
    {
        string name = "store " + StoreKind.Name(kind) + ": ";
        if (state.IsLost)
        {
            return name + "lost, what it held is missing (" + Why(state) + ")";
        }

        return state.Dropped > 0
            ? name + state.Dropped.ToString() + " left out, because what they refer to is missing"
            : "";
    }

    private static string Why(StoreState state)
    {
        return state.Error != null ? state.Error.Text()
            : state.IsStale ? "it belongs to the house before the last import"
            : state.Result == SlotResult.Newer ? "a later version of the program wrote it"
            : state.Result == SlotResult.Unreadable ? "it cannot be read"
            : "damaged";
    }
}
