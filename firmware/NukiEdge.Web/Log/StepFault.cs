using NukiEdge.Core.Scenes;

namespace NukiEdge.Web.Log;

/// <summary>Why a step did not do its work, in words; the page translates them (its languages, "fault.…").</summary>
internal static class StepFault
{
    /// <summary>The words, or null where the step did its work: what a target answered is not judged here.</summary>
    public static string Words(int result)
    {
        if (result >= StepResult.Done)
        {
            return null;
        }

        switch (result)
        {
            case StepResult.NoSuchRelay:
                return "the board has no such relay";
            case StepResult.NoLink:
                return "no connection";
            case StepResult.QueueFull:
                return "too many calls are waiting";
            case StepResult.Ended:
                return "not sent, the scene was changed";
            case HttpCall.Refused:
                return "the target refused";
            case HttpCall.TimedOut:
                return "no answer in time";
            case HttpCall.Broken:
                return "the connection broke";
            case HttpCall.BadAnswer:
                return "the answer was not HTTP";
            case HttpCall.Skipped:
                return "skipped, the target did not answer a moment ago";
            case HttpCall.Waiting:
                return "skipped, the target refused the login or was busy a moment ago";
            default:
                return "too long";
        }
    }

    /// <summary>The words behind what the step is.</summary>
    public static string Suffix(int result)
    {
        string words = Words(result);
        return words == null ? "" : ": " + words;
    }
}
