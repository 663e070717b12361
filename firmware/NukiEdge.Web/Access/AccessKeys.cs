using System;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;
using NukiEdge.Web.Seals;

namespace NukiEdge.Web.Access;

/// <summary>
/// Keys for other programs. The key's text, id-secret, is shown once; kept is HMAC(secret, label), from which nobody gets a Bearer
/// token. Requests are signed with HMAC(that, epoch): the epoch is new at each start, so that no request from before it comes again.
/// </summary>
public sealed class AccessKeys
{
    /// <summary>Bytes of an id, of a secret, and of the epoch.</summary>
    public const int IdBytes = 4, SecretBytes = 16, EpochBytes = 8;

    private static readonly byte[] VerifierLabel = Ascii.Of("NukiEdge key");
    private static readonly byte[] EpochLabel = Ascii.Of("NukiEdge epoch\n");

    private readonly IHmac _hmac;
    private readonly AccessImage _image;
    private readonly byte[] _counters;
    private readonly byte[] _epoch = new byte[EpochBytes];

    /// <summary>The keys in an image.</summary>
    public AccessKeys(AccessImage image, IHmac hmac, IRandom random)
    {
        _hmac = hmac;
        _image = image;
        _counters = new byte[image.Keys * CounterWindow.Bytes];
        random.Fill(_epoch);
    }

    /// <summary>The epoch, as 16 hexadecimal digits: no secret, goes with each 401.</summary>
    public byte[] EpochText()
    {
        return ProofText.Small(_epoch, 0, EpochBytes);
    }

    /// <summary>What is kept of a secret.</summary>
    public static byte[] Verifier(IHmac hmac, byte[] secret)
    {
        return hmac.Of(secret, VerifierLabel);
    }

    /// <summary>What signs requests until the next start.</summary>
    public static byte[] SigningKey(IHmac hmac, byte[] verifier, byte[] epoch)
    {
        return hmac.Of(verifier, ByteRow.Join(EpochLabel, epoch));
    }

    /// <summary>Place of a key, or -1.</summary>
    public int IndexOf(byte[] id)
    {
        for (int key = 0; key < _image.Keys; key++)
        {
            if (_image.IsKey(key) && Image.Same(_image.Bytes, AccessImage.KeyAt(key), id, 0, IdBytes))
            {
                return key;
            }
        }

        return -1;
    }

    /// <summary>Its role.</summary>
    public byte Role(int key)
    {
        return _image.Bytes[AccessImage.KeyAt(key) + AccessImage.RoleAt];
    }

    /// <summary>Its flags: Bearer, AllLocks of <see cref="AccessImage"/>.</summary>
    public byte Flags(int key)
    {
        return _image.Bytes[AccessImage.KeyAt(key) + AccessImage.KeyFlagsAt];
    }

    /// <summary>Its id, as in the log.</summary>
    public uint Id(int key)
    {
        int at = AccessImage.KeyAt(key);
        byte[] b = _image.Bytes;
        return (uint)(b[at] << 24 | b[at + 1] << 16 | b[at + 2] << 8 | b[at + 3]);
    }

    /// <summary>Its name, UTF-8.</summary>
    public byte[] Name(int key)
    {
        int at = AccessImage.KeyAt(key);
        return ByteRow.Part(_image.Bytes, at + AccessImage.NameAt, _image.Bytes[at + AccessImage.NameLengthAt]);
    }

    /// <summary>Place of the key that was made last, since the start; -1 before.</summary>
    public int Newest { get; private set; } = -1;

    /// <summary>One of the four locks that a key names, 0 for none.</summary>
    public uint LockOf(int key, int place)
    {
        return Image.U32(_image.Bytes, AccessImage.KeyAt(key) + AccessImage.LocksAt + 4 * place);
    }

    /// <summary>True when a controller's key may act at a lock.</summary>
    public bool AllowsLock(int key, uint lockId)
    {
        if (Role(key) != AccessRole.Controller)
        {
            return false;
        }

        bool isNamed = (Flags(key) & AccessImage.AllLocks) != 0;
        for (int i = 0; i < AccessImage.KeyLocks; i++)
        {
            uint named = Image.U32(_image.Bytes, AccessImage.KeyAt(key) + AccessImage.LocksAt + 4 * i);
            isNamed |= named == lockId && named != 0;
        }

        return isNamed;
    }

