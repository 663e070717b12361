using NukiEdge.Core.Houses;
using NukiEdge.Core.Life;
using NukiEdge.Core.Log;
using NukiEdge.Core.Loop;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Http;
using NukiEdge.Net.Mqtt;
using NukiEdge.Web.Access;
using NukiEdge.Web.Api.Pins;
using NukiEdge.Web.Houses;

namespace NukiEdge.Web.Api;

/// <summary>What the API speaks of: the rim fills it before the first request. What a rim does not have stays null.</summary>
public sealed class ApiParts
{
    /// <summary>The house.</summary>
    public House House { get; set; }

    /// <summary>The loop.</summary>
    public EdgeLoop Edge { get; set; }

    /// <summary>The clock of the loop.</summary>
    public IClock Clock { get; set; }

    /// <summary>HMAC-SHA256.</summary>
    public IHmac Hmac { get; set; }

    /// <summary>Who may use the page.</summary>
    public PageAccess Access { get; set; }

    /// <summary>The built-in broker; null with an external one.</summary>
    public MqttBroker Broker { get; set; }

    /// <summary>The client at an external broker, or null.</summary>
    public BrokerClient External { get; set; }

    /// <summary>Says whether an external broker is connected, whatever code speaks to it; null with the built-in one.</summary>
    public IHealth Hearing { get; set; }

    /// <summary>The program's memory; null where the rim does not say.</summary>
    public IHeap Heap { get; set; }

    /// <summary>The network, or null where nobody can tell.</summary>
    public INetwork Network { get; set; }

    /// <summary>The relays on the board's pins; null where no board is known.</summary>
    public PinMap Pins { get; set; }

    /// <summary>How the sync with Nuki Web stands, or null where nothing syncs.</summary>
    public SyncStatus Sync { get; set; }

    /// <summary>The last runs, or null.</summary>
    public RunBook Runs { get; set; }

    /// <summary>Where the house is kept, or null.</summary>
    public HouseStores Stores { get; set; }

    /// <summary>Where what was learned is kept, or null.</summary>
    public HouseMemory Memory { get; set; }

    /// <summary>Takes a house, or rules, that are handed in.</summary>
    public IHouseInbox Inbox { get; set; }

    /// <summary>Takes webhooks, or null where nothing can.</summary>
    public IWebhooks Webhooks { get; set; }

    /// <summary>Something takes webhooks, and a secret is set by which they are known.</summary>
    public bool TakesWebhooks => Webhooks != null && House.NukiWeb.WebhookSecret.Length > 0;

    /// <summary>Erases all that is kept, or null where nothing is.</summary>
    public IEraser Eraser { get; set; }

    /// <summary>The external broker that the rim was told to use, whatever the house says; null where the house decides.</summary>
    public BrokerUrl FixedBroker { get; set; }

    /// <summary>Its events may run sensitive scenes.</summary>
    public bool TrustsFixedBroker { get; set; }

    /// <summary>Makes connections to try a broker, or null.</summary>
    public IDialers Dialers { get; set; }

    /// <summary>The callers' logins at targets, or null: then a change of them counts from the next start on.</summary>
    public TargetLogins Logins { get; set; }

    /// <summary>Starts the program anew.</summary>
    public IRestart Restart { get; set; }

    /// <summary>Changes that the API made to the house beside the roster.</summary>
    public int Changes { get; private set; }

    /// <summary>
    /// Which house this is: another text after each change, and after each start. Somebody who changes an older one is told.
    /// </summary>
    public string Revision()
    {
        byte[] epoch = Access.Keys.EpochText();
        uint changes = (uint)(Changes + House.Logins.Changes + House.Locks.Count);
        return System.Text.Encoding.UTF8.GetString(epoch, 0, 6) + "-" + House.Roster.Revision.ToString() + "-" + changes.ToString();
    }

    /// <summary>The owner changed something that stands in a store: it is saved at once.</summary>
    /// <param name="kind">Of <see cref="Core.Flash.StoreKind"/>; 0 for what is kept elsewhere.</param>
    public void Changed(byte kind)
    {
        Changes++;
        if (Stores == null)
        {
            return;
        }

        if (kind != 0)
        {
            Stores.Changed(kind);
        }

        Stores.SaveSoon();
    }

    /// <summary>Writes a note into the log.</summary>
    public void Note(byte code, uint detail)
    {
        Edge.Log.Add(EventLog.Note, Clock.UtcSeconds);
        Edge.Log.SetNote(code, -1, -1, detail);
    }
}
