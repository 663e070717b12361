namespace NukiEdge.Core.Log;

/// <summary>Codes of notes in the event log: facts that are not an announcement. Rendered by LogText, and in the reader's language by the page (lines.ts).</summary>
public static class NoteCode
{
    /// <summary>Appliance started. Detail: which rules and scenes it has (RuleChange.Mark).</summary>
    public const byte Started = 1;

    /// <summary>CONNECT with an unknown user or a wrong password. Detail: peer IPv4 address.</summary>
    public const byte BadLogin = 2;

    /// <summary>CONNECT refused because this address failed too often. Detail: peer IPv4 address.</summary>
    public const byte LoginSlowedDown = 3;

    /// <summary>A lock's login was used with another lock's id. Detail: the id it came with.</summary>
    public const byte LoginOfOtherLock = 4;

    /// <summary>A lock's login came without a will below nuki/ID/, so that it cannot be bound. Detail: peer address.</summary>
    public const byte LoginWithoutLock = 5;

    /// <summary>The client id is in use by another login. Detail: peer address.</summary>
    public const byte ClientIdInUse = 6;

    /// <summary>The lock is connected with another client id under the same login. Detail: peer address.</summary>
    public const byte LockAlreadyConnected = 7;

    /// <summary>The same login and client id connected again and took over. Detail: peer address.</summary>
    public const byte TakenOver = 8;

    /// <summary>A take-over from another address: the owner should look. Detail: new peer address.</summary>
    public const byte TakenOverFromElsewhere = 9;

    /// <summary>A fresh login was bound to a lock; its events are held until the owner confirms. Detail: lock id.</summary>
    public const byte LoginBound = 10;

    /// <summary>A client connected. Detail: peer address.</summary>
    public const byte Connected = 11;

    /// <summary>A client went away with DISCONNECT. Detail: none.</summary>
    public const byte Disconnected = 12;

    /// <summary>A connection was lost or closed by a deadline. Detail: none.</summary>
    public const byte ConnectionLost = 13;

    /// <summary>A PUBLISH below a lock's prefix from a login that is not this lock's. Detail: the lock's id.</summary>
    public const byte ForgedPublish = 14;

    /// <summary>A PUBLISH that this login's role does not allow. Detail: none.</summary>
    public const byte PublishNotAllowed = 15;

    /// <summary>A SUBSCRIBE that this login's role does not allow. Detail: none.</summary>
    public const byte SubscribeNotAllowed = 16;

    /// <summary>A packet that MQTT 3.1.1 forbids; the connection was closed. Detail: packet's first byte.</summary>
    public const byte ProtocolError = 17;

    /// <summary>A packet larger than the limit; the connection was closed. Detail: announced length.</summary>
    public const byte PacketTooLarge = 18;

    /// <summary>A client did not read what it subscribed to and was dropped. Detail: bytes waiting.</summary>
    public const byte SlowReader = 19;

    /// <summary>No place for another MQTT client. Detail: peer address.</summary>
    public const byte NoPlace = 20;

    /// <summary>A retained message had no room in the store and was only passed on. Detail: its length.</summary>
    public const byte RetainedStoreFull = 21;

    /// <summary>An auth id turned out to be the keypad's and lost its person. Detail: auth id.</summary>
    public const byte KeypadFound = 22;

    /// <summary>A relay reached its longest on-time and was switched off. Detail: relay number.</summary>
    public const byte RelayLimit = 23;

    /// <summary>A deadline passed: keep-alive, CONNECT or half a packet. Detail: seconds.</summary>
    public const byte Deadline = 24;

    /// <summary>The owner confirmed a lock's login. Detail: lock id.</summary>
    public const byte LoginConfirmed = 25;

    /// <summary>Lock state or door sensor confirmed an announcement. Detail: milliseconds since it.</summary>
    public const byte Opened = 26;

    /// <summary>The lock or the door opened and no announcement came before. Detail: the state that said so.</summary>
    public const byte OpenedUnannounced = 27;

    /// <summary>The external broker accepted the appliance and its subscriptions. Detail: its IPv4 address, 0 where not known.</summary>
    public const byte BrokerConnected = 40;

    /// <summary>The external broker cannot be reached. Noted once until something else happens, as all that follow. Detail: none.</summary>
    public const byte BrokerUnreachable = 41;

    /// <summary>The external broker's name is not known, or has no IPv4 address. Detail: none.</summary>
    public const byte BrokerNotFound = 42;

    /// <summary>The external broker was reached and then did not answer in time. Detail: first byte of what it should have sent.</summary>
    public const byte BrokerSilent = 43;

    /// <summary>The external broker refused the CONNECT. Detail: return code (MQTT 3.1.1 section 3.2.2.3).</summary>
    public const byte BrokerRefused = 44;

