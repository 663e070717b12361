namespace NukiEdge.Device;

/// <summary>
/// The page's files as the board carries them. Written by firmware/NukiEdge.Web/Page/build. Switches and no arrays: on the board an
/// array of these would lie in the heap, code and its texts lie in flash.
/// </summary>
internal static class PageTable
{
    /// <summary>Files there are.</summary>
    public const int Count = 9;

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
                return "/de.json";
            case 3:
                return "/en.json";
            case 4:
                return "/es.json";
            case 5:
                return "/fr.json";
            case 6:
                return "/index.html";
            case 7:
                return "/it.json";
            case 8:
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
                return 3628;
            case 3:
                return -18517;
            case 4:
                return 26598;
            case 5:
                return -19169;
            case 6:
                return 13751;
            case 7:
                return -25395;
            case 8:
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
                return 2229;
            case 1:
                return 16991;
            case 2:
                return 4829;
            case 3:
                return 4307;
            case 4:
                return 4838;
            case 5:
                return 5033;
            case 6:
                return 433;
            case 7:
                return 4722;
            case 8:
                return 4705;
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
                return "B6BF006DC7DE112C";
            case 1:
                return "8AD1B29A96E51133";
            case 2:
                return "CE6B8E4E38CE0EBB";
            case 3:
                return "32C2534BBAEB7805";
            case 4:
                return "4D2CD4E35AC90BFA";
            case 5:
                return "677596D81EAD1096";
            case 6:
                return "8C0E58F32A5FE64C";
            case 7:
                return "F492DA8EE03D079E";
            case 8:
                return "1BFE0284995CD0D9";
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
                return "application/json";
            case 3:
                return "application/json";
            case 4:
                return "application/json";
            case 5:
                return "application/json";
            case 6:
                return "text/html; charset=utf-8";
            case 7:
                return "application/json";
            case 8:
                return "application/json";
            default:
                return "";
        }
    }
}
