namespace NukiEdge.Net.Http;

/// <summary>What a caller does next with a call that has a login.</summary>
public enum LoginStep
{
    /// <summary>Send the request without an Authorization header: the target has to say first what it speaks.</summary>
    Send,

    /// <summary>Send it, or send it again at once, with what <see cref="DigestLogin.Write"/> writes.</summary>
    SendAuthorized,

    /// <summary>Send nothing before <see cref="DigestLogin.WaitUntilUs"/>.</summary>
    Wait,

    /// <summary>The call is over; its result is the status that came.</summary>
    Done,

    /// <summary>The call is over: the target did not take user and password. A back-off has begun.</summary>
    Refused,
}
