using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>
/// Reads WWW-Authenticate header lines and keeps the best challenge that we speak: Digest SHA-256, Digest MD5, Basic; with
/// qop before without. Takes any bytes: what is malformed, too long, doubled or unknown makes only its own challenge
/// unusable. Some devices forget commas or quotes; both are forgiven.
/// </summary>
public sealed class ChallengeReader
{
    /// <summary>Longest header line taken as a string, bytes.</summary>
    public const int LineBytes = 1024;

    private const int Realm = 0, Nonce = 1, Opaque = 2, Stale = 3, Algorithm = 4, Qop = 5, Charset = 6;

    private static readonly byte[][] Schemes = Ascii.Table("basic", "digest");
    private static readonly byte[][] Names = Ascii.Table("realm", "nonce", "opaque", "stale", "algorithm", "qop", "charset");
    private static readonly byte[][] Algorithms = Ascii.Table("md5", "md5-sess", "sha-256", "sha-256-sess");
    private static readonly byte[][] True = Ascii.Table("true"), Utf8Name = Ascii.Table("utf-8"), Auth = Ascii.Table("auth");

    private readonly byte[] _line = new byte[LineBytes];

    // A value that is not kept: long enough for any list of qops.
    private readonly byte[] _word = new byte[64];
    private DigestChallenge _best;
    private DigestChallenge _current;
    private byte[] _buffer;
    private int _at;
    private int _end;
    private int _scheme;
    private int _used;
    private int _seen;
    private bool _broken;

    /// <summary>Reads challenges whose texts have at most so many bytes together.</summary>
    public ChallengeReader(int challengeBytes)
    {
        _best = new DigestChallenge(challengeBytes);
        _current = new DigestChallenge(challengeBytes);
    }

    /// <summary>The best challenge since <see cref="Begin"/>; its scheme is None when there was none.</summary>
    public DigestChallenge Best => _best;

    /// <summary>A new answer: forgets what the last one offered.</summary>
    public void Begin()
    {
        _best.Clear();
    }

    /// <summary>Reads the value of one header line that the platform hands out as text. A longer one is not read.</summary>
    public void Add(string value)
    {
        if (value == null || value.Length > LineBytes)
        {
            return;
        }

        for (int i = 0; i < value.Length; i++)
        {
            // A byte that is none in Latin-1 becomes one that may stand nowhere.
            _line[i] = value[i] < 256 ? (byte)value[i] : (byte)0;
        }

        Add(_line, 0, value.Length);
    }

    /// <summary>Reads the value of one header line.</summary>
    public void Add(byte[] buffer, int offset, int length)
    {
        _buffer = buffer;
        _at = offset;
        _end = offset + length;
        _scheme = -1;
        while (true)
        {
            SkipSpaceAnd(',');
            if (_at >= _end)
            {
                break;
            }

            int start = _at;
            SkipToken();
            int nameLength = _at - start;
            SkipSpaceAnd(' ');
            if (nameLength > 0 && !Is('='))
            {
                End();
                Start(start, nameLength);
                continue;
            }

            if (nameLength > 0)
            {
                _at++;
                SkipSpaceAnd(' ');
                ReadParameter(HttpToken.IndexIn(Names, _buffer, start, nameLength));
                continue;
            }

            _broken = true;
            SkipFault();
        }

        End();
        _buffer = null;
    }

    /// <summary>The start of a challenge. What is not a parameter behind its name is a token68 and of no use to us.</summary>
    private void Start(int at, int length)
    {
        _current.Clear();
        _scheme = HttpToken.IndexIn(Schemes, _buffer, at, length);
        _used = 0;
        _seen = 0;
        _broken = false;
        int back = _at;
        while (_at < _end && (HttpToken.MayHold(_buffer[_at]) || _buffer[_at] == '/'))
        {
            _at++;
        }

        bool any = _at > back;
        while (Is('='))
        {
            _at++;
        }

        SkipSpaceAnd(' ');
        if (!any || (_at < _end && _buffer[_at] != ','))
        {
            _at = back;
        }
    }

