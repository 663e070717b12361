using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;
using NukiEdge.Web.Seals;

namespace NukiEdge.Web.Access;

/// <summary>
/// The server's nonces. Each proves itself by a MAC with a key that is new at each start, so that no table has to remember them and
/// nobody can fill one:
/// <code>
/// 0-3 number, rising   4-7 second of the loop's clock   8-23 HMAC(key, purpose, bytes 0-7, peer, client's nonce)   as base64: 32 characters
/// </code>
/// It is good for a minute, for the same peer and client nonce. When one led to success, it and all before it are used up.
/// </summary>
public sealed class Challenges
{
    /// <summary>What a challenge is for.</summary>
    public const byte Login = 1, Setup = 2;

    /// <summary>Length of a nonce as text.</summary>
    public const int Characters = 32;

    /// <summary>Seconds that a challenge lives.</summary>
    public const int Seconds = 60;

    private const int HeadBytes = 8, MacBytes = 16, LeastClient = 16, MostClient = 48;

    private readonly IHmac _hmac;
    private readonly byte[] _key = new byte[32];
    private uint _last;
    private uint _used;

    /// <summary>Those of one start.</summary>
    public Challenges(IHmac hmac, IRandom random)
    {
        _hmac = hmac;
        random.Fill(_key);
    }

    /// <summary>True for 16 to 48 printable characters without a comma (RFC 5802 section 5.1).</summary>
    public static bool IsClientNonce(byte[] text, int offset, int length)
    {
        bool isRight = length >= LeastClient && length <= MostClient;
        for (int i = 0; isRight && i < length; i++)
        {
            isRight = text[offset + i] > ' ' && text[offset + i] < 127 && text[offset + i] != ',';
        }

        return isRight;
    }

    /// <summary>A new one, as text.</summary>
    public byte[] Make(byte purpose, uint peer, byte[] clientNonce, long nowUs)
    {
        byte[] head = new byte[HeadBytes];
        Image.PutU32(head, 0, ++_last);
        Image.PutU32(head, 4, (uint)(nowUs / 1000000));
        return Base64.Of(ByteRow.Join(head, Mac(purpose, peer, head, clientNonce), 0, MacBytes));
    }

    /// <summary>Looks at a client's and our nonce, one behind the other.</summary>
    /// <returns>Its number, or 0 when it is not ours, too old, another peer's, or used up.</returns>
    public uint Check(byte purpose, uint peer, byte[] both, long nowUs)
    {
        int clientLength = both.Length - Characters;
        if (!IsClientNonce(both, 0, clientLength))
        {
            return 0;
        }

        byte[] ours = Base64.Read(ByteRow.Part(both, clientLength, Characters), Characters);
        if (ours == null || ours.Length != HeadBytes + MacBytes)
        {
            return 0;
        }

        byte[] head = ByteRow.Front(ours, HeadBytes);
        bool isOurs = ByteRow.AreSame(Mac(purpose, peer, head, ByteRow.Front(both, clientLength)), 0, ours, HeadBytes, MacBytes);
        uint age = (uint)(nowUs / 1000000) - Image.U32(head, 4);
        uint number = Image.U32(head, 0);
        return isOurs && age <= Seconds && number > _used ? number : 0;
    }

    /// <summary>This one led to success.</summary>
    public void UseUp(uint number)
    {
        _used = number > _used ? number : _used;
    }

    /// <summary>Nothing that was asked before now counts: the password is another one.</summary>
    public void UseUpAll()
    {
        _used = _last;
    }

    private byte[] Mac(byte purpose, uint peer, byte[] head, byte[] clientNonce)
    {
        byte[] front = new byte[1 + 4];
        front[0] = purpose;
        Image.PutU32(front, 1, peer);
        return _hmac.Of(_key, ByteRow.Join(ByteRow.Join(front, head), clientNonce));
    }
}
