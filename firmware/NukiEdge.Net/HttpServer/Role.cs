namespace NukiEdge.Net.Http;

/// <summary>Who asks, and who may (design section 7). A higher one may what a lower one may, except for machines.</summary>
public static class Role
{
    /// <summary>Nobody in particular; on a route: everybody.</summary>
    public const int Nobody = 0;

    /// <summary>A key that may look.</summary>
    public const int Reader = 1;

    /// <summary>A key that may run scenes and relays.</summary>
    public const int Controller = 2;

    /// <summary>The owner, with a live session.</summary>
    public const int Session = 3;

    /// <summary>Another program that proves itself in its own way, on its own routes only; Host and Origin do not matter there.</summary>
    public const int Machine = 4;

    /// <summary>An answer only: has failed too often and waits (429).</summary>
    public const int MustWait = -1;

    /// <summary>An answer only: for everybody there is no such path (404), and no body is read.</summary>
    public const int NotThere = -2;
}
