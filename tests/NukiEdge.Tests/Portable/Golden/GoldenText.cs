using NukiEdge.Core.Locks;
using NukiEdge.Core.People;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Golden;

/// <summary>
/// Reads the compact form of a vector, which fits into the board: four columns with | between. Names are left out there; a
/// vector is known by its place in the file.
/// <code>
/// roster   c=code f=fingerprint a=auth, number, .Web API type, @lock, =person      c12345=Anna a54322.2@2=Ben
/// history  milliseconds ago, marks, : and payload                                  60000@2r:3,0,54321,12345,1
/// message  marks, : and payload, or ; and payload in hex                           du#2:3,0,54321,12345,1
/// result   ! and place in Refusals, or the five fields (= where they are the payload's), / and a letter each: place in Vias,
///          arrival y n i, may run + -, ignored . r u d, who =person or place in Whos
/// </code>
/// Marks: @ lock, # connection, r retain, d DUP, u packet id still unreleased. Host/Golden/CompactForm.cs writes this form.
/// </summary>
public sealed class GoldenText
{
    /// <summary>Reasons of a refusal by the parser's result.</summary>
    public static readonly string[] Refusals =
    {
        "", "empty", "too few fields", "empty field", "not a digit", "leading zero", "too large",
    };

    /// <summary>How an action was asked for, by <see cref="ActionSource"/>.</summary>
    public static readonly string[] Vias =
    {
        "app", "fob", "keypad code", "fingerprint", "back key", "button", "auto-unlock", "homekit", "mqtt", "auto-lock",
        "time control", "other",
    };

    /// <summary>Who it was, by <see cref="Who"/>; a person is told by name.</summary>
    public static readonly string[] Whos = { "", "unknown", "nobody", "keypad", "unproven", "collision" };

    private readonly string _text;
    private int _at;

    private GoldenText(string text)
    {
        _text = text;
    }

    public static GoldenVector Read(string line)
    {
        string[] columns = line.Split('|');
        GoldenVector vector = new GoldenVector();
        vector.Name = line;
        string[] records = Items(columns[0]);
        vector.Roster = new GoldenRecord[records.Length];
        for (int i = 0; i < records.Length; i++)
        {
            vector.Roster[i] = new GoldenText(records[i]).Record();
        }

        string[] messages = Items(columns[1]);
        vector.History = new GoldenMessage[messages.Length];
        for (int i = 0; i < messages.Length; i++)
        {
            vector.History[i] = new GoldenText(messages[i]).Message();
        }

        vector.Message = new GoldenText(columns[2]).Message();
        ReadResult(columns[3], columns[2], vector);
        return vector;
    }

    private static void ReadResult(string result, string message, GoldenVector vector)
    {
        if (result[0] == '!')
        {
            vector.Refused = Refusals[result[1] - '0'];
            return;
        }

        int slash = result.IndexOf('/');
        GoldenText fields = new GoldenText(slash == 1 ? message.Substring(message.IndexOf(':') + 1) : result);
        vector.Action = fields.Number();
        vector.Trigger = fields.Number();
        vector.AuthId = fields.Number();
        vector.CodeId = fields.Number();
        vector.Context = fields.Number();
        vector.Via = Vias[result[slash + 1] - 'a'];
        vector.Arrival = result[slash + 2] == 'y' ? "yes" : result[slash + 2] == 'n' ? "no" : "if chosen";
        vector.MayRun = result[slash + 3] == '+';
        char ignored = result[slash + 4];
        vector.Ignored = ignored == 'r' ? "retained" : ignored == 'u' ? "repeated" : ignored == 'd' ? "duplicate" : "";
        char who = result[slash + 5];
        vector.Who = who == '=' ? "person:" + result.Substring(slash + 6) : Whos[who - '0'];
    }

    private static string[] Items(string column)
    {
        return column.Length == 0 ? new string[0] : column.Split(' ');
    }

    private GoldenRecord Record()
    {
        GoldenRecord record = new GoldenRecord();
        char kind = _text[_at++];
        record.Kind = kind == 'c' ? CredentialKind.Code : kind == 'f' ? CredentialKind.Fingerprint : CredentialKind.Auth;
        record.WebType = WebAuthType.NotKnown;
        record.Number = Number();
        _at--;
        while (_at < _text.Length)
        {
            char mark = _text[_at++];
            if (mark == '=')
            {
                record.Person = _text.Substring(_at);
                break;
            }

            int value = (int)Number();
            _at--;
            record.WebType = mark == '.' ? value : record.WebType;
            record.Lock = mark == '@' ? value : record.Lock;
        }

        return record;
    }

    private GoldenMessage Message()
    {
        GoldenMessage message = new GoldenMessage();
        while (true)
        {
            char mark = _text[_at++];
            switch (mark)
            {
                case ':':
                    message.Payload = Raw.Of(_text.Substring(_at));
                    return message;
                case ';':
                    message.Payload = Raw.FromHex(_text.Substring(_at));
                    return message;
                case 'r':
                    message.Retain = true;
                    break;
                case 'd':
                    message.Dup = true;
                    break;
                case 'u':
                    message.Repeated = true;
                    break;
                case '@':
                    message.Lock = _text[_at++] - '0';
                    break;
                case '#':
                    message.Connection = _text[_at++] - '0';
                    break;
                default:
                    _at--;
                    message.AgoMs = Number();
                    _at--;
                    break;
            }
        }
    }

    /// <summary>Digits, and the character behind them.</summary>
    private uint Number()
    {
        uint value = 0;
        while (_at < _text.Length && _text[_at] >= '0' && _text[_at] <= '9')
        {
            value = value * 10 + (uint)(_text[_at++] - '0');
        }

        _at++;
        return value;
    }
}
