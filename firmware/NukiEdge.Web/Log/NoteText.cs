using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;

namespace NukiEdge.Web.Log;

/// <summary>Sentences for notes.</summary>
internal static class NoteText
{
    public static string Sentence(LogRecord r, House house)
    {
        string login = r.Login < 0 ? "a client" : IsRemoved(r, house) ? "a login that was removed since"
            : "login " + LogText.Name(house.Logins.Users, r.Login);
        string door = r.Lock >= 0 ? LogText.Name(house.Locks.Names, r.Lock) : "a lock";
        if (NoteCode.IsOfRoster(r.Note))
        {
            return RosterText.Sentence(r, house);
        }

        if (r.Note >= NoteCode.SyncFailed && r.Note <= NoteCode.CertificateEndsSoon)
        {
            return SyncText.Note(r);
        }

        if (r.Note >= NoteCode.HistoryHasMore && r.Note <= NoteCode.WebhookRefused)
        {
            return PastText.Sentence(r, house);
        }

        if (r.Note >= NoteCode.PageLoginFailed && r.Note <= NoteCode.WrongCode)
        {
            return AccessText.Sentence(r);
        }

        if (r.Note >= NoteCode.RelayByHand && r.Note <= NoteCode.PinUnfit)
        {
            return HandText.Sentence(r, house);
        }

        if (r.Note >= NoteCode.Happened && r.Note <= NoteCode.HappeningHeld)
        {
            return HappeningText.Sentence(r, house, "", "");
        }

        if (r.Note >= NoteCode.LoginMade && r.Note <= NoteCode.BrokerChosen)
        {
            return HandText.Login(r, login, door);
        }

        switch (r.Note)
        {
            case NoteCode.PersonReplaced:
                return "the table of persons is full: " + LogText.PersonName(house, (int)r.NoteDetail)
                    + " got the place of somebody removed, whom the lines before do not name any more";
            case NoteCode.Started:
                return "started, all relays off";
            case NoteCode.BadLogin:
                return "wrong user or password from " + Address(r.NoteDetail);
            case NoteCode.LoginSlowedDown:
                return "wrong user or password from " + Address(r.NoteDetail) + ", too often: it has to wait";
            case NoteCode.LoginOfOtherLock:
                return login + " refused: it came with lock " + Hex(r.NoteDetail) + (r.Lock >= 0 ? " but belongs to " + door : "");
            case NoteCode.LoginWithoutLock:
                return login + " refused: a lock's login, but the client has no will below nuki/ID/connected";
            case NoteCode.ClientIdInUse:
                return login + " refused: another login uses this client id";
            case NoteCode.LockAlreadyConnected:
                return login + " refused: " + door + " is connected with another client id";
            case NoteCode.TakenOver:
                return door + " connected again";
            case NoteCode.TakenOverFromElsewhere:
                return "WARNING: " + door + " connected again from another address, " + Address(r.NoteDetail);
            case NoteCode.LoginBound:
                return login + " was bound to lock " + Hex(r.NoteDetail) + "; its events are held until you confirm that";
            case NoteCode.LoginConfirmed:
                return "you confirmed " + login + " for " + door;
            case NoteCode.Connected:
                return login + " connected from " + Address(r.NoteDetail);
            case NoteCode.Disconnected:
                return login + " disconnected";
            case NoteCode.ConnectionLost:
                return login + ": connection lost";
            case NoteCode.ForgedPublish:
                return "FORGED: " + login + " published below nuki/" + Hex(r.NoteDetail) + ", which is not its lock; dropped";
            default:
                return Rest(r, house, login, door);
        }
    }

    private static string Rest(LogRecord r, House house, string login, string door)
    {
        switch (r.Note)
        {
            case NoteCode.PublishNotAllowed:
                return login + " may not publish there; dropped";
            case NoteCode.SubscribeNotAllowed:
                return login + " may not subscribe to that";
            case NoteCode.ProtocolError:
                return login + " broke the MQTT 3.1.1 protocol (packet " + Hex(r.NoteDetail) + "); closed";
            case NoteCode.PacketTooLarge:
                return login + " sent a packet of " + r.NoteDetail.ToString() + " bytes, over the limit; closed";
            case NoteCode.SlowReader:
                return login + " does not read what it subscribed to; closed";
            case NoteCode.NoPlace:
                return "no place for another MQTT client, " + Address(r.NoteDetail);
            case NoteCode.RetainedStoreFull:
                return "no room to retain a message of " + r.NoteDetail.ToString() + " bytes from " + login + "; passed on only";
            case NoteCode.KeypadFound:
                return door + ": auth " + r.NoteDetail.ToString() + " is the keypad itself and was taken from its person";
            case NoteCode.Opened:
                return door + " opened, " + r.NoteDetail.ToString() + " ms after the announcement";
            case NoteCode.OpenedUnannounced:
                return door + " opened, and nobody announced it (by hand, by key, or from the inside)";
            case NoteCode.RelayLimit:
                return "relay " + LogText.Name(house.RelayNames, (int)r.NoteDetail) + " reached its longest on-time: off";
            case NoteCode.RunBefore:
            case NoteCode.SafeMode:
            case NoteCode.SafeModeOver:
            case NoteCode.Fault:
            case NoteCode.LogNotKept:
            case NoteCode.LogKeptAgain:
                return LifeText.Sentence(r.Note, r.NoteDetail);
            case NoteCode.Deadline:
                return login + " was silent for " + r.NoteDetail.ToString() + " s; closed";
            default:
                return Broker(r);
        }
    }

    private static string Broker(LogRecord r)
    {
        string tryAgain = "; trying again";
        switch (r.Note)
        {
            case NoteCode.BrokerConnected:
                return "external broker: connected" + (r.NoteDetail == 0 ? "" : " to " + Address(r.NoteDetail));
            case NoteCode.BrokerUnreachable:
                return "external broker: cannot be reached" + tryAgain;
            case NoteCode.BrokerNotFound:
                return "external broker: no such name, or no address" + tryAgain;
            case NoteCode.BrokerSilent:
                return "external broker: it does not answer (packet " + Hex(r.NoteDetail) + " did not come)" + tryAgain;
            case NoteCode.BrokerRefused:
                return "external broker: it refused the login, code " + r.NoteDetail.ToString() + tryAgain;
            case NoteCode.BrokerDenied:
                return r.NoteDetail == 0 ? "external broker: it does not let this login read the announcements" + tryAgain
                    : "external broker: it does not let this login read " + r.NoteDetail.ToString() + " of the locks' states";
            case NoteCode.BrokerLost:
                return "external broker: connection lost" + tryAgain;
            case NoteCode.BrokerProtocol:
                return "external broker: it broke the MQTT 3.1.1 protocol (packet " + Hex(r.NoteDetail) + ")" + tryAgain;
            case NoteCode.BrokerFlood:
                return "external broker: " + r.NoteDetail.ToString() + " messages came faster than they could be taken, and are lost";
            default:
                return "note " + r.Note.ToString();
        }
    }

    private static bool IsRemoved(LogRecord r, House house)
    {
        return r.Login < house.Logins.Count && house.Logins.IsRemoved(r.Login);
    }

    internal static string Address(uint address)
    {
        return (address >> 24).ToString() + "." + ((address >> 16) & 255).ToString() + "." + ((address >> 8) & 255).ToString() + "."
            + (address & 255).ToString();
    }

    private static string Hex(uint value)
    {
        ByteWriter writer = new ByteWriter();
        writer.Reset(new byte[8]);
        writer.AddHex(value);
        return System.Text.Encoding.UTF8.GetString(writer.Buffer, 0, writer.Length);
    }
}
