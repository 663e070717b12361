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
                return 3592;
            case 1:
                return 1129;
            case 2:
                return 11427;
            case 3:
                return 14813;
            case 4:
                return 13431;
            case 5:
                return 14501;
            case 6:
                return 15075;
            case 7:
                return 446;
            case 8:
                return 14317;
            case 9:
                return 31119;
            case 10:
                return 14379;
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
                return "AA9F6F81C0922472";
            case 1:
                return "A711A913F9C44A51";
            case 2:
                return "F65C9C236CA9F1A3";
            case 3:
                return "0D6265311D5CEFFA";
            case 4:
                return "A20B89016ECFB484";
            case 5:
                return "E568D8BFA6E166E4";
            case 6:
                return "4EEF5B69C8735237";
            case 7:
                return "15AE632A28BDF752";
            case 8:
                return "FF4C6A6DB7E2668A";
            case 9:
                return "4284C0B3B9585D0C";
            case 10:
                return "F155820A5F7E2629";
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
