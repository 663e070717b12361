using System;
using NukiEdge.Core;
using NukiEdge.Core.Bytes;

namespace NukiEdge.Web.Access;

/// <summary>
/// What must outlive a restart, as it stands in flash: device code, the owner's password as a verifier (RFC 5802 section 3, never the
/// password), and the keys of other programs. Layout and reasons: firmware/docs/access.md and flash-format.md.
/// </summary>
public sealed class AccessImage
{
    /// <summary>Version of the content.</summary>
    public const byte Version = 1;

    /// <summary>Where the parts stand.</summary>
    internal const int CodeAt = 0, CodeSaltAt = 12, CodeRoundsAt = 28, CodeKeyAt = 32, FlagsAt = 64, VerifierAt = 68, KeysAt = 152;

    /// <summary>Parts of a verifier: salt, rounds, StoredKey, ServerKey.</summary>
    internal const int SaltBytes = 16, RoundsAt = 16, StoredKeyAt = 20, ServerKeyAt = 52, VerifierBytes = 84;

    /// <summary>Parts of a key: id, role, flags, length of the name, nothing, four lock ids, name, verifier.</summary>
    internal const int RoleAt = 4, KeyFlagsAt = 5, NameLengthAt = 6, LocksAt = 8, NameAt = 24, KeyVerifierAt = 44, KeyBytes = 76;

    /// <summary>Longest name of a key in bytes of UTF-8, and most locks that a key can name.</summary>
    public const int NameBytes = 20, KeyLocks = 4;

    /// <summary>Fewest and most rounds of PBKDF2 that a verifier may have. The page makes 100,000.</summary>
    public const uint LeastRounds = 10000, MostRounds = 10000000;

    /// <summary>Bytes of keys and hashes.</summary>
    internal const int HashBytes = 32;

    /// <summary>A key's flag: it may come as a Bearer token, and it may act at all locks.</summary>
    public const byte Bearer = 1, AllLocks = 2;

    private const byte HasPasswordFlag = 1;

    /// <summary>Room for the keys that the limits allow.</summary>
    public AccessImage(Limits limits)
    {
        Keys = limits.AccessKeys;
        Bytes = new byte[KeysAt + Keys * KeyBytes];
    }

    /// <summary>The image.</summary>
    public byte[] Bytes { get; }

    /// <summary>Places for keys.</summary>
    public int Keys { get; }

    /// <summary>Counts changes, so that they are saved.</summary>
    public int Changes { get; internal set; }

    /// <summary>The box has its code.</summary>
    public bool HasCode => Bytes[CodeAt] != 0;

    /// <summary>The owner has a password.</summary>
    public bool HasPassword => (Bytes[FlagsAt] & HasPasswordFlag) != 0;

    /// <summary>Rounds of the password's PBKDF2.</summary>
    internal uint Rounds => Image.U32(Bytes, VerifierAt + RoundsAt);

    /// <summary>Bytes up to the last key: what is saved.</summary>
    public int Length
    {
        get
        {
            int count = Keys;
            while (count > 0 && !IsKey(count - 1))
            {
                count--;
            }

            return KeysAt + count * KeyBytes;
        }
    }

    /// <summary>Where a key stands.</summary>
    internal static int KeyAt(int key)
    {
        return KeysAt + key * KeyBytes;
    }

    /// <summary>True when there is a key in this place.</summary>
    public bool IsKey(int key)
    {
        return Image.U32(Bytes, KeyAt(key)) != 0;
    }

    /// <summary>Takes a verifier as the page made it.</summary>
    /// <returns>false where it is none.</returns>
    internal bool SetPassword(byte[] verifier)
    {
        if (verifier.Length != VerifierBytes || Image.U32(verifier, RoundsAt) < LeastRounds || Image.U32(verifier, RoundsAt) > MostRounds)
        {
            return false;
        }

        Array.Copy(verifier, 0, Bytes, VerifierAt, VerifierBytes);
        Bytes[FlagsAt] |= HasPasswordFlag;
        Changes++;
        return true;
    }

    /// <summary>Takes the password away.</summary>
    internal void ClearPassword()
    {
        Array.Clear(Bytes, VerifierAt, VerifierBytes);
        Bytes[FlagsAt] = (byte)(Bytes[FlagsAt] & ~HasPasswordFlag);
        Changes++;
    }

    /// <summary>Makes sense of what was loaded: whatever does not is taken away, and the program starts.</summary>
    internal void Check(int length)
    {
        if (length < Bytes.Length)
        {
            Array.Clear(Bytes, length, Bytes.Length - length);
        }

        for (int key = 0; key < Keys; key++)
        {
            int at = KeyAt(key);
            bool isRight = (Bytes[at + RoleAt] == AccessRole.Reader || Bytes[at + RoleAt] == AccessRole.Controller)
                && Bytes[at + NameLengthAt] <= NameBytes;
            if (!isRight)
            {
                Array.Clear(Bytes, at, KeyBytes);
            }
        }
    }
}
