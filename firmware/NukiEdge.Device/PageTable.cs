namespace NukiEdge.Device;

/// <summary>
/// The page's files as the board carries them. Written by firmware/NukiEdge.Web/Page/build. Switches and no arrays: on the board an
/// array of these would lie in the heap, code and its texts lie in flash.
/// </summary>
internal static class PageTable
{
    /// <summary>Files there are.</summary>
    public const int Count = 11;

    /// <summary>Where a file is asked for; null for no such file.</summary>
    public static string Path(int file)
    {
        switch (file)
        {
            case 0:
                return "/app.css";
            case 1:
                return "/app.js";
            case 2:
                return "/chunk.js";
            case 3:
                return "/de.json";
            case 4:
                return "/en.json";
            case 5:
                return "/es.json";
            case 6:
                return "/fr.json";
            case 7:
                return "/index.html";
            case 8:
                return "/it.json";
            case 9:
                return "/more.js";
            case 10:
                return "/nl.json";
            default:
                return null;
        }
    }

    /// <summary>Its number among the resources.</summary>
    public static short Resource(int file)
    {
        switch (file)
        {
            case 0:
                return 28744;
            case 1:
                return -7463;
            case 2:
                return -30978;
            case 3:
                return 3628;
            case 4:
                return -18517;
            case 5:
                return 26598;
            case 6:
                return -19169;
            case 7:
                return 13751;
            case 8:
                return -25395;
            case 9:
                return 10703;
            case 10:
                return 29063;
            default:
                return 0;
        }
    }

    /// <summary>Bytes, packed with gzip as all of them are.</summary>
    public static int Length(int file)
    {
        switch (file)
        {
            case 0:
                return 3574;
            case 1:
                return 1121;
            case 2:
                return 11347;
            case 3:
                return 14752;
            case 4:
                return 13378;
            case 5:
                return 14430;
            case 6:
                return 14995;
            case 7:
                return 446;
            case 8:
                return 14247;
            case 9:
                return 31122;
            case 10:
                return 14309;
            default:
                return 0;
        }
    }

    /// <summary>Another one for another content: the first eight bytes of its SHA-256, in hex.</summary>
    public static string Tag(int file)
    {
        switch (file)
        {
            case 0:
                return "B0F2E1BADA2811F0";
            case 1:
                return "9C8B5292CC96AC56";
            case 2:
                return "3D40E30FC823AB78";
            case 3:
                return "AB2659A8FE55AE4D";
            case 4:
                return "DD11631438812F82";
            case 5:
                return "6961260D67833AC6";
            case 6:
                return "1EC8D81ACCE0E25C";
            case 7:
                return "15AE632A28BDF752";
            case 8:
                return "A5384D63FFB53DCE";
            case 9:
                return "4C6E6736DB3071F7";
            case 10:
                return "9990434F3EF7B4AC";
            default:
                return "";
        }
    }

    /// <summary>As it stands in Content-Type.</summary>
    public static string ContentType(int file)
    {
        switch (file)
        {
            case 0:
                return "text/css; charset=utf-8";
            case 1:
                return "text/javascript; charset=utf-8";
            case 2:
                return "text/javascript; charset=utf-8";
            case 3:
                return "application/json";
            case 4:
                return "application/json";
            case 5:
                return "application/json";
            case 6:
                return "application/json";
            case 7:
                return "text/html; charset=utf-8";
            case 8:
                return "application/json";
            case 9:
                return "text/javascript; charset=utf-8";
            case 10:
                return "application/json";
            default:
                return "";
        }
    }
}
