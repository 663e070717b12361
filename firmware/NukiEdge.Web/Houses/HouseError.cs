using NukiEdge.Core.Houses;

namespace NukiEdge.Web.Houses;

/// <summary>Why a house file was refused as a whole: where, which field, and the limit.</summary>
public sealed class HouseError
{
    /// <summary>Line in the file, from 1.</summary>
    public int Line;

    /// <summary>The field, as in rules[2].coolDownS.</summary>
    public string Path = "";

    /// <summary>One of <see cref="HouseFault"/>.</summary>
    public int Fault;

    /// <summary>The smallest and largest that is allowed, where there is such a limit.</summary>
    public long Least, Most;

    /// <summary>What was expected or allowed, in words.</summary>
    public string Words = "";

    /// <summary>One sentence for the owner.</summary>
    public string Text()
    {
        string at = "line " + Line.ToString() + (Path.Length > 0 ? ", " + Path : "") + ": ";
        return at + Sentence();
    }

    private string Sentence()
    {
        switch (Fault)
        {
            case HouseFault.NotJson:
                return "this is not JSON (RFC 8259)";
            case HouseFault.EndsEarly:
                return "the file ends in the middle";
            case HouseFault.TooDeep:
                return "nested more than 16 deep";
            case HouseFault.TextTooLong:
                return "too long, at most " + Most.ToString() + " bytes";
            case HouseFault.BadText:
                return "must be UTF-8 text without control characters, and not only dots";
            case HouseFault.UnknownField:
                return "no such field here; there are: " + Words;
            case HouseFault.FieldTwice:
                return "the field stands here twice";
            case HouseFault.Missing:
                return "missing: " + Words;
            case HouseFault.WrongType:
                return "must be " + Words;
            case HouseFault.OutOfRange:
                return "must be " + Least.ToString() + " to " + Most.ToString();
            case HouseFault.TooMany:
                return "too many, at most " + Most.ToString();
            case HouseFault.BadTime:
                return "must be a time as in 08:30 (until may be 24:00), or a day as in 2026-11-22 from 2000 to 2148, first before last";
            case HouseFault.BadZone:
                return "must be a POSIX time zone as in CET-1CEST,M3.5.0,M10.5.0/3: " + Words;
            case HouseFault.BadSecret:
                return "must be printable ASCII without spaces";
            case HouseFault.BadPattern:
                return "must be a name with * at its start, its end or both, as in Guest *";
            case HouseFault.BadDocument:
                return "must be the id that Nuki Web gives: 24 hexadecimal digits";
            case HouseFault.BadDateTime:
                return "must be a time in UTC as in 2026-11-22T08:30:00Z, from 2016 to 2047";
            case HouseFault.BadRelayName:
                return "a relay's name stands in its MQTT topic and cannot hold / + #";
            case HouseFault.BadPin:
                return "no relay may hang on this pin of the board: " + Words;
            case HouseFault.PinTwice:
                return "another relay hangs on this pin";
            case HouseFault.NamesTooLong:
                return "the names of this kind are too long together, at most " + Most.ToString() + " bytes";
            case HouseFault.NameTaken:
                return "the name is taken already";
            case HouseFault.NoSuchName:
                return "there is no " + Words + " with this name";
            case HouseFault.BadLockId:
                return "must be the lock's id as in its MQTT topics: 1 to 8 hexadecimal digits, not 0, and not another lock's";
            case HouseFault.OfArrivals:
                return "only for an arrival: what this rule is on names nobody";
            case HouseFault.UnknownWord:
                return "must be one of: " + Words;
            default:
                return SceneSentence();
        }
    }

    private string SceneSentence()
    {
        switch (Fault)
        {
            case HouseFault.CredentialTaken:
                return "this credential is somebody's already (each lock and number only once)";
            case HouseFault.UrlNotHttp:
                return "must begin with http:// (TLS would freeze the board for seconds)";
            case HouseFault.UrlNeedsAddress:
                return "the host must be an IPv4 address and the port 1 to 65535 (looking up a name can freeze the board)";
            case HouseFault.HostNeedsAddress:
                return "must be an IPv4 address as in 192.168.1.10 (looking up a name can freeze the board)";
            case HouseFault.HostPublic:
                return "not an address of a private network (10/8, 172.16/12, 192.168/16, 169.254/16, 127/8): login and announcements cross in clear text";
            case HouseFault.UrlPublic:
                return "not an address of a private network (10/8, 172.16/12, 192.168/16, 169.254/16, 127/8); \"publicTargets\": true allows others";
            case HouseFault.TargetTaken:
                return "this address and port have a login already";
            case HouseFault.BadUser:
                return "a user name for HTTP holds no colon";
            case HouseFault.UrlBadCharacter:
                return "a character that a URL cannot hold as it is: write it as %XX";
            case HouseFault.UnknownPlaceholder:
                return "no such placeholder; there are {person} {lock} {action} {source} {time}";
            case HouseFault.BadHeader:
                return "not a header that a scene can set (Host, Content-Length, Transfer-Encoding and Connection are not yours)";
            case HouseFault.BadTopic:
                return "must be a topic of 1 to " + Most.ToString() + " bytes without + and #, not below nuki/ or nukiedge/, and without a placeholder before the first /";
            case HouseFault.TopicTooLong:
            case HouseFault.RenderedTooLong:
                return "too long with its placeholders filled in, at most " + Most.ToString() + " bytes";
            case HouseFault.ScenesTooLong:
                return "all scenes together are too long, at most " + Most.ToString() + " bytes";
            case HouseFault.WrongVersion:
                return "this program reads version 1";
            case HouseFault.LockHasLogin:
                return "this lock has another login already";
            case HouseFault.NoBodyHere:
                return "GET and HEAD have no body";
            case HouseFault.Sealed:
                return "is sealed: it needs its passphrase";
            case HouseFault.WrongPassphrase:
                return "this is not the passphrase, or the file was changed";
            case HouseFault.SealBroken:
                return "the seal is broken: changed, or another's";
            case HouseFault.OneStepOnly:
                return "a step is one of: relay (do, ms), http (url, headers, body, timeoutMs), mqtt (payload, qos, retain), waitMs";
            default:
                return "wrong";
        }
    }
}
