using System.Collections.Generic;
using NukiEdge.Core.Log;
using NukiEdge.Web.People;

namespace NukiEdge.Simulator.Demo;

/// <summary>The lock hands out a deleted code's number again: what owners lost a night over.</summary>
internal sealed partial class DemoScript
{
    private const uint HelgasCode = 5;
    private const int OldHours = 25, SyncMs = 5000;

    private IEnumerable<Act> ReusedNumber()
    {
        yield return new Act("sync with Nuki Web: all as it was", Sync);
        yield return new Act("code 5 at the gate: Helga, housekeeper", PressCode5)
        {
            Verdict = Verdict.Ran,
            Effects = [.. Pulse("Alarm off"), "MQTT home/arrived Helga by keypad code"],
        };
        yield return new Act("in Nuki: Helga's code goes, Lena gets 5", () => _house.Account.GiveCode(_house.Gate.Id, HelgasCode, "Lena"));
        yield return new Act("a day later, not synced: code 5", () => MakeOld() && PressCode5())
        {
            Verdict = Verdict.Held,
            Reason = Reason.NotFresh,
        };
        yield return new Act("sync with Nuki Web", Sync) { Notes = [NoteCode.NumberReused, NoteCode.NewPerson] };
        yield return new Act("code 5: Lena, for whom there is no rule", PressCode5)
        {
            Verdict = Verdict.NoRule,
        };
        yield return new Act("the owner decides: Lena is the Guest", () => _house.Roster.Join("Lena", "Guest") == OwnerDecisions.Done)
        {
            Notes = [NoteCode.OwnerGave],
        };
        yield return new Act("code 5: the Guest", PressCode5)
        {
            Verdict = Verdict.Ran,
            Effects = ["MQTT home/garden Guest at Garden gate"],
        };
    }

    private bool Sync()
    {
        return _house.Roster.Sync(SyncMs);
    }

    private bool MakeOld()
    {
        _house.Roster.MakeOld(OldHours);
        return true;
    }

    private bool PressCode5()
    {
        return _house.Gate.PressCode(HelgasCode);
    }
}
