using NukiEdge.Core.Bytes;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Locks;
using NukiEdge.Core.People;
using NukiEdge.Core.Ports;

namespace NukiEdge.Core.Houses;

/// <summary>
/// What the appliance learned while it ran, kept over a restart: which login is which lock's, what the owner confirmed, and
/// the locks' keypads. Saved in the background, never within 10 s after an event. The content, version 1, is a row of records:
/// <code>
/// binding  0 = 1   1-4 lock id   5 = 1 confirmed   6 length of the user name   then the name
/// keypad   0 = 2   1-4 lock id   5-8 auth id
/// told     0 = 3   1-4 lock id   5-8 batteries that were told to be low (bits of Happening)
/// </code>
/// </summary>
public sealed class HouseMemory : IPart
{
    /// <summary>Version of the content.</summary>
    public const byte Version = 1;

    private const byte Binding = 1, Keypad = 2, Told = 3;
    private const int BindingBytes = 7, KeypadBytes = 9;
    private const long RetryUs = 60000000;

    private readonly House _house;
    private readonly SlotStore _store;
    private readonly LogSaver _log;
    private readonly byte[] _image;
    private readonly ImageSource _source = new ImageSource();
    private int _saved;
    private int _saving;
    private bool _isSaving;
    private long _retryUs = long.MinValue;

    /// <summary>Keeps what one house learns, in the store <see cref="StoreKind.Memory"/>.</summary>
    /// <param name="store">May be shared with other stores: who finds it saving waits.</param>
    public HouseMemory(House house, SlotStore store, LogSaver log)
    {
        _house = house;
        _store = store;
        _log = log;
        Limits limits = house.Limits;
        _image = new byte[limits.Logins * (BindingBytes + limits.NameBytes) + limits.Locks * (NukiLock.MaxKeypads + 1) * KeypadBytes];
        _saved = Changes();
    }

    /// <summary>Everything that was learned is in flash.</summary>
    public bool IsSaved => Changes() == _saved;

    /// <summary>A save is under way, and a slot may be open.</summary>
    public bool IsSaving => _store.IsSaving;

    /// <summary>Takes back what was learned; what the house file says goes before.</summary>
    /// <returns>Ok, Empty, or why nothing was taken back.</returns>
    public SlotResult Restore()
    {
        _store.Use(StoreKind.Memory, Version);
        SlotResult result = _store.Load(_image);
        int end = result == SlotResult.Ok ? _store.Length : 0;
        for (int at = 0; at < end;)
        {
            // What a save wrote is whole; a record that is not ends the reading instead of the program.
            int length = _image[at] != Binding ? KeypadBytes : BindingBytes + (at + BindingBytes <= end ? _image[at + 6] : 0);
            if (at + length > end)
            {
                break;
            }

            uint lockId = Image.U32(_image, at + 1);
            int lockIndex = _house.Locks.IndexOf(lockId);
            if (_image[at] == Binding)
            {
                RestoreBinding(at, lockId, lockIndex);
            }
            else if (_image[at] == Told)
            {
                RestoreTold(lockIndex, (int)Image.U32(_image, at + 5));
            }
            else
            {
                RestoreKeypad(lockIndex, Image.U32(_image, at + 5));
            }

            at += length;
        }

        _saved = Changes();
        return result;
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        if (_isSaving)
        {
            Take(_store.StepSave(), nowUs);
            return nowUs;
        }

        if (_store.IsSaving)
        {
            return nowUs; // another of the stores that share it has its turn
        }

        int changes = Changes();
        if (changes == _saved)
        {
            return long.MaxValue;
        }

        long dueUs = _log.StoresFromUs;
        dueUs = dueUs > _retryUs ? dueUs : _retryUs;
        if (nowUs < dueUs)
        {
            return dueUs;
        }

        _saving = changes;
        _source.Use(_image, Write());
        _store.Use(StoreKind.Memory, Version);
        Take(_store.BeginSave(_source), nowUs);
        return nowUs;
    }

