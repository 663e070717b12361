using NukiEdge.Connect.Answers;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Connect;

[TestClass]
public class SmartlockListTest
{
    [TestMethod]
    public void The_accounts_devices_have_ids_types_and_names()
    {
        SmartlockListReader reader = new SmartlockListReader(new AnswerJson());
        Assert.AreEqual(AnswerFault.Ok, Read(reader, "[" + Device("18144654068", 4, "Maison") + "," + Device("18891899123", 4, "Maison") + ","
            + Device("8991899123", 2, "a\\nb") + "]"));
        Assert.AreEqual(3, reader.Count);
        Assert.AreEqual(0x398172F4u, SmartlockId.MqttId(reader.IdOf(0)), "verified pairs of facts A2");
        Assert.AreEqual(0x660B80F3u, SmartlockId.MqttId(reader.IdOf(1)));
        Assert.AreEqual(4, SmartlockId.Type(reader.IdOf(1)));
        Assert.AreEqual(2, reader.TypeOf(2));
        Assert.AreEqual("Maison", reader.Names.Text(reader.NameOf(1)));
        Assert.AreEqual(-1, reader.NameOf(2), "a name that begins a line is no name");
        Assert.AreEqual(1, reader.IndexOf(0x660B80F3));
        Assert.AreEqual(-1, reader.IndexOf(SmartlockId.MqttId(8991899123)), "an Opener has no MQTT");
    }

    [TestMethod]
    public void Seventeen_devices_one_twice_and_a_missing_field_are_refused_as_a_whole()
    {
        SmartlockListReader reader = new SmartlockListReader(new AnswerJson());
        string all = Device("17179869185", 4, "1");
        for (int i = 2; i <= SmartlockListReader.MaxLocks; i++)
        {
            all += "," + Device((17179869184L + i).ToString(), 4, "Lock " + i.ToString());
        }

        Assert.AreEqual(AnswerFault.Ok, Read(reader, "[" + all + "]"));
        Assert.AreEqual(SmartlockListReader.MaxLocks, reader.Count);
        Assert.AreEqual(AnswerFault.TooMany, Read(reader, "[" + all + "," + Device("17179869999", 4, "17") + "]"));
        Assert.AreEqual(0, reader.Count);
        Assert.AreEqual(AnswerFault.LockTwice, Read(reader, "[" + Device("17179869185", 4, "1") + "," + Device("17179869185", 4, "2") + "]"));
        Assert.AreEqual(AnswerFault.MissingField, Read(reader, "[{`smartlockId`:17179869185,`name`:`x`}]"));
        Assert.AreEqual(AnswerFault.WrongType, Read(reader, "[{`smartlockId`:17179869185,`type`:4,`name`:null}]"));
        Assert.AreEqual(AnswerFault.EndsEarly, Read(reader, "[" + Device("17179869185", 4, "1")));
        Assert.AreEqual(0, reader.Count);
    }

    private static int Read(SmartlockListReader reader, string text)
    {
        reader.Read(new MemorySource(SampleHouse.Json(text)));
        return reader.Fault;
    }

    private static string Device(string id, int type, string name)
    {
        return "{`smartlockId`:" + id + ",`accountId`:11234567890,`type`:" + type.ToString() + ",`authId`:6664212345,`name`:`" + name
            + "`,`config`:{`name`:`other`,`type`:9},`state`:{`mode`:2},`creationDate`:`2023-10-18T06:43:48.733Z`}";
    }
}
