namespace NukiEdge.Connect.Webhooks;

/// <summary>What became of a webhook.</summary>
public static class WebhookVerdict
{
    /// <summary>There is no secret: webhooks are off.</summary>
    public const byte Off = 1;

    /// <summary>The body is empty or over 4 KB; the signature's header is missing or not 64 hexadecimal digits; it is not by our secret.</summary>
    public const byte BadLength = 2, BadHeader = 3, BadSignature = 4;

    /// <summary>Signed by us, and no object of the shape that Nuki documents.</summary>
    public const byte BadBody = 5;

    /// <summary>The very same body was here some minutes ago, or more came than can be remembered.</summary>
    public const byte Replayed = 6, TooMany = 7;

    /// <summary>A feature that is of no interest; a lock that is not this house's.</summary>
    public const byte OtherFeature = 8, ForeignLock = 9;

    /// <summary>An auth changed or is gone: <see cref="WebhookReceiver.Delta"/> has it. A sync was asked for as well.</summary>
    public const byte Changed = 10, Deleted = 11;

    /// <summary>An auth changed, and the body does not say enough, or not when: a sync was asked for, nothing else.</summary>
    public const byte SyncOnly = 12;

    /// <summary>Written into the log; known already; too old or from the future.</summary>
    public const byte Logged = 13, KnownAlready = 14, NotNow = 15;

    /// <summary>True where somebody other than Nuki may have sent it.</summary>
    public static bool IsRefusal(byte verdict)
    {
        return verdict >= BadLength && verdict <= BadBody;
    }

    /// <summary>The HTTP status to answer with. Whatever is rightly signed is good: Nuki switches off what fails (facts C).</summary>
    public static int HttpStatus(byte verdict)
    {
        switch (verdict)
        {
            case Off:
                return 404;
            case BadLength:
                return 413;
            case BadHeader:
            case BadSignature:
                return 401;
            case BadBody:
                return 400;
            default:
                return 204;
        }
    }
}
