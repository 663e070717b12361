using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Scenes;

namespace NukiEdge.Web.Houses;

/// <summary>Writes a step of a scene back from the scenes' image: what HouseScenes reads.</summary>
internal static class SceneWriter
{
    /// <summary>What makes a scene a sensitive one.</summary>
    public static void Sensitive(HouseText t, int scene)
    {
        SceneTable scenes = t.House.Scenes;
        if (!scenes.IsSensitive(scene))
        {
            return;
        }

        t.Flag("sensitive", true);
        t.Number("freshH", (uint)scenes.FreshHours(scene));
        if (scenes.AsksFirst(scene))
        {
            t.Flag("askFirst", true);
        }
    }

    public static void Step(HouseText t, int at)
    {
        byte[] image = t.House.Scenes.Steps;
        t.Json.Open('{');
        switch (image[at])
        {
            case StepType.Relay:
                Relay(t, image, at);
                break;
            case StepType.Http:
                Http(t, image, at);
                break;
            case StepType.Mqtt:
                Mqtt(t, image, at);
                break;
            default:
                t.Number("waitMs", Image.U32(image, at + SceneTable.WaitAt));
                break;
        }

        t.Json.Close('}');
    }

    private static void Relay(HouseText t, byte[] image, int at)
    {
        int order = image[at + SceneTable.OrderAt];
        t.Reference("relay", t.House.RelayNames, image[at + SceneTable.RelayAt]);
        t.Word("do", HouseScenes.Orders[order]);
        if (order == RelayOrder.Pulse)
        {
            t.Number("ms", Image.U32(image, at + SceneTable.PulseAt));
        }
    }

    private static void Http(HouseText t, byte[] image, int at)
    {
        int url = Image.U16(image, at + SceneTable.UrlLengthAt);
        int headers = Image.U16(image, at + SceneTable.HeadersLengthAt);
        int body = Image.U16(image, at + SceneTable.BodyLengthAt);
        int timeoutMs = Image.U16(image, at + SceneTable.TimeoutAt);
        int text = at + SceneTable.HttpTextAt;
        t.Word("http", HouseScenes.Methods[image[at + SceneTable.MethodAt]]);
        Template(t, "url", image, text, url);
        if (headers > 0)
        {
            Headers(t, image, text + url, text + url + headers);
        }

        if (body > 0)
        {
            Template(t, "body", image, text + url + headers, body);
        }

        if (timeoutMs != SceneBuilder.UsualTimeoutMs)
        {
            t.Number("timeoutMs", (uint)timeoutMs);
        }
    }

    private static void Mqtt(HouseText t, byte[] image, int at)
    {
        int topic = Image.U16(image, at + SceneTable.TopicLengthAt);
        int payload = Image.U16(image, at + SceneTable.PayloadLengthAt);
        int qos = image[at + SceneTable.QosAt];
        Template(t, "mqtt", image, at + SceneTable.MqttTextAt, topic);
        if (payload > 0)
        {
            Template(t, "payload", image, at + SceneTable.MqttTextAt + topic, payload);
        }

        if ((qos & 3) != 0)
        {
            t.Number("qos", (uint)(qos & 3));
        }

        if ((qos & SceneTable.RetainBit) != 0)
        {
            t.Flag("retain", true);
        }
    }

    /// <summary>Lines "Name: value" CR LF as an object.</summary>
    private static void Headers(HouseText t, byte[] image, int at, int end)
    {
        t.Json.Field("headers");
        t.Json.Open('{');
        while (at < end)
        {
            int colon = at;
            while (image[colon] != ':')
            {
                colon++;
            }

            int line = colon;
            while (image[line] != '\r')
            {
                line++;
            }

            t.Json.Next();
            t.Json.Text(image, at, colon - at);
            t.Json.Raw((byte)':');
            Template(t, image, colon + 2, line - colon - 2);
            at = line + 2;
        }

        t.Json.Close('}');
    }

    private static void Template(HouseText t, string field, byte[] image, int at, int length)
    {
        t.Json.Field(field);
        Template(t, image, at, length);
    }

    /// <summary>A text with its placeholders as people write them.</summary>
    private static void Template(HouseText t, byte[] image, int at, int length)
    {
        t.Json.Raw((byte)'"');
        for (int i = at; i < at + length; i++)
        {
            byte b = image[i];
            if (b == 0 || b > Core.Scenes.Template.Time)
            {
                t.Json.Character(b);
                continue;
            }

            byte[] placeholder = Core.Scenes.Template.Placeholders[b - 1];
            for (int c = 0; c < placeholder.Length; c++)
            {
                t.Json.Raw(placeholder[c]);
            }
        }

        t.Json.Raw((byte)'"');
    }
}