    /// <summary>The external broker refused a subscription. Detail: how many, 0 for that of the announcements.</summary>
    public const byte BrokerDenied = 45;

    /// <summary>The external broker closed the connection, or it broke. Detail: none.</summary>
    public const byte BrokerLost = 46;

    /// <summary>The external broker sent what MQTT 3.1.1 forbids. Detail: packet's first byte.</summary>
    public const byte BrokerProtocol = 47;

    /// <summary>Messages from the external broker came faster than they could be taken. Detail: how many are lost since the last note.</summary>
    public const byte BrokerFlood = 48;

    /// <summary>How the run before ended. Detail: <see cref="Life.RunEnd"/>, part &lt;&lt; 8, kind of fault &lt;&lt; 16, 1 &lt;&lt; 24 when it was proven.</summary>
    public const byte RunBefore = 50;

    /// <summary>Safe mode. Detail: quick restarts before it.</summary>
    public const byte SafeMode = 51;

    /// <summary>Safe mode is over. Detail: none.</summary>
    public const byte SafeModeOver = 52;

    /// <summary>An exception came out of a turn. Detail: <see cref="Life.LoopPart"/>, <see cref="Life.FaultKind"/> &lt;&lt; 8.</summary>
    public const byte Fault = 53;

    /// <summary>The log cannot be saved. Detail: none.</summary>
    public const byte LogNotKept = 54;

    /// <summary>The log can be saved again. Detail: none.</summary>
    public const byte LogKeptAgain = 55;

    // What a sync changed in the roster, one note for each number: EventLog.SetRosterNote.

    /// <summary>A number that nobody had was given to a person: by the same name, a pattern, or a person who is new.</summary>
    public const byte NumberGiven = 60;

    /// <summary>Nuki Web does not have the number any more: its person lost it.</summary>
    public const byte NumberGone = 61;

    /// <summary>Nuki Web has another auth behind the number: the old person lost it (design section 4, rule 4).</summary>
    public const byte NumberReused = 62;

    /// <summary>A person who is new, without rules: the owner decides.</summary>
    public const byte NewPerson = 63;

    /// <summary>The number joined its person by the same name.</summary>
    public const byte JoinedByName = 64;

    /// <summary>The number joined its person by one of the owner's patterns.</summary>
    public const byte JoinedByPattern = 65;

    /// <summary>The name fits more than one person: nobody was given the number.</summary>
    public const byte NameFitsTwo = 66;

    /// <summary>The person has another name in Nuki Web now.</summary>
    public const byte Renamed = 67;

    /// <summary>No room for another person: nobody was given the number.</summary>
    public const byte NoRoomForPerson = 68;

    /// <summary>The same auth has another number now.</summary>
    public const byte NumberMoved = 69;

    /// <summary>Nuki Web says that the number is a keypad: it identifies no one.</summary>
    public const byte NumberIsKeypad = 70;

    /// <summary>Its name in Nuki Web is too long, or one too many: nobody was given the number.</summary>
    public const byte NoNameForPerson = 71;

    /// <summary>Nuki Web has two auths with this number at once: it identifies nobody.</summary>
    public const byte NumberTwice = 72;

    /// <summary>More changes than the log should hold. Detail: how many more.</summary>
    public const byte MoreChanged = 73;

    /// <summary>Nuki Web's answer, good otherwise, has nothing of a lock that it had before; once until it is back. Detail: none.</summary>
    public const byte LockMissing = 74;

    /// <summary>The owner said that the numbers of a person are that person's. Detail: how many.</summary>
    public const byte OwnerConfirmed = 75;

    /// <summary>The owner gave the numbers of one person to another. Detail: how many.</summary>
    public const byte OwnerGave = 76;

    /// <summary>True for a note of the roster: it has a number, its person and the person before.</summary>
    public static bool IsOfRoster(byte code)
    {
        return code >= NumberGiven && code <= OwnerGave;
    }

    // What the owner, or a program with a key, did over the page's API.

    /// <summary>A relay was switched by hand. Detail: relay + 256 * order.</summary>
    public const byte RelayByHand = 110;

    /// <summary>A scene was run by hand. Detail: scene + 256 * run.</summary>
    public const byte SceneByHand = 111;

    /// <summary>Another house was handed in: it counts from the next start on. Detail: none.</summary>
    public const byte HouseHandedIn = 112;

    /// <summary>Other rules and scenes took the place of the ones before. Detail: which they are (RuleChange.Mark).</summary>
    public const byte RulesChanged = 113;

    /// <summary>A run ended where it was: its scene was changed or is gone. Detail: scene + 256 * run.</summary>
    public const byte RunEnded = 114;

    /// <summary>A rule that waited for Nuki Web's answer was changed or is gone: it does not run. Detail: none.</summary>
    public const byte WaitEnded = 115;

    /// <summary>At this start another house was taken over (import.json). Detail: 1 where a person, lock or relay has another place in it, another name, or is gone.</summary>
    public const byte HouseTaken = 116;