    /// <summary>Saves at once what has changed: before a restart that was planned.</summary>
    /// <returns>true when everything is in flash.</returns>
    public bool SaveAll()
    {
        _saving = Changes();
        if (_saving != _saved)
        {
            _source.Use(_image, Write());
            _store.Use(StoreKind.Memory, Version);
            Take(_store.Save(_source), 0);
        }

        return _saved == _saving;
    }

    /// <summary>A save goes on, is done, or is tried again in a minute.</summary>
    private void Take(SlotResult result, long nowUs)
    {
        _isSaving = result == SlotResult.Busy;
        if (result == SlotResult.Ok)
        {
            _saved = _saving;
        }
        else if (!_isSaving)
        {
            _retryUs = nowUs + RetryUs;
        }
    }

    private int Changes()
    {
        int changes = _house.Logins.Changes;
        for (int i = 0; i < _house.Locks.Count; i++)
        {
            changes += _house.Locks.At(i).KeypadChanges + _house.Locks.At(i).Batteries.Changes;
        }

        return changes;
    }

    private int Write()
    {
        LoginTable logins = _house.Logins;
        int at = 0;
        for (int login = 0; login < logins.Count; login++)
        {
            if (logins.LockOf(login) < 0)
            {
                continue;
            }

            int length = logins.Users.Length(login);
            Image.PutU32(_image, at + 1, _house.Locks.At(logins.LockOf(login)).Id);
            _image[at] = Binding;
            _image[at + 5] = (byte)(logins.IsConfirmed(login) ? 1 : 0);
            _image[at + 6] = (byte)length;
            System.Array.Copy(logins.Users.Bytes, logins.Users.Offset(login), _image, at + BindingBytes, length);
            at += BindingBytes + length;
        }

        for (int i = 0; i < _house.Locks.Count; i++)
        {
            NukiLock door = _house.Locks.At(i);
            for (int place = 0; place < door.KeypadCount; place++)
            {
                at = Put(at, Keypad, door.Id, door.Keypad(place));
            }

            if (door.Batteries.Told != 0)
            {
                at = Put(at, Told, door.Id, (uint)door.Batteries.Told);
            }
        }

        return at;
    }

    private int Put(int at, byte record, uint lockId, uint value)
    {
        _image[at] = record;
        Image.PutU32(_image, at + 1, lockId);
        Image.PutU32(_image, at + 5, value);
        return at + KeypadBytes;
    }

    private void RestoreTold(int lockIndex, int told)
    {
        if (lockIndex >= 0)
        {
            _house.Locks.At(lockIndex).Batteries.Restore(told);
        }
    }

    private void RestoreBinding(int at, uint lockId, int lockIndex)
    {
        LoginTable logins = _house.Logins;
        int login = logins.Users.IndexOf(_image, at + BindingBytes, _image[at + 6]);
        if (login >= 0 && lockIndex >= 0 && logins.LockOf(login) == lockIndex && _image[at + 5] == 1 && logins.Role(login) == LoginRole.Lock)
        {
            logins.Confirm(login); // the settings were saved between the two
            return;
        }

        bool isFree = login >= 0 && logins.Role(login) == LoginRole.Lock && logins.LockOf(login) < 0
            && (lockIndex < 0 || logins.LoginOf(lockIndex) < 0);
        lockIndex = isFree && lockIndex < 0 ? _house.Locks.AddUnnamed(lockId) : lockIndex;
        if (!isFree || lockIndex < 0)
        {
            return;
        }

        logins.Bind(login, lockIndex);
        if (_image[at + 5] == 1)
        {
            logins.Confirm(login);
        }
    }

    private void RestoreKeypad(int lockIndex, uint authId)
    {
        if (lockIndex < 0)
        {
            return;
        }

        _house.Locks.At(lockIndex).RestoreKeypad(authId);

        int record = _house.Roster.Find(lockIndex, CredentialKind.Auth, authId);
        if (record >= 0)
        {
            _house.Roster.Release(record);
        }
    }
}
