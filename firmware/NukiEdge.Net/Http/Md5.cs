using System;
using NukiEdge.Core.Bytes;

namespace NukiEdge.Net.Http;

/// <summary>
/// MD5 as in RFC 1321, only for Digest logins of devices that speak nothing better: it is broken as a signature and no
/// other use of it belongs here.
/// </summary>
public sealed class Md5 : BlockHash
{
    // RFC 1321 section 3.4: the integer part of 2^32 times abs(sin(i + 1)), i in radians.
    private static readonly uint[] Sines =
    {
        0xD76AA478, 0xE8C7B756, 0x242070DB, 0xC1BDCEEE, 0xF57C0FAF, 0x4787C62A, 0xA8304613, 0xFD469501,
        0x698098D8, 0x8B44F7AF, 0xFFFF5BB1, 0x895CD7BE, 0x6B901122, 0xFD987193, 0xA679438E, 0x49B40821,
        0xF61E2562, 0xC040B340, 0x265E5A51, 0xE9B6C7AA, 0xD62F105D, 0x02441453, 0xD8A1E681, 0xE7D3FBC8,
        0x21E1CDE6, 0xC33707D6, 0xF4D50D87, 0x455A14ED, 0xA9E3E905, 0xFCEFA3F8, 0x676F02D9, 0x8D2A4C8A,
        0xFFFA3942, 0x8771F681, 0x6D9D6122, 0xFDE5380C, 0xA4BEEA44, 0x4BDECFA9, 0xF6BB4B60, 0xBEBFBC70,
        0x289B7EC6, 0xEAA127FA, 0xD4EF3085, 0x04881D05, 0xD9D4D039, 0xE6DB99E5, 0x1FA27CF8, 0xC4AC5665,
        0xF4292244, 0x432AFF97, 0xAB9423A7, 0xFC93A039, 0x655B59C3, 0x8F0CCC92, 0xFFEFF47D, 0x85845DD1,
        0x6FA87E4F, 0xFE2CE6E0, 0xA3014314, 0x4E0811A1, 0xF7537E82, 0xBD3AF235, 0x2AD7D2BB, 0xEB86D391,
    };

    // The left rotations of the four rounds, bits.
    private static readonly byte[] Rotations = { 7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21 };

    private readonly uint[] _words = new uint[16];

    /// <summary>16 bytes, least significant byte first.</summary>
    public Md5()
        : base(4, false)
    {
        Begin();
    }

    /// <inheritdoc/>
    protected override void SetInitialState()
    {
        State[0] = 0x67452301;
        State[1] = 0xEFCDAB89;
        State[2] = 0x98BADCFE;
        State[3] = 0x10325476;
        Array.Clear(_words, 0, _words.Length);
    }

    /// <inheritdoc/>
    protected override void Compress(byte[] block)
    {
        uint[] words = _words;
        for (int i = 0; i < 16; i++)
        {
            words[i] = Image.U32(block, i * 4);
        }

        uint a = State[0];
        uint b = State[1];
        uint c = State[2];
        uint d = State[3];
        for (int i = 0; i < 64; i++)
        {
            int round = i >> 4;
            int word = round == 0 ? i : round == 1 ? 5 * i + 1 : round == 2 ? 3 * i + 5 : 7 * i;
            uint mix = round == 0 ? d ^ (b & (c ^ d)) : round == 1 ? c ^ (d & (b ^ c)) : round == 2 ? b ^ c ^ d : c ^ (b | ~d);
            uint sum = a + mix + Sines[i] + words[word & 15];
            int left = Rotations[(round << 2) | (i & 3)];
            a = d;
            d = c;
            c = b;
            b += (sum << left) | (sum >> (32 - left));
        }

        State[0] += a;
        State[1] += b;
        State[2] += c;
        State[3] += d;
    }
}
