using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Locks;
using NukiEdge.Web.Houses;

namespace NukiEdge.Web.Api;

/// <summary>What a new login of the broker shall be, as it stands in a body.</summary>
internal sealed class NewLogin
{
    private readonly House _house;
    private int _locks;

    public NewLogin(House house)
    {
        _house = house;
    }

    public byte[] User { get; private set; }

    public int Role { get; private set; } = -1;

    /// <summary>Bits of the locks that a controller may command.</summary>
    public int Locks => _locks < 0 ? 0 : _locks;

    public bool Read(HouseFields f)
    {
        _locks = -1;
        bool ok = f.BeginObject();
        while (ok && f.NextField())
        {
            ok = ReadField(f);
        }

        bool isWhole = ApiBody.End(f) && !ApiBody.IsMissing(f, User == null, "user") && !ApiBody.IsMissing(f, Role < 0, "role");
        bool isFit = _locks < 0 || Role == LoginRole.Controller;
        return isWhole && (isFit || f.Fail(HouseFault.UnknownField, "locks only with role controller"));
    }

    private bool ReadField(HouseFields f)
    {
        bool ok;
        switch (f.Field)
        {
            case "user":
                ok = f.NameText(LoginTable.MaxBytes);
                User = ok ? ApiBody.Copy(f) : null;
                return ok;
            case "role":
                ok = f.Word(HouseLogins.Roles, HouseLogins.Roles.Length);
                Role = (int)f.Value;
                return ok;
            case "locks":
                return ReadLocks(f);
            default:
                return f.UnknownField("user, role, locks");
        }
    }

    private bool ReadLocks(HouseFields f)
    {
        _locks = 0;
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
        int door = id == 0 ? -1 : _house.Locks.IndexOf(id);
        _locks |= door < 0 ? 0 : 1 << door;
        return door >= 0 || (id != 0 && f.Fail(HouseFault.NoSuchName, "lock"));
    }
}
