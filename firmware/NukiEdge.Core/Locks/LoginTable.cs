using System;
using NukiEdge.Core.Bytes;

namespace NukiEdge.Core.Locks;

/// <summary>What a login at the built-in broker may do (design section 2).</summary>
public static class LoginRole
{
    /// <summary>A lock's own login: publishes below its own prefix, and nothing else.</summary>
    public const byte Lock = 0;

    /// <summary>Reads everything, publishes nothing.</summary>
    public const byte Reader = 1;

    /// <summary>Reads everything, publishes, and commands the locks that the owner named.</summary>
    public const byte Controller = 2;
}

/// <summary>
/// The logins of the built-in broker, and which lock each lock login belongs to. Passwords are kept as the lock sends
/// them: in clear text over port 1883 (facts A1), which docs/security.md says to the owner.
/// </summary>
public sealed class LoginTable
{
    /// <summary>Longest user name and password in bytes (Nuki MQTT API 1.5: 32 characters each).</summary>
    public const int MaxBytes = 32;

    private readonly byte[] _passwords; // a length and 32 bytes each; length 0: nobody can log in
    private readonly byte[] _roles;
    private readonly int[] _locks;
    private readonly bool[] _confirmed;
    private readonly int[] _commandLocks;

    /// <summary>Room for <paramref name="capacity"/> logins (<see cref="Limits.Logins"/>).</summary>
    public LoginTable(int capacity, int nameBytes = NameTable.MaxBytes)
    {
        Users = new NameTable(capacity, nameBytes);
        _passwords = new byte[capacity * (MaxBytes + 1)];
        _roles = new byte[capacity];
        _locks = new int[capacity];
        _confirmed = new bool[capacity];
        _commandLocks = new int[capacity];
    }

    /// <summary>User names.</summary>
    public NameTable Users { get; }

    /// <summary>Grows with every login that was bound, confirmed or removed.</summary>
    public int Changes { get; private set; }

    /// <summary>Places in use, with those of removed logins.</summary>
    public int Count => Users.Count;

    /// <summary>Adds a login behind the others. The caller has checked lengths, and that the user is new.</summary>
    /// <param name="lockIndex">A lock login's lock where the owner named it (then it counts as confirmed), else -1.</param>
    /// <param name="commandLocks">Bits of the locks that a controller may command.</param>
    /// <param name="passwordLength">0 where the password is missing: then nobody can log in.</param>
    public void Add(byte[] user, int userLength, byte[] password, int passwordLength, byte role, int lockIndex, int commandLocks)
    {
        Put(Count, user, userLength, password, passwordLength, role, lockIndex, commandLocks);
    }

    /// <summary>
    /// A place for one more login: behind the others, so that the log's older lines name nobody else; the place of a removed one where
    /// all are used. -1 without room.
    /// </summary>
    public int PlaceFor(int userLength)
    {
        if (Count < Users.Capacity)
        {
            return Users.HasRoom(userLength) ? Count : -1;
        }

        int place = 0;
        while (place < Count && !(IsRemoved(place) && Users.HasRoomFor(place, userLength)))
        {
            place++;
        }

        return place < Count ? place : -1;
    }

    /// <summary>Puts a login into a place that <see cref="PlaceFor"/> named.</summary>
    public void Put(int place, byte[] user, int userLength, byte[] password, int passwordLength, byte role, int lockIndex, int commandLocks)
    {
        if (place == Count)
        {
            Users.Add(user, 0, userLength);
        }
        else
        {
            Users.Replace(place, user, 0, userLength);
        }

        SetPassword(place, password, passwordLength);
        _roles[place] = role;
        _locks[place] = lockIndex;
        _confirmed[place] = lockIndex >= 0;
        _commandLocks[place] = commandLocks;
    }

