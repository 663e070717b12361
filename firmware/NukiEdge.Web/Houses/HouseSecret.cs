using System;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;

namespace NukiEdge.Web.Houses;

/// <summary>A password as it is read: a text, or { "sealed": base64 }, which is opened when its owner is known.</summary>
internal sealed class HouseSecret
{
    private readonly bool _isName;
    private byte[] _box;

    /// <param name="most">Longest secret, bytes.</param>
    /// <param name="isName">No control characters, and not only dots.</param>
    public HouseSecret(int most, bool isName)
    {
        _isName = isName;
        Bytes = new byte[most];
    }

    public byte[] Bytes { get; }

    public int Length { get; private set; }

    public bool IsMissing => Length == 0 && _box == null;

    public bool Read(HouseFields f)
    {
        if (!f.IsObjectNext())
        {
            bool ok = _isName ? f.NameText(Bytes.Length) : f.Text(1, Bytes.Length);
            Length = ok ? f.TextLength : 0;
            Array.Copy(f.TextBytes, 0, Bytes, 0, Length);
            return ok;
        }

        f.BeginObject();
        while (f.NextField())
        {
            if (f.Field != "sealed")
            {
                return f.UnknownField("sealed");
            }

            if (!f.Text(1, f.TextBytes.Length))
            {
                return false;
            }

            _box = new byte[f.TextLength];
            Array.Copy(f.TextBytes, 0, _box, 0, f.TextLength);
        }

        return f.Error == null && (_box != null || f.Fail(HouseFault.Missing, "sealed"));
    }

    /// <summary>Opens a sealed one. True also where nothing was sealed.</summary>
    public bool Open(HouseFields f, byte[] owner)
    {
        if (_box == null)
        {
            return true;
        }

        HouseSeal seal = f.How.Seal;
        if (seal == null || !seal.IsReady)
        {
            return f.Fail(HouseFault.Sealed);
        }

        int length = seal.Open(owner, _box, _box.Length, Bytes);
        Length = length < 0 ? 0 : length;
        return length > 0 || f.Fail(HouseFault.SealBroken);
    }

    /// <summary>Reads what the file says of its sealing: rounds, salt, and a check of the passphrase.</summary>
    public static bool ReadSealing(HouseFields f, House house)
    {
        byte[] salt = null;
        byte[] check = null;
        int rounds = 0;
        if (!f.BeginObject())
        {
            return false;
        }

        while (f.NextField())
        {
            bool ok = f.Field == "rounds" ? f.Number(HouseSeal.LeastRounds, HouseSeal.MostRounds)
                : f.Field == "salt" || f.Field == "check" ? f.Text(1, 64)
                : f.UnknownField("rounds, salt, check");
            if (!ok)
            {
                return false;
            }

            rounds = f.Field == "rounds" ? (int)f.Value : rounds;
            salt = f.Field == "salt" ? Base64.Read(f.TextBytes, f.TextLength) : salt;
            check = f.Field == "check" ? Base64.Read(f.TextBytes, f.TextLength) : check;
        }

        if (f.Error != null || rounds == 0 || salt == null || check == null)
        {
            return f.Error == null && f.Fail(HouseFault.Missing, "rounds, salt or check");
        }

        if (f.How.Seal == null)
        {
            return true; // whoever needs it will say so
        }

        f.How.Seal.Begin(salt, rounds);
        return f.How.Seal.Fits(check) || f.Fail(HouseFault.WrongPassphrase);
    }
}
