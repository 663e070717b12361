using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Ports;

namespace NukiEdge.Web.Houses;

/// <summary>
/// Reads scenes and rules alone, as they stand in a house file, against the names of a house that runs: its persons, locks and relays. Both
/// must be there, and nothing else; the text is read twice from the front, so that they may stand in any order.
/// </summary>
public static class RulesReader
{
    private const string Fields = "scenes, rules";

    /// <summary>Fills the rules and scenes of <paramref name="draft"/>, made for this with House(running). Nothing of the running house changes.</summary>
    /// <returns>null, or why they were refused; then the draft is to be thrown away.</returns>
    public static HouseError Read(IByteSource source, House draft)
    {
        HouseFields f = new HouseFields(new JsonReader(source, draft.Limits.CallBytes), new HouseReading());
        bool isWhole = ReadPass(f, draft, false) && ReadPass(f, draft, true);
        return isWhole ? null : f.Error;
    }

    private static bool ReadPass(HouseFields f, House draft, bool isForRules)
    {
        bool scenesSeen = false;
        bool rulesSeen = false;
        f.Restart();
        bool ok = f.BeginObject();
        while (ok && f.NextField())
        {
            bool isScenes = f.Field == "scenes";
            bool isRules = f.Field == "rules";
            scenesSeen |= isScenes;
            rulesSeen |= isRules;
            ok = isScenes ? (isForRules ? f.SkipValue() : new HouseScenes(draft).Read(f))
                : isRules ? (isForRules ? HouseRules.Read(f, draft) : f.SkipValue())
                : f.UnknownField(Fields);
        }

        return f.Error == null && f.AtEnd() && ((scenesSeen && rulesSeen) || f.Fail(HouseFault.Missing, scenesSeen ? "rules" : "scenes"));
    }
}
