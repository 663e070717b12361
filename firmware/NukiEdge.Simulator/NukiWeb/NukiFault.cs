namespace NukiEdge.Simulator.NukiWeb;

/// <summary>What the double does instead of answering well. docs/nuki-web.md has the same list.</summary>
public enum NukiFault
{
    None,

    // A status with the API's error body, for any request.
    Status401,
    Status402,
    Status403,
    Status404,
    Status423,
    Status426,

    /// <summary>With Retry-After in seconds.</summary>
    Status429,

    /// <summary>With Retry-After as an HTTP date.</summary>
    Status429Date,
    Status500,
    Status502,

    /// <summary>With Retry-After in seconds.</summary>
    Status503,

    // Not the API at all, for any request.

    /// <summary>200 and a page for people, as from a captive portal.</summary>
    Html,

    /// <summary>301 to <see cref="NukiFaults.RedirectTo"/>.</summary>
    Redirect301,

    /// <summary>302 to <see cref="NukiFaults.RedirectTo"/>.</summary>
    Redirect302,

    /// <summary>The connection stays open and nothing comes.</summary>
    Silent,

    // From here on the answer of a GET with 200 is changed.

    /// <summary>[] instead of a list.</summary>
    EmptyList,

    /// <summary>The first half of the entries, good JSON.</summary>
    HalfList,

    /// <summary>Nothing of the lock <see cref="NukiFaults.MissingLock"/>.</summary>
    LockMissing,

    /// <summary>The first half of the bytes; Content-Length says so: good HTTP, bad JSON.</summary>
    CutToLength,

    /// <summary>Content-Length of the whole, half of it, then the connection ends.</summary>
    CutAndClosed,

    /// <summary>Chunked, half of it, then the connection ends without the last chunk.</summary>
    CutChunks,

    /// <summary>Chunked, half of it, then an error body in the middle of it; the token is good for nothing from then on.</summary>
    RevokedInside,

    /// <summary>Status and headers, then silence.</summary>
    StalledAfterHeaders,

    /// <summary>Half of it, then silence.</summary>
    StalledInside,

    /// <summary>A byte every <see cref="NukiFaults.ByteDelayMs"/>.</summary>
    Slow,

    /// <summary>authId, name and smartlockId twice in each entry, with another value the second time.</summary>
    DuplicateKeys,

    /// <summary>Every number in quotes.</summary>
    NumbersAsStrings,

    /// <summary>Every name is null.</summary>
    NullNames,

    /// <summary>Every type is 99.</summary>
    UnknownTypes,

    /// <summary>An unknown field in front, 1,000 arrays deep.</summary>
    DeepJson,

    /// <summary>A name of 1 MB in the first entry.</summary>
    HugeString,

    /// <summary>The right bytes as text/html.</summary>
    WrongContentType,

    /// <summary>Compressed, though nobody asked for it.</summary>
    Gzip,
}
