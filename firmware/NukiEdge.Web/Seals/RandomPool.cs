using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;

namespace NukiEdge.Web.Seals;

/// <summary>
/// Random bytes that stay unforeseeable when the generator alone would not: an ESP32 whose radio is off (a board with Ethernet) may only
/// calculate its numbers (ESP-IDF, "Random Number Generation"). Each filling mixes the generator's bytes with all that went in before: what
/// only this box keeps, and the microseconds at which strangers' requests came. HMAC-SHA256 as the mixer, and a new state
/// after each answer, in the manner of NIST SP 800-90A section 10.1.2. It is never weaker than the generator.
/// </summary>
public sealed class RandomPool : IRandom
{
    private const int StateBytes = 32, StirredBytes = 8;

    private static readonly byte[] Next = Ascii.Of("next");

    private readonly IHmac _hmac;
    private readonly IRandom _generator;
    private byte[] _state;
    private long _stirred;

    /// <summary>A pool over a generator.</summary>
    /// <param name="own">What belongs to this box alone; the more of it is secret, the better.</param>
    public RandomPool(IHmac hmac, IRandom generator, byte[] own)
    {
        _hmac = hmac;
        _generator = generator;
        _state = hmac.Of(Fresh(), own);
    }

    /// <summary>Something happened at this time: no stranger can tell its last digits.</summary>
    /// <param name="nowUs">Microseconds of any clock.</param>
    public void Stir(long nowUs)
    {
        _stirred = (_stirred * 6364136223846793005L) + nowUs; // Knuth's multiplier: each time counts in all bits
    }

    /// <summary>More that belongs to this box alone.</summary>
    public void Mix(byte[] own)
    {
        _state = _hmac.Of(_state, own);
    }

    /// <inheritdoc/>
    public void Fill(byte[] into)
    {
        _state = _hmac.Of(_state, Fresh());
        byte[] number = new byte[1];
        for (int at = 0; at < into.Length; at += StateBytes)
        {
            byte[] block = _hmac.Of(_state, number);
            int left = into.Length - at;
            System.Array.Copy(block, 0, into, at, left < StateBytes ? left : StateBytes);
            number[0]++;
        }

        _state = _hmac.Of(_state, Next); // who reads the memory now learns nothing of what was given out
    }

    private byte[] Fresh()
    {
        byte[] drawn = new byte[StateBytes];
        _generator.Fill(drawn);
        byte[] fresh = new byte[StateBytes + StirredBytes];
        System.Array.Copy(drawn, 0, fresh, 0, StateBytes);
        Image.PutI64(fresh, StateBytes, _stirred);
        return fresh;
    }
}
