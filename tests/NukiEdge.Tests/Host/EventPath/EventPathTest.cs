using System;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NukiEdge.Tests.EventPath;

/// <summary>Design section 5: on the event path no struct locals, boxing, lock, try, strings, new.</summary>
[TestClass]
public class EventPathTest
{
    // Everything that a turn of the loop can run: messages in, scenes, calls, relays, what the appliance says itself, the
    // built-in broker, the client at an external one, the HTTP server.
    private static readonly string[] Roots = { "EdgeLoop::OnMessage", "EdgeLoop::Step", "MqttBroker::Step", "MqttBroker::Publish",
        "BrokerClient::Step", "BrokerClient::Publish", "HttpServer::Step", "HttpServer::Tell" };

    [TestMethod]
    public void The_event_path_allocates_nothing_and_never_stalls()
    {
        using ModuleDefinition core = Core();
        using ModuleDefinition net = Net();
        var inspector = new EventPathInspector(core, net);
        var findings = inspector.Inspect(Roots);

        Console.WriteLine(inspector.MethodCount + " methods read from " + string.Join(", ", Roots));
        Assert.AreEqual("", string.Join("\n", findings));
        foreach (string landmark in new[] { "LockActionEvent::Parse", "WhoIsIt::Identify", "Roster::Find", "RuleTable::Matches",
            "SceneRunner::Start", "RelayBank::Order", "HttpCallers::Enqueue", "Template::Render", "EventLog::Add",
            "MqttGate::MayPublish", "MqttGate::Connect", "BrokerLine::Ended", "ClientInbox::Next", "ClientOutbox::TellOwn" })
        {
            Assert.IsTrue(inspector.Methods.Any(m => m.Contains(landmark, StringComparison.Ordinal)), landmark + " was not read");
        }
    }

    [TestMethod]
    public void Asking_for_a_sync_stays_within_the_same_rules()
    {
        using ModuleDefinition core = Core();
        using ModuleDefinition connect = ModuleDefinition.ReadModule(typeof(NukiEdge.Connect.Sync.RosterSync).Assembly.Location);
        var inspector = new EventPathInspector(core, connect);

        // IRosterSync, as the loop asks it for an unknown number and for a scene that waits.
        var findings = inspector.Inspect("RosterSync::Ask", "RosterSync::get_Done", "RosterSync::get_WasGood");

        Assert.AreEqual("", string.Join("\n", findings));
        foreach (string landmark in new[] { "SyncDemand::Take", "SyncRate::Grant", "NukiWebSettings::get_HasToken", "SyncSpread::Around" })
        {
            Assert.IsTrue(inspector.Methods.Any(m => m.Contains(landmark, StringComparison.Ordinal)), landmark + " was not read");
        }
    }

    [TestMethod]
    public void A_planted_new_is_found()
    {
        AssertFound("new ", (module, il, at) =>
        {
            var ctor = module.ImportReference(typeof(object).GetConstructor(Type.EmptyTypes));
            il.InsertBefore(at, il.Create(OpCodes.Newobj, ctor));
            il.InsertBefore(at, il.Create(OpCodes.Pop));
        });
    }

    [TestMethod]
    public void A_planted_array_is_found()
    {
        AssertFound("new ", (module, il, at) =>
        {
            il.InsertBefore(at, il.Create(OpCodes.Ldc_I4_4));
            il.InsertBefore(at, il.Create(OpCodes.Newarr, module.TypeSystem.Byte));
            il.InsertBefore(at, il.Create(OpCodes.Pop));
        });
    }

    [TestMethod]
    public void A_planted_boxing_is_found()
    {
        AssertFound("box ", (module, il, at) =>
        {
            il.InsertBefore(at, il.Create(OpCodes.Ldc_I4_1));
            il.InsertBefore(at, il.Create(OpCodes.Box, module.TypeSystem.Int32));
            il.InsertBefore(at, il.Create(OpCodes.Pop));
        });
    }

    [TestMethod]
    public void A_planted_struct_local_is_found()
    {
        AssertFound("struct local ", (module, il, _) =>
            il.Body.Variables.Add(new VariableDefinition(module.ImportReference(typeof(DateTime)))));
    }

    [TestMethod]
    public void A_planted_lock_is_found()
    {
        AssertFound("lock", (module, il, at) =>
        {
            var enter = module.ImportReference(typeof(System.Threading.Monitor).GetMethod("Enter", new[] { typeof(object) }));
            il.InsertBefore(at, il.Create(OpCodes.Ldarg_0));
            il.InsertBefore(at, il.Create(OpCodes.Call, enter));
        });
    }

    [TestMethod]
    public void A_planted_try_is_found()
    {
        AssertFound("try", (module, il, at) =>
        {
            Instruction end = il.Create(OpCodes.Nop);
            Instruction handler = il.Create(OpCodes.Pop);
            il.InsertBefore(at, il.Create(OpCodes.Leave, at));
            il.InsertBefore(at, handler);
            il.InsertBefore(at, il.Create(OpCodes.Leave, at));
            il.Body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Catch)
            {
                TryStart = il.Body.Instructions[0],
                TryEnd = handler,
                HandlerStart = handler,
                HandlerEnd = at,
                CatchType = module.TypeSystem.Object,
            });
        });
    }

    [TestMethod]
    public void A_planted_string_is_found()
    {
        AssertFound("string ", (_, il, at) =>
        {
            il.InsertBefore(at, il.Create(OpCodes.Ldstr, "planted"));
            il.InsertBefore(at, il.Create(OpCodes.Pop));
        });
    }

    /// <summary>Plants something deep on the path, in RelayBank.Order, and reads again.</summary>
    private static void AssertFound(string what, Action<ModuleDefinition, ILProcessor, Instruction> plant)
    {
        using ModuleDefinition core = Core();
        using ModuleDefinition net = Net();
        MethodDefinition order = core.GetTypes().Single(t => t.Name == "RelayBank").Methods.Single(m => m.Name == "Order");
        ILProcessor il = order.Body.GetILProcessor();
        plant(core, il, order.Body.Instructions[0]);

        var findings = new EventPathInspector(core, net).Inspect(Roots);
        Assert.IsTrue(findings.Any(f => f.StartsWith("RelayBank::Order: " + what, StringComparison.Ordinal)),
            "not found: " + what + "; found: " + string.Join(", ", findings));
    }

    private static ModuleDefinition Core()
    {
        return ModuleDefinition.ReadModule(typeof(NukiEdge.Core.Loop.EdgeLoop).Assembly.Location);
    }

    private static ModuleDefinition Net()
    {
        return ModuleDefinition.ReadModule(typeof(NukiEdge.Net.Mqtt.MqttBroker).Assembly.Location);
    }
}
