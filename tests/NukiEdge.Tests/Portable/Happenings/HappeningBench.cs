using NukiEdge.Core.Ports;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Happenings;

/// <summary>A house with one lock, a rule for each happening, and one for each kind of arrival.</summary>
public sealed class HappeningBench
{
    /// <summary>The lock's login at the built-in broker; and none, over an external one.</summary>
    public const int Own = 0, External = -1;

    /// <summary>One rule for each: it publishes lock, person, action and source.</summary>
    public const string AllRules = "{`name`:`A`,`on`:`door opened alone`,`scene`:`S`},{`name`:`B`,`on`:`battery low`,`scene`:`S`},"
        + "{`name`:`K`,`on`:`keypad battery low`,`scene`:`S`},{`name`:`O`,`on`:`lock offline`,`scene`:`S`}";

    public readonly EdgeBench Edge;

    private int _connection;

    public HappeningBench(string rules, string sceneMarks)
    {
        Edge = new EdgeBench(SampleHouse.Json("{`house`:1,`locks`:[{`name`:`Front`,`id`:`3807B7EC`},{`name`:`Back`,`id`:`1A`}],`relays`:[{`name`:`Bell`}],"
            + "`persons`:[{`name`:`Anna`,`credentials`:[{`lock`:`Front`,`code`:12345}]}],"
            + "`scenes`:[{`name`:`S`," + sceneMarks + "`steps`:[{`mqtt`:`home/{lock}`,`payload`:`{person}|{action}|{source}`}]}],"
            + "`rules`:[" + rules + "],"
            + "`logins`:[{`user`:`front`,`password`:`x`,`role`:`lock`,`lock`:`Front`},{`user`:`back`,`password`:`x`,`role`:`lock`,`lock`:`Back`,`confirmed`:false}]}"));
    }

    /// <summary>A state of the front door, as its lock publishes it: retained.</summary>
    public void State(string topic, string value)
    {
        Edge.Edge.OnMessage(Message(topic, value, Own));
    }

    /// <summary>A state over the external broker.</summary>
    /// <param name="isCopy">Out of the broker's store, for a subscription that is new.</param>
    public void Over(string topic, string value, bool isCopy)
    {
        Message message = Message(topic, value, External);
        message.Retain = isCopy;
        Edge.Edge.OnMessage(message);
    }

    public Message Message(string topic, string value, int login)
    {
        Message message = Edge.Message("nuki/3807B7EC/" + topic, value, login, 1);
        message.Retain = true;
        return message;
    }

    /// <summary>The lock of a login connects; the connection's number.</summary>
    public int Connect(string user, string lockId)
    {
        string will = "nuki/" + lockId + "/connected";
        _connection++;
        int login = Edge.Edge.Gate.Connect(new ConnectRequest
        {
            Buffer = Raw.Of(user + "x" + will),
            Connection = _connection,
            PeerAddress = 1,
            UserLength = user.Length,
            PasswordOffset = user.Length,
            PasswordLength = 1,
            WillTopicOffset = user.Length + 1,
            WillTopicLength = will.Length,
            SameClientIdLogin = -1,
        });
        Assert.IsTrue(login >= 0, "refused");
        return _connection;
    }

    /// <summary>Seconds go by, then a turn of the loop.</summary>
    public void Pass(int seconds)
    {
        Edge.PassMs(seconds * 1000L);
    }

    /// <summary>What scenes published since the last time.</summary>
    public string Ran()
    {
        string all = Edge.Link.TakeTrace();
        string ran = "";
        string[] messages = all.Split(';');
        for (int i = 0; i < messages.Length; i++)
        {
            string one = messages[i].Trim();
            ran += one.IndexOf("home/") == 0 ? one + "; " : "";
        }

        return ran;
    }
}
