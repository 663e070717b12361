namespace NukiEdge.Core.Scenes;

/// <summary>How a placeholder's value is made harmless for the place where it stands.</summary>
public static class Escape
{
    /// <summary>Plain text: as it is, without control characters.</summary>
    public const byte Plain = 0;

    /// <summary>URL and form: everything but RFC 3986 section 2.3 unreserved characters as %XX.</summary>
    public const byte Url = 1;

    /// <summary>JSON string (RFC 8259 section 7).</summary>
    public const byte Json = 2;

    /// <summary>XML text and attribute values (XML 1.0 section 2.4).</summary>
    public const byte Xml = 3;

    /// <summary>A level of an MQTT topic: / + # become _ (MQTT 3.1.1 section 4.7.1).</summary>
    public const byte Topic = 4;

    /// <summary>A header's value: ASCII only (RFC 9110 section 5.5), so % and what is above go as %XX.</summary>
    public const byte Header = 5;
}