    /// <summary>The end of a challenge: if it is complete and better than the best, it is the best.</summary>
    private void End()
    {
        DigestChallenge read = _current;
        if (_scheme == 0)
        {
            read.Scheme = DigestChallenge.Basic;
            read.HasQop = false;
        }
        else if (_scheme == 1)
        {
            int needed = (1 << Realm) | (1 << Nonce);
            read.Scheme = read.HasAlgorithm ? read.Scheme : DigestChallenge.Md5;
            // A session needs our nonce, which RFC 2069's form does not have.
            _broken |= (_seen & needed) != needed || (read.IsSession && !read.HasQop);
        }

        if (_scheme >= 0 && !_broken && read.Rank > _best.Rank)
        {
            _current = _best;
            _best = read;
        }

        _scheme = -1;
    }

    private void ReadParameter(int name)
    {
        bool isKept = name >= 0 && name <= Opaque;
        int length = isKept ? ReadValue(_current.Text, _used) : ReadValue(_word, 0);
        if (name < 0 || _scheme < 0 || _broken)
        {
            return;
        }

        int bit = 1 << name;
        if (length < 0 || (_seen & bit) != 0)
        {
            _broken = true;
            return;
        }

        _seen |= bit;
        DigestChallenge read = _current;
        int at = _used;
        switch (name)
        {
            case Realm:
                read.RealmAt = at;
                read.RealmLength = length;
                _used += length;
                break;
            case Nonce:
                read.NonceAt = at;
                read.NonceLength = length;
                _used += length;
                break;
            case Opaque:
                read.HasOpaque = true;
                read.OpaqueAt = at;
                read.OpaqueLength = length;
                _used += length;
                break;
            case Algorithm:
                SetAlgorithm(HttpToken.IndexIn(Algorithms, _word, 0, length));
                break;
            case Qop:
                // An empty one (http-auth sends it) means none.
                read.HasQop = HttpToken.IsInList(Auth, _word, 0, length);
                _broken |= length > 0 && !read.HasQop;
                break;
            default:
                bool isTrue = HttpToken.IndexIn(name == Stale ? True : Utf8Name, _word, 0, length) == 0;
                read.IsStale |= isTrue && name == Stale;
                read.IsUtf8 |= isTrue && name == Charset;
                break;
        }
    }

    private void SetAlgorithm(int index)
    {
        _broken |= index < 0;
        _current.HasAlgorithm = true;
        _current.Scheme = index < 2 ? DigestChallenge.Md5 : DigestChallenge.Sha256;
        _current.IsSession = (index & 1) == 1;
    }

    /// <summary>Reads a value, unescaped.</summary>
    /// <returns>Its length, or -1 when it does not fit. A malformed one makes the challenge unusable.</returns>
    private int ReadValue(byte[] text, int from)
    {
        bool quoted = Is('"');
        _at += quoted ? 1 : 0;
        int to = from;
        while (_at < _end)
        {
            byte b = _buffer[_at];
            if (quoted ? b == '"' : b == ',' || b == ' ' || b == '\t' || b == '"')
            {
                break;
            }

            if (quoted && b == '\\' && _at + 1 < _end)
            {
                b = _buffer[++_at];
            }

            _at++;
            _broken |= (b < 0x20 && b != '\t') || b == 0x7F;
            if (to < text.Length)
            {
                text[to] = b;
            }

            to++;
        }

        if (quoted)
        {
            _broken |= _at >= _end;
            _at++;
        }

        return to <= text.Length ? to - from : -1;
    }

    /// <summary>Steps over a byte that can begin nothing, and over a quoted string that stands where none may.</summary>
    private void SkipFault()
    {
        if (Is('"'))
        {
            ReadValue(_word, 0);
        }
        else
        {
            _at++;
        }
    }

    private void SkipToken()
    {
        while (_at < _end && HttpToken.MayHold(_buffer[_at]))
        {
            _at++;
        }
    }

    private void SkipSpaceAnd(char other)
    {
        while (_at < _end && (_buffer[_at] == ' ' || _buffer[_at] == '\t' || _buffer[_at] == other))
        {
            _at++;
        }
    }

    private bool Is(char c)
    {
        return _at < _end && _buffer[_at] == c;
    }
}
