using NukiEdge.Core.Bytes;

namespace NukiEdge.Core.Scenes;

/// <summary>
/// The logins that the owner gave for targets of HTTP steps, <see cref="RecordBytes"/> each: 4 address, 2 port, 1 whether
/// Basic is allowed, 1 + 32 length and bytes of the user, 1 + 32 of the password. Only the loop reads and
/// changes it; caller threads have their own copies.
/// </summary>
public sealed class TargetTable
{
    /// <summary>Longest user name and password, bytes.</summary>
    public const int MaxBytes = 32;

    /// <summary>Where the fields of a record stand.</summary>
    public const int AddressAt = 0, PortAt = 4, BasicAt = 6, UserAt = 7, PasswordAt = UserAt + 1 + MaxBytes,
        RecordBytes = PasswordAt + 1 + MaxBytes;

    /// <summary>The records.</summary>
    public readonly byte[] Records;

    /// <summary>Targets in use.</summary>
    public int Count;

    /// <summary>Scenes may call addresses outside of private networks: the owner has said so.</summary>
    public bool MayBePublic;

    /// <summary>Room for <paramref name="capacity"/> targets (<see cref="Limits.Targets"/>).</summary>
    public TargetTable(int capacity)
    {
        Records = new byte[capacity * RecordBytes];
    }

    /// <summary>True when one more target fits.</summary>
    public bool HasRoom => (Count + 1) * RecordBytes <= Records.Length;

    /// <summary>Writes a target: its user and password are checked, 1 to <see cref="MaxBytes"/> bytes each.</summary>
    /// <param name="index">Its place, or -1 for a new one; <see cref="HasRoom"/> was asked then.</param>
    /// <returns>Its place.</returns>
    public int Put(int index, uint address, int port, bool basic, byte[] user, byte[] password)
    {
        index = index < 0 ? Count++ : index;
        int at = index * RecordBytes;
        System.Array.Clear(Records, at, RecordBytes);
        Image.PutU32(Records, at, address);
        Image.PutU16(Records, at + PortAt, port);
        Records[at + BasicAt] = (byte)(basic ? 1 : 0);
        Records[at + UserAt] = (byte)user.Length;
        System.Array.Copy(user, 0, Records, at + UserAt + 1, user.Length);
        Records[at + PasswordAt] = (byte)password.Length;
        System.Array.Copy(password, 0, Records, at + PasswordAt + 1, password.Length);
        return index;
    }

    /// <summary>Takes a target away; those behind it move up.</summary>
    public void Remove(int index)
    {
        Count--;
        System.Array.Copy(Records, (index + 1) * RecordBytes, Records, index * RecordBytes, (Count - index) * RecordBytes);
        System.Array.Clear(Records, Count * RecordBytes, RecordBytes); // its password too
    }

    /// <summary>Index of the target, or -1.</summary>
    /// <param name="address">Most significant byte first.</param>
    /// <param name="port">The port.</param>
    public int IndexOf(uint address, int port)
    {
        int i = Count - 1;
        while (i >= 0 && (Image.U32(Records, i * RecordBytes) != address || Image.U16(Records, i * RecordBytes + PortAt) != port))
        {
            i--;
        }

        return i;
    }
}
