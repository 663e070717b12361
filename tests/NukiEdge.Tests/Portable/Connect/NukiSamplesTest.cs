using NukiEdge.Connect.Answers;
using NukiEdge.Connect.Past;
using NukiEdge.Connect.Webhooks;
using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.People;
using NukiEdge.Tests.Support;

namespace NukiEdge.Tests.Connect;

/// <summary>What others have seen of the Web API and its webhooks, as they wrote it down (facts B6, C); ids are theirs.</summary>
[TestClass]
public class NukiSamplesTest
{
    // GladysAssistant/Gladys server/services/nuki/lib/http/nuki.http.convertToDevice.js, abridged there
    private const string Smartlock = "{`smartlockId`:12345678901,`accountId`:11234567890,`type`:4,`lmType`:0,`authId`:6664212345,`name`:`MyLock`,"
        + "`favorite`:false,`config`:{`name`:`Maison`,`capabilities`:1,`fobPaired`:false,`advertisingMode`:0,`keypadPaired`:false,"
        + "`keypad2Paired`:false,`homekitState`:1,`matterState`:0,`timezoneId`:37,`deviceType`:4,`wifiEnabled`:true},"
        + "`state`:{`mode`:2,`state`:1,`trigger`:3,`lastAction`:2,`batteryCritical`:false,`batteryCharging`:false,`batteryCharge`:38,"
        + "`keypadBatteryCritical`:false,`doorsensorBatteryCritical`:false,`doorState`:0,`ringToOpenTimer`:0,`nightMode`:false},"
        + "`firmwareVersion`:199175,`hardwareVersion`:1292,`serverState`:0,`adminPinState`:0,`virtualDevice`:false,"
        + "`creationDate`:`2023-10-18T06:43:48.733Z`,`updateDate`:`2025-03-29T05:02:44.480Z`,"
        + "`currentSubscription`:{`type`:`B2C`,`state`:`INACTIVE`,`creationDate`:`2023-10-18T06:43:49.518Z`}}";

    // developer.nuki.io/t/http-code-204-but-code-apparently-not-created/29886, abridged there
    private const string Auths = "{`feature`:`DEVICE_AUTHS`,`deleted`:false,`smartlockAuth`:{`id`:`65219648fe57075d71a6cb01`,"
        + "`smartlockId`:11000009999,`authId`:1,`code`:982345,`type`:13,`name`:`example`}}";

    // docs.nuki.io/guide/webhooks/type-device/
    private const string Status = "{`feature`:`DEVICE_STATUS`,`smartlockId`:123456789,`state`:{`mode`:2,`state`:1,`trigger`:6,`lastAction`:2,"
        + "`batteryCritical`:false,`batteryCharging`:false,`batteryCharge`:90,`keypadBatteryCritical`:false,`doorsensorBatteryCritical`:false,"
        + "`doorState`:0,`ringToOpenTimer`:0,`nightMode`:false},`serverState`:0,`adminPinState`:0}";

    [TestMethod]
    public void A_real_smartlock_is_read()
    {
        SmartlockListReader reader = new SmartlockListReader(new AnswerJson());
        Assert.AreEqual(SyncFault.None, reader.Read(new MemorySource(SampleHouse.Json("[" + Smartlock + "]"))));
        Assert.AreEqual(1, reader.Count);
        Assert.AreEqual(12345678901L, reader.IdOf(0));
        Assert.AreEqual(4, reader.TypeOf(0));
        Assert.AreEqual("MyLock", reader.Names.Text(reader.NameOf(0)));
    }

    [TestMethod]
    public void Nukis_own_webhooks_are_read()
    {
        // type * 2^32 + id: the first has an Opener's type in it, 0x2_8FA6D50F, and an Opener has no MQTT
        Assert.AreEqual(WebhookVerdict.ForeignLock, Send(Auths, 0x8FA6D50F));
        Assert.AreEqual(WebhookVerdict.SyncOnly, Send(Raw.Swap(Auths, "11000009999", "17179869185"), 1));
        Assert.AreEqual(WebhookVerdict.Logged, Send(Status, 123456789));
    }

    private static byte Send(string text, uint lockId)
    {
        AnswerBench bench = new AnswerBench();
        bench.Locks.Add(lockId, Raw.Of("Other"), 0, 5);
        NukiWebSettings settings = new NukiWebSettings(Limits.SmallBoard());
        settings.SetWebhookSecret(Raw.Of("secret"), 6);
        EventLog log = new EventLog(4);
        HmacSha256 hmac = new HmacSha256();
        WebhookReceiver receiver = new WebhookReceiver(settings, hmac, new TestClock(), null, bench.Locks, log, new PastLog(log));
        byte[] body = Raw.Of(SampleHouse.Json(text));
        byte[] header = Raw.Of(AnswerBench.Hex(hmac.Of(Raw.Of("secret"), body)));
        return receiver.Receive(header, 0, header.Length, body, 0, body.Length, new Roster(1));
    }
}