    /// <summary>
    /// Takes a login away. Its place stays empty, so that no other login gets another number: connections and the log hold numbers.
    /// The caller has ended its connections.
    /// </summary>
    public void Remove(int login)
    {
        Users.Replace(login, _passwords, 0, 0);
        Array.Clear(_passwords, login * (MaxBytes + 1), MaxBytes + 1);
        _roles[login] = LoginRole.Reader;
        _locks[login] = -1;
        _confirmed[login] = false;
        _commandLocks[login] = 0;
        Changes++;
    }

    /// <summary>True for a place whose login was removed.</summary>
    public bool IsRemoved(int login)
    {
        return Users.Length(login) == 0;
    }

    /// <summary>The login with this user and password, or -1. Takes as long for a wrong password as for a right one.</summary>
    public int Find(byte[] buffer, int userOffset, int userLength, int passwordOffset, int passwordLength)
    {
        int found = -1;
        for (int i = 0; i < Count; i++)
        {
            int difference = Difference(Users.Bytes, Users.Offset(i), Users.Length(i), buffer, userOffset, userLength);
            int at = i * (MaxBytes + 1);
            difference |= Difference(_passwords, at + 1, _passwords[at], buffer, passwordOffset, passwordLength);
            if (difference == 0 && _passwords[at] > 0)
            {
                found = i;
            }
        }

        return found;
    }

    /// <summary>Bytes of a login's password, 0 where it is missing.</summary>
    public int PasswordLength(int login)
    {
        return _passwords[login * (MaxBytes + 1)];
    }

    /// <summary>Copies a login's password, for whoever stores it.</summary>
    public void CopyPassword(int login, byte[] into)
    {
        Array.Copy(_passwords, login * (MaxBytes + 1) + 1, into, 0, PasswordLength(login));
    }

    /// <summary>Gives a login a password.</summary>
    public void SetPassword(int login, byte[] password, int length)
    {
        _passwords[login * (MaxBytes + 1)] = (byte)length;
        Array.Copy(password, 0, _passwords, login * (MaxBytes + 1) + 1, length);
    }

    /// <summary>Role of a login: <see cref="LoginRole"/>.</summary>
    public byte Role(int login)
    {
        return _roles[login];
    }

    /// <summary>Lock that a lock's login is bound to, or -1.</summary>
    public int LockOf(int login)
    {
        return _locks[login];
    }

    /// <summary>The login that is bound to a lock, or -1.</summary>
    public int LoginOf(int lockIndex)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_roles[i] == LoginRole.Lock && _locks[i] == lockIndex)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Binds a fresh lock login to the lock that it came with. Its events are held until <see cref="Confirm"/>.</summary>
    public void Bind(int login, int lockIndex)
    {
        _locks[login] = lockIndex;
        _confirmed[login] = false;
        Changes++;
    }

    /// <summary>True when the owner said that this login is that lock's.</summary>
    public bool IsConfirmed(int login)
    {
        return _confirmed[login];
    }

    /// <summary>The owner says that the lock this login was bound to is the right one.</summary>
    public void Confirm(int login)
    {
        _confirmed[login] = true;
        Changes++;
    }

    /// <summary>Bits of the locks that a controller may command.</summary>
    public int CommandLocks(int login)
    {
        return _commandLocks[login];
    }

    /// <summary>The login stands bound to its lock, but the owner has not said that this is right.</summary>
    public void Doubt(int login)
    {
        _confirmed[login] = false;
    }

    /// <summary>May this controller command that lock?</summary>
    public bool MayCommand(int login, int lockIndex)
    {
        return _roles[login] == LoginRole.Controller && lockIndex >= 0 && (_commandLocks[login] & (1 << lockIndex)) != 0;
    }

    /// <summary>0 when both ranges hold the same; looks at all of <paramref name="b"/> whatever comes.</summary>
    private static int Difference(byte[] a, int aOffset, int aLength, byte[] b, int bOffset, int bLength)
    {
        int difference = aLength ^ bLength;
        for (int i = 0; i < bLength && i < MaxBytes; i++)
        {
            int at = aOffset + i;
            difference |= (at < a.Length ? a[at] : 0) ^ b[bOffset + i]; // the last name may be shorter than what came
        }

        return difference;
    }
}
