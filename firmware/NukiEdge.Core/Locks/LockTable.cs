using NukiEdge.Core.Bytes;

namespace NukiEdge.Core.Locks;

/// <summary>The locks of the house. Index 0 to Count - 1 is what rules, logins and the log store.</summary>
public sealed class LockTable
{
    private readonly NukiLock[] _locks;
    private readonly ByteWriter _name = new ByteWriter();
    private readonly byte[] _nameBytes = new byte[8];

    /// <summary>Room for <paramref name="capacity"/> locks (<see cref="Limits.Locks"/>).</summary>
    public LockTable(int capacity, int nameBytes = NameTable.MaxBytes)
    {
        _locks = new NukiLock[capacity];
        for (int i = 0; i < capacity; i++)
        {
            _locks[i] = new NukiLock();
        }

        Names = new NameTable(capacity, nameBytes);
    }

    /// <summary>The owner's names for the locks.</summary>
    public NameTable Names { get; }

    /// <summary>Locks in use.</summary>
    public int Count => Names.Count;

    /// <summary>Locks that fit.</summary>
    public int Capacity => _locks.Length;

    /// <summary>The lock at an index.</summary>
    public NukiLock At(int index)
    {
        return _locks[index];
    }

    /// <summary>Index of the lock with this id, or -1.</summary>
    public int IndexOf(uint id)
    {
        for (int i = 0; i < Names.Count; i++)
        {
            if (_locks[i].Id == id)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Adds a lock under a name. The caller has checked capacity, id and name.</summary>
    /// <returns>Its index.</returns>
    public int Add(uint id, byte[] name, int offset, int length)
    {
        int index = Names.Add(name, offset, length);
        _locks[index].Id = id;
        return index;
    }

    /// <summary>Adds a lock that nobody named yet, under its id: no other lock has that name by accident.</summary>
    /// <returns>Its index, or -1 where there is no room.</returns>
    public int AddUnnamed(uint id)
    {
        _name.Reset(_nameBytes);
        _name.AddHex(id);
        bool fits = Names.HasRoom(_name.Length) && Names.IndexOf(_nameBytes, 0, _name.Length) < 0;
        return fits ? Add(id, _nameBytes, 0, _name.Length) : -1;
    }
}
