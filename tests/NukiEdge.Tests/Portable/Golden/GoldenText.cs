using NukiEdge.Core.Locks;
using NukiEdge.Core.People;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Golden;

/// <summary>
/// Reads the compact form of a vector, which fits into the board: five columns with | between.
/// <code>
/// name
/// roster   c=code f=fingerprint a=auth, number, .Web API type, @lock, =person      c12345=Anna a54322.2@2=Ben
/// history  milliseconds ago, marks, : and payload                                  60000@2r:3,0,54321,12345,1
/// message  marks, : and payload, or ; and payload in hex                           du#2:3,0,54321,12345,1
/// result   !reason, or the five fields (= where they are the payload's) / via / who / what it is ignored as / arrival / may run
/// </code>
/// Marks: @ lock, # connection, r retain, d DUP, u packet id still unreleased. Host/Golden/CompactFormTest writes this form.
/// </summary>
public sealed class GoldenText
{
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
        vector.Name = columns[0];
        string[] records = Items(columns[1]);
        vector.Roster = new GoldenRecord[records.Length];
        for (int i = 0; i < records.Length; i++)
        {
            vector.Roster[i] = new GoldenText(records[i]).Record();
        }

        string[] messages = Items(columns[2]);
        vector.History = new GoldenMessage[messages.Length];
        for (int i = 0; i < messages.Length; i++)
        {
            vector.History[i] = new GoldenText(messages[i]).Message();
        }

        vector.Message = new GoldenText(columns[3]).Message();
        ReadResult(columns[4], columns[3], vector);
        return vector;
    }

    private static void ReadResult(string result, string message, GoldenVector vector)
    {
        if (result[0] == '!')
        {
            vector.Refused = result.Substring(1);
            return;
        }

        string[] parts = result.Split('/');
        GoldenText fields = new GoldenText(parts[0] == "=" ? message.Substring(message.IndexOf(':') + 1) : parts[0]);
        vector.Action = fields.Number();
        vector.Trigger = fields.Number();
        vector.AuthId = fields.Number();
        vector.CodeId = fields.Number();
        vector.Context = fields.Number();
        vector.Via = parts[1];
        vector.Who = parts[2];
        vector.Ignored = parts[3];
        vector.Arrival = parts[4];
        vector.MayRun = parts[5] == "run";
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
