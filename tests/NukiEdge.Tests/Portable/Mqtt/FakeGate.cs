using NukiEdge.Core.Bytes;
using NukiEdge.Core.Ports;

namespace NukiEdge.Tests.Mqtt;

/// <summary>
/// A gate whose logins are the user names "0", "1", ...: the first <see cref="Locks"/> are locks. It and the sink write
/// what happens into one text, so that a test can see the order.
/// </summary>
public sealed class FakeGate : IMqttGate, IMessageSink
{
    public int Locks = 2;
    public int Refusal;
    public string Forbidden = "forbidden";
    public string Trace = "";
    public string Notes = "";
    public int Messages;
    public int LastConnection;
    public int LastSameClientIdLogin;
    public long LastReceivedUs;

    /// <summary>Counts only, so that a long run does not build a long text.</summary>
    public bool IsQuiet;

    /// <summary>Something that the sink publishes when a message comes: a scene's step.</summary>
    public IMessageLink Link;

    public string SceneTopic;

    public int Connect(ConnectRequest request)
    {
        LastSameClientIdLogin = request.SameClientIdLogin;
        if (Refusal != 0)
        {
            return -Refusal;
        }

        int login = request.UserLength == 0 ? 9 : request.Buffer[request.UserOffset] - '0';
        Add("connect:" + Number(login));
        return login < 0 ? -4 : login;
    }

    public bool IsLock(int login)
    {
        return login < Locks;
    }

    public void Disconnected(int login, int connection)
    {
        Add("gone:" + Number(login));
    }

    public bool MayPublish(Message message)
    {
        return !Text(message.Buffer, message.TopicOffset, message.TopicLength).StartsWith(Forbidden);
    }

    public bool MaySubscribe(int login, byte[] buffer, int offset, int length)
    {
        return !Text(buffer, offset, length).StartsWith(Forbidden);
    }

    public bool MayRetain(Message message, out bool isState)
    {
        string topic = Text(message.Buffer, message.TopicOffset, message.TopicLength);
        isState = topic.StartsWith("nuki/");
        return !topic.EndsWith("Event");
    }

    public void Note(byte code, int login, uint detail)
    {
        if (!IsQuiet)
        {
            Notes += Number(code) + " ";
        }
    }

    public void OnMessage(Message message)
    {
        Messages++;
        LastConnection = message.Connection;
        LastReceivedUs = message.ReceivedUs;
        if (!IsQuiet)
        {
            Add((message.Repeated ? "again:" : "") + (message.Dup ? "dup:" : "") +
                Text(message.Buffer, message.TopicOffset, message.TopicLength) + "=" +
                Text(message.Buffer, message.PayloadOffset, message.PayloadLength));
        }

        if (Link != null)
        {
            byte[] topic = Ascii.Of(SceneTopic);
            Link.Publish(topic, 0, topic.Length, topic, 0, 1, 1, false);
        }
    }

    public string TakeTrace()
    {
        string trace = Trace.Trim();
        Trace = "";
        return trace;
    }

    public string TakeNotes()
    {
        string notes = Notes.Trim();
        Notes = "";
        return notes;
    }

    public static string Text(byte[] buffer, int offset, int length)
    {
        char[] text = new char[length];
        for (int i = 0; i < length; i++)
        {
            text[i] = (char)buffer[offset + i];
        }

        return new string(text);
    }

    public static string Number(int number)
    {
        return number.ToString();
    }

    private void Add(string what)
    {
        if (!IsQuiet)
        {
            Trace += what + " ";
        }
    }
}

/// <summary>Own topics "edge/0" to "edge/n" with their number as payload.</summary>
public sealed class FakeOwnTopics : IOwnTopics
{
    public int Count { get; set; }

    public int RenderTopic(int index, byte[] buffer)
    {
        return Render("edge/" + FakeGate.Number(index), buffer);
    }

    public int RenderPayload(int index, byte[] buffer)
    {
        return Render("own" + FakeGate.Number(index), buffer);
    }

    private static int Render(string text, byte[] buffer)
    {
        for (int i = 0; i < text.Length; i++)
        {
            buffer[i] = (byte)text[i];
        }

        return text.Length;
    }
}
