using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>The status codes in use (RFC 9110 section 15, RFC 6585).</summary>
public static class HttpStatus
{
    public const int Ok = 200, Created = 201, Accepted = 202, NoContent = 204, NotModified = 304;
    public const int BadRequest = 400, Unauthorized = 401, Forbidden = 403, NotFound = 404, MethodNotAllowed = 405;
    public const int NotAcceptable = 406, RequestTimeout = 408, Conflict = 409, LengthRequired = 411, PreconditionFailed = 412;
    public const int ContentTooLarge = 413, UriTooLong = 414, UnsupportedMediaType = 415, ExpectationFailed = 417;
    public const int Unprocessable = 422, TooManyRequests = 429, HeadTooLarge = 431;
    public const int Internal = 500, NotImplemented = 501, Unavailable = 503, Version = 505;

    private static readonly int[] Codes =
    {
        Ok, Created, Accepted, NoContent, NotModified, BadRequest, Unauthorized, Forbidden, NotFound, MethodNotAllowed,
        NotAcceptable, RequestTimeout, Conflict, LengthRequired, PreconditionFailed, ContentTooLarge, UriTooLong,
        UnsupportedMediaType, ExpectationFailed, Unprocessable, TooManyRequests, HeadTooLarge, Internal, NotImplemented,
        Unavailable, Version,
    };

    private static readonly byte[][] Reasons = Ascii.Table("OK", "Created", "Accepted", "No Content", "Not Modified", "Bad Request",
        "Unauthorized", "Forbidden", "Not Found", "Method Not Allowed", "Not Acceptable", "Request Timeout", "Conflict",
        "Length Required", "Precondition Failed", "Content Too Large", "URI Too Long", "Unsupported Media Type",
        "Expectation Failed", "Unprocessable Content", "Too Many Requests", "Request Header Fields Too Large",
        "Internal Server Error", "Not Implemented", "Service Unavailable", "HTTP Version Not Supported");

    private static readonly byte[] NoReason = Ascii.Of("Status");

    /// <summary>The phrase that belongs to a code.</summary>
    public static byte[] Reason(int status)
    {
        for (int i = 0; i < Codes.Length; i++)
        {
            if (Codes[i] == status)
            {
                return Reasons[i];
            }
        }

        return NoReason;
    }

    /// <summary>A reply with this status has no content, not even of length 0 (RFC 9110 section 6.4.1).</summary>
    public static bool IsBare(int status)
    {
        return status == NoContent || status == NotModified;
    }
}