    /// <summary>At this start another house was refused (import.json): the old one stays. Detail: the line of the first mistake.</summary>
    public const byte HouseRefused = 117;

    /// <summary>A relay's pin is not fit on this board and was left closed: that relay does nothing. Detail: relay + 256 * pin, 255 for none.</summary>
    public const byte PinUnfit = 118;

    /// <summary>The owner made a login of the built-in broker. Detail: its role.</summary>
    public const byte LoginMade = 119;

    /// <summary>The owner removed a login; its connection ended. Detail: its place.</summary>
    public const byte LoginRemoved = 120;

    /// <summary>The owner had a new password made for a login; its connection ended. Detail: none.</summary>
    public const byte LoginPassword = 121;

    /// <summary>The owner gave a lock another name. Detail: its id.</summary>
    public const byte LockRenamed = 122;

    /// <summary>The owner chose a broker, from the next start on. Detail: its IPv4 address, 0 for the built-in one.</summary>
    public const byte BrokerChosen = 123;

    /// <summary>The table of persons is full: somebody new got the place of one whom nothing speaks of. Records before do not name that person any more. Detail: the place.</summary>
    public const byte PersonReplaced = 124;

    // Rules about what happens at a lock and is no announcement.

    /// <summary>A battery became low, or a lock is offline. Detail: <see cref="Locks.Happening"/>.</summary>
    public const byte Happened = 125;

    /// <summary>A rule about a happening ran its scene. Detail: happening, rule &lt;&lt; 8, scene &lt;&lt; 16, run &lt;&lt; 24.</summary>
    public const byte HappeningRan = 126;

    /// <summary>A rule about a happening was held. Detail: happening, rule &lt;&lt; 8, <see cref="Reason"/> &lt;&lt; 16.</summary>
    public const byte HappeningHeld = 127;

    // How a sync with Nuki Web went.

    /// <summary>A sync with Nuki Web failed, the first time in a row. Detail: <see cref="SyncFault"/>, and the HTTP status times 256.</summary>
    public const byte SyncFailed = 90;

    /// <summary>A sync was good after others had failed. Detail: how many.</summary>
    public const byte SyncWorks = 91;

    /// <summary>Nuki Web refused the token or the account; once a day. Detail: as of <see cref="SyncFailed"/>.</summary>
    public const byte SyncRefused = 92;

    /// <summary>The root that vouches for Nuki Web ends soon. Detail: seconds since 1970 UTC of its end.</summary>
    public const byte RootEndsSoon = 93;

    /// <summary>Nuki Web's own certificate ends soon and nobody has renewed it. Detail: seconds since 1970 UTC of its end.</summary>
    public const byte CertificateEndsSoon = 94;

    // What Nuki Web says of the past, and by webhook.

    /// <summary>There was more in an outage than the log is filled with. Detail: entries that came.</summary>
    public const byte HistoryHasMore = 80;

    /// <summary>Nuki Web's log could not be had, so the gap stays. Detail: <see cref="SyncFault"/>.</summary>
    public const byte HistoryFailed = 81;

    /// <summary>A webhook says how a lock is. Detail: state (<see cref="Locks.LockStateCode"/>), and the server's state times 256.</summary>
    public const byte WebhookStatus = 82;

    /// <summary>A webhook was refused, the first time in a row. Detail: its verdict.</summary>
    public const byte WebhookRefused = 83;

    // Access to the page: who proved to be the owner, and who did not.

    /// <summary>A wrong password at the page; at most once a minute. Detail: peer IPv4 address.</summary>
    public const byte PageLoginFailed = 100;

    /// <summary>Wrong passwords at the page, so often that the next has to wait; once in ten minutes. Detail: peer IPv4 address.</summary>
    public const byte PageLoginSlowed = 101;

    /// <summary>The owner logged in at the page. Detail: peer IPv4 address.</summary>
    public const byte PageLogin = 102;

    /// <summary>The page's password is another one now; all sessions ended. Detail: peer IPv4 address.</summary>
    public const byte PasswordSet = 103;

    /// <summary>The page's password was taken away at the box: the button, held for ten seconds. Detail: none.</summary>
    public const byte PasswordReset = 104;

    /// <summary>A key for another program was made. Detail: its id.</summary>
    public const byte KeyMade = 105;

    /// <summary>A key for another program was removed. Detail: its id.</summary>
    public const byte KeyRemoved = 106;

    /// <summary>The first password can be set for some minutes. Detail: seconds.</summary>
    public const byte SetupOpened = 107;

    /// <summary>The first password cannot be set any more. Detail: wrong codes that came.</summary>
    public const byte SetupClosed = 108;

    /// <summary>A wrong device code. Detail: peer IPv4 address.</summary>
    public const byte WrongCode = 109;
}
