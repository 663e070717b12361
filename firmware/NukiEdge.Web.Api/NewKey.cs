using NukiEdge.Core.Bytes;
using NukiEdge.Web.Access;
using NukiEdge.Web.Houses;

namespace NukiEdge.Web.Api;

/// <summary>What a new key shall be, as it stands in a body.</summary>
internal sealed class NewKey
{
    private const string Fields = "name, role, bearer, allLocks, locks";

    public byte Role { get; private set; }

    public byte Flags { get; private set; }

    public byte[] Name { get; private set; }

    public uint[] Locks { get; private set; } = new uint[0];

    public bool Read(HouseFields f)
    {
        bool ok = f.BeginObject();
        while (ok && f.NextField())
        {
            ok = ReadField(f);
        }

        return ApiBody.End(f) && !ApiBody.IsMissing(f, Name == null, "name") && !ApiBody.IsMissing(f, Role == 0, "role");
    }

    private bool ReadField(HouseFields f)
    {
        bool ok;
        switch (f.Field)
        {
            case "name":
                ok = f.NameText(AccessImage.NameBytes);
                Name = ok ? ApiBody.Copy(f) : null;
                return ok;
            case "role":
                ok = f.Word(AccessApi.RoleWords, AccessApi.RoleWords.Length);
                Role = f.Value == 0 ? AccessRole.Reader : AccessRole.Controller;
                return ok;
            case "bearer":
                return f.Flag() && Add(f, AccessImage.Bearer);
            case "allLocks":
                return f.Flag() && Add(f, AccessImage.AllLocks);
            case "locks":
                return ReadLocks(f);
            default:
                return f.UnknownField(Fields);
        }
    }

    private bool Add(HouseFields f, byte flag)
    {
        Flags |= f.Value == 1 ? flag : (byte)0;
        return true;
    }

    private bool ReadLocks(HouseFields f)
    {
        bool ok = f.BeginArray();
        while (ok && f.NextItem())
        {
            ok = AddLock(f);
        }

        return f.Error == null;
    }

    private bool AddLock(HouseFields f)
    {
        uint id = ApiBody.LockId(f);
        if (id == 0)
        {
            return false;
        }

        if (Locks.Length == AccessImage.KeyLocks)
        {
            return f.Fail(Core.Houses.HouseFault.TooMany, 0, AccessImage.KeyLocks);
        }

        uint[] more = new uint[Locks.Length + 1];
        System.Array.Copy(Locks, more, Locks.Length);
        more[Locks.Length] = id;
        Locks = more;
        return true;
    }
}
