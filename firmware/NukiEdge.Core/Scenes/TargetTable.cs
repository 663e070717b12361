using NukiEdge.Core.Bytes;

namespace NukiEdge.Core.Scenes;

/// <summary>
/// The logins that the owner gave for targets of HTTP steps, <see cref="RecordBytes"/> each: 4 address, 2 port, 1 whether
/// Basic is allowed, 1 + 32 length and bytes of the user, 1 + 32 of the password. Filled once, before anything runs.
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