    /// <summary>Puts a new key into a free place.</summary>
    /// <returns>Its text, id-secret, or null where there is no place.</returns>
    internal byte[] Add(byte role, byte flags, byte[] name, uint[] locks, IRandom random)
    {
        int key = 0;
        while (key < _image.Keys && _image.IsKey(key))
        {
            key++;
        }

        if (key == _image.Keys)
        {
            return null;
        }

        byte[] id = new byte[IdBytes];
        do
        {
            random.Fill(id);
        }
        while (Image.U32(id, 0) == 0 || IndexOf(id) >= 0);
        byte[] secret = new byte[SecretBytes];
        random.Fill(secret);
        Write(key, id, role, flags, name, locks, Verifier(_hmac, secret));
        return ByteRow.Join(ByteRow.Join(ProofText.Small(id, 0, IdBytes), new byte[] { (byte)'-' }), ProofText.Small(secret, 0, SecretBytes));
    }

    private void Write(int key, byte[] id, byte role, byte flags, byte[] name, uint[] locks, byte[] verifier)
    {
        int at = AccessImage.KeyAt(key);
        byte[] b = _image.Bytes;
        Array.Clear(b, at, AccessImage.KeyBytes);
        Array.Clear(_counters, key * CounterWindow.Bytes, CounterWindow.Bytes);
        Array.Copy(id, 0, b, at, IdBytes);
        b[at + AccessImage.RoleAt] = role;
        b[at + AccessImage.KeyFlagsAt] = flags;
        b[at + AccessImage.NameLengthAt] = (byte)name.Length;
        for (int i = 0; i < locks.Length; i++)
        {
            Image.PutU32(b, at + AccessImage.LocksAt + 4 * i, locks[i]);
        }

        Array.Copy(name, 0, b, at + AccessImage.NameAt, name.Length);
        Array.Copy(verifier, 0, b, at + AccessImage.KeyVerifierAt, verifier.Length);
        Newest = key;
        _image.Changes++;
    }

    /// <summary>Takes a key away.</summary>
    internal void Remove(int key)
    {
        Array.Clear(_image.Bytes, AccessImage.KeyAt(key), AccessImage.KeyBytes);
        _image.Changes++;
    }

    /// <summary>Allows that it comes as a Bearer token, or not.</summary>
    internal void SetBearer(int key, bool isOn)
    {
        int at = AccessImage.KeyAt(key) + AccessImage.KeyFlagsAt;
        _image.Bytes[at] = (byte)(isOn ? _image.Bytes[at] | AccessImage.Bearer : _image.Bytes[at] & ~AccessImage.Bearer);
        _image.Changes++;
    }

    /// <summary>Finds the key of a request by its id.</summary>
    internal bool Find(SignedRequest request)
    {
        request.KeyIndex = IndexOf(request.Id);
        request.Key = request.KeyIndex < 0 ? null : SigningKey(_hmac, KeptVerifier(request.KeyIndex), _epoch);
        return request.KeyIndex >= 0;
    }

    /// <summary>The same for a Bearer token: right only where the owner allowed it for this key.</summary>
    internal bool FindBearer(SignedRequest request, byte[] token, int offset, int length)
    {
        int secretAt = offset + 2 * IdBytes + 1;
        byte[] id = ProofText.ReadHex(token, offset, offset + length, IdBytes);
        byte[] secret = length == 2 * IdBytes + 1 + 2 * SecretBytes && token[secretAt - 1] == '-'
            ? ProofText.ReadHex(token, secretAt, offset + length, SecretBytes) : null;
        int key = id == null || secret == null ? -1 : IndexOf(id);
        if (key < 0 || (Flags(key) & AccessImage.Bearer) == 0)
        {
            return false;
        }

        request.Id = id;
        request.KeyIndex = key;
        request.IsBearer = true;
        request.Key = Verifier(_hmac, secret);
        return ByteRow.AreSame(request.Key, 0, KeptVerifier(key), 0, AccessImage.HashBytes);
    }

    /// <summary>True while the key is the one that the request began with.</summary>
    internal bool IsSameKey(SignedRequest request)
    {
        byte[] kept = KeptVerifier(request.KeyIndex);
        bool isAllowed = !request.IsBearer || (Flags(request.KeyIndex) & AccessImage.Bearer) != 0;
        return isAllowed && ByteRow.AreSame(request.IsBearer ? kept : SigningKey(_hmac, kept, _epoch), 0, request.Key, 0, AccessImage.HashBytes);
    }

    /// <summary>A request was proven. False where its counter is not new.</summary>
    internal bool Take(int key, long counter, bool isChange)
    {
        return CounterWindow.Take(_counters, key * CounterWindow.Bytes, counter, isChange);
    }

    private byte[] KeptVerifier(int key)
    {
        return ByteRow.Part(_image.Bytes, AccessImage.KeyAt(key) + AccessImage.KeyVerifierAt, AccessImage.HashBytes);
    }
}
