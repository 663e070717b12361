using System.Collections.Generic;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;

namespace NukiEdge.Simulator.Verbs;

/// <summary>
/// Confirms the logins that the owner named in advance, in the turn in which they are bound: the lock has not even read
/// CONNACK then, so that none of its events is held.
/// </summary>
internal sealed class LoginConfirmation : IPart
{
    private readonly Appliance _appliance;
    private readonly List<int> _logins;

    /// <summary>For logins by their index in the house; those of a lock that the file names need nothing.</summary>
    public LoginConfirmation(Appliance appliance, List<int> logins)
    {
        _appliance = appliance;
        _logins = logins;
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        House house = _appliance.House;
        long next = long.MaxValue;
        for (int i = _logins.Count - 1; i >= 0; i--)
        {
            int login = _logins[i];
            int door = house.Logins.LockOf(login);
            if (door < 0)
            {
                continue;
            }

            _logins.RemoveAt(i);
            if (!house.Logins.IsConfirmed(login))
            {
                house.Logins.Confirm(login);
                _appliance.Edge.Gate.Note(NoteCode.LoginConfirmed, login, house.Locks.At(door).Id);
                next = nowUs; // another turn at once, so that the log is read
            }
        }

        return next;
    }
}
