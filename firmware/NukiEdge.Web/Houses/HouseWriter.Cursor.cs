using NukiEdge.Core.Scenes;

namespace NukiEdge.Web.Houses;

/// <summary>Where the writer stands: part, item of the part, and credential or step within the item.</summary>
public sealed partial class HouseWriter
{
    /// <summary>On to the next unit that there is.</summary>
    private void GoOn()
    {
        int sub = NextSub();
        if (sub >= 0)
        {
            _sub = sub;
            return;
        }

        _sub = -1;
        _item = NextItem();
        while (_item < 0)
        {
            _part++;
            _item = FirstItem();
        }
    }

    private int NextSub()
    {
        if (_part == Persons)
        {
            return RosterWriter.Find(_house.Roster, _item, _sub + 1);
        }

        if (_part == Scenes)
        {
            SceneTable scenes = _house.Scenes;
            int next = _sub < 0 ? scenes.Begin(_item) : _sub + scenes.StepLength(_sub);
            return next < scenes.End(_item) ? next : -1;
        }

        return -1;
    }

    private int FirstItem()
    {
        return _part == Nobodys && Has(HouseParts.Roster) ? RosterWriter.Find(_house.Roster, RosterWriter.Nobody, 0)
            : _part == Logins ? NextLogin(0)
            : Count() > 0 ? 0 : -1;
    }

    private int NextItem()
    {
        return _part == Nobodys ? RosterWriter.Find(_house.Roster, RosterWriter.Nobody, _item + 1)
            : _part == Logins ? NextLogin(_item + 1)
            : _item + 1 < Count() ? _item + 1 : -1;
    }

    /// <summary>Empty places of removed logins stand in stores only.</summary>
    private int NextLogin(int login)
    {
        while (login < Count() && !_text.ByPosition && _house.Logins.IsRemoved(login))
        {
            login++;
        }

        return login < Count() ? login : -1;
    }

    /// <summary>Items of this part; a part that is not asked for has none.</summary>
    private int Count()
    {
        switch (_part)
        {
            case Zone:
                return Has(HouseParts.Settings) && _house.ZoneText.Length > 0 ? 1 : 0;
            case Public:
                return Has(HouseParts.Settings) && _house.Targets.MayBePublic ? 1 : 0;
            case Web:
                return Has(HouseParts.Settings) && !SettingsWriter.IsUsual(_house.NukiWeb) ? 1 : 0;
            case Broker:
                return Has(HouseParts.Settings) && _house.Broker.IsExternal ? 1 : 0;
            case Locks:
                return Has(HouseParts.Settings) ? _house.Locks.Count : 0;
            case Relays:
                return Has(HouseParts.Settings) ? _house.RelayNames.Count : 0;
            case Logins:
                return Has(HouseParts.Settings) ? _house.Logins.Count : 0;
            case Targets:
                return Has(HouseParts.Settings) ? _house.Targets.Count : 0;
            case Persons:
                return Has(HouseParts.Roster) ? _house.Persons.Count : 0;
            case Scenes:
                return Has(HouseParts.Scenes) ? _house.Scenes.Names.Count : 0;
            case Rules:
                return Has(HouseParts.Rules) ? _house.Rules.Count : 0;
            default:
                return _part == Nobodys ? 0 : 1;
        }
    }

    private bool Has(int part)
    {
        return (Parts & part) != 0;
    }

    private string PartName()
    {
        switch (_part)
        {
            case Locks:
                return "locks";
            case Relays:
                return "relays";
            case Persons:
                return "persons";
            case Nobodys:
                return "credentials";
            case Scenes:
                return "scenes";
            case Rules:
                return "rules";
            case Logins:
                return "logins";
            default:
                return "targets";
        }
    }
}
