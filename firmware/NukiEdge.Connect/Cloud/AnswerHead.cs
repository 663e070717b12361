using NukiEdge.Core.Log;

namespace NukiEdge.Connect.Cloud;

/// <summary>What an answer's head says about it (RFC 9110 section 15; facts.md B2 has the codes that Nuki documents).</summary>
internal static class AnswerHead
{
    private const string Json = "application/json";

    public static byte FaultOf(int status)
    {
        switch (status)
        {
            case 200:
                return SyncFault.None;
            case 401:
                return SyncFault.Unauthorized;
            case 402:
                return SyncFault.PaymentRequired;
            case 403:
                return SyncFault.Forbidden;
            case 404:
                return SyncFault.NotFound;
            case 423:
                return SyncFault.Busy;
            case 426:
                return SyncFault.UpgradeRequired;
            case 429:
                return SyncFault.TooMany;
            default:
                return status >= 300 && status < 400 ? SyncFault.Redirected
                    : status >= 500 && status < 600 ? SyncFault.ServerError
                    : SyncFault.OtherStatus;
        }
    }

    /// <summary>application/json, with or without parameters. A server that says nothing is not believed.</summary>
    public static bool IsJson(string contentType)
    {
        if (contentType == null)
        {
            return false;
        }

        int end = contentType.IndexOf(';');
        string type = end < 0 ? contentType : contentType.Substring(0, end);
        return type.Trim().ToLower() == Json;
    }

    /// <summary>Not compressed: nobody asked for that, and nobody here can undo it.</summary>
    public static bool IsPlain(string contentEncoding)
    {
        return contentEncoding == null || contentEncoding.Length == 0 || contentEncoding.Trim().ToLower() == "identity";
    }
}
