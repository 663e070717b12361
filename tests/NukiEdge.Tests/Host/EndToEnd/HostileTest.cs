using System;
using System.Diagnostics;
using System.Net.Sockets;
using System.Threading;
using NukiEdge.Tests.Mqtt;

namespace NukiEdge.Tests.EndToEnd;

/// <summary>Invariant 5: no input from outside ends the loop, blocks it for a second, or grows memory.</summary>
[TestClass]
public class HostileTest
{
    private const int MegaByte = 1024 * 1024;
    private const string Payload = "3,0,54321,12345,1";

    [TestMethod]
    public void A_megabyte_of_random_bytes_and_one_of_mutated_packets_stall_nobody_while_the_lock_works()
    {
        int seed = Environment.TickCount;
        using var house = new TestAppliance(TestAppliance.HouseWith());
        using RawClient door = RawClient.AsLock(house.Port);
        door.PublishAndWait(TestAppliance.EventTopic, Payload, 1);
        long heapBefore = Settle();
        bool attacking = true;
        int connections = 0;
        var attacker = new Thread(() =>
        {
            var random = new Random(seed);
            connections = Attack(house.Port, random, Noise) + Attack(house.Port, random, Mutant);
            Volatile.Write(ref attacking, false);
        });
        attacker.Start();

        int events = 1;
        double slowestMs = 0;
        while (Volatile.Read(ref attacking))
        {
            long start = Stopwatch.GetTimestamp();
            door.PublishAndWait(TestAppliance.EventTopic, Payload, events % 65535 + 1);
            slowestMs = Math.Max(slowestMs, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            events++;
            Assert.AreEqual(events, house.RelayWrites, $"an event was missed or run twice, seed {seed}");
        }

        attacker.Join();
        long grownBytes = Settle() - heapBefore;
        Console.WriteLine($"seed {seed}: 2 MB over {connections} connections; {events} events of the lock, slowest {slowestMs:F1} ms; heap grew by {grownBytes:N0} bytes");
        Assert.IsTrue(slowestMs < 1000, $"stalled for {slowestMs} ms, seed {seed}");
        Assert.IsTrue(grownBytes < 300_000, $"memory grew by {grownBytes}, seed {seed}");
        Assert.IsNull(house.Appliance.Fault);
    }

    [TestMethod]
    public void A_megabyte_of_random_and_mutated_announcements_never_throws_and_never_invents_a_person()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        var e = new NukiEdge.Core.Locks.LockActionEvent();
        byte[] alphabet = "0123456789,,,,-+ .eE\0\r\n\u00ef"u8.ToArray();
        byte[] good = "3,0,4294967295,12345,1"u8.ToArray();
        byte[] buffer = new byte[64];
        int accepted = 0;
        for (int bytes = 0; bytes < 2 * MegaByte;)
        {
            bool mutate = random.Next(2) == 0;
            int length = mutate ? good.Length - random.Next(6) : random.Next(buffer.Length);
            random.NextBytes(buffer);
            if (mutate)
            {
                good.CopyTo(buffer, 0);
                for (int changes = random.Next(4); changes > 0; changes--)
                {
                    buffer[random.Next(length)] = alphabet[random.Next(alphabet.Length)];
                }
            }

            bytes += length + 1;
            bool ok = e.Parse(buffer, 0, length) == NukiEdge.Core.Locks.LockActionEvent.Ok;
            Assert.AreEqual(ok, IsAnnouncement(System.Text.Encoding.Latin1.GetString(buffer, 0, length)),
                $"seed {seed}: {Convert.ToHexString(buffer, 0, length)}");
            accepted += ok ? 1 : 0;
        }

        Console.WriteLine($"seed {seed}: {accepted} of them were announcements");
        Assert.IsTrue(accepted > 1000, "the mutants are too wild to test anything");
    }

    /// <summary>The grammar again, the other way: by a regular expression and .NET's own numbers.</summary>
    private static bool IsAnnouncement(string text)
    {
        if (!System.Text.RegularExpressions.Regex.IsMatch(text, @"\A(0|[1-9][0-9]*)(,(0|[1-9][0-9]*)){3,}\z"))
        {
            return false;
        }

        foreach (string field in text.Split(','))
        {
            if (!uint.TryParse(field, out _))
            {
                return false;
            }
        }

        return true;
    }

    private static int Attack(int port, Random random, Func<Random, byte[]> next)
    {
        int connections = 0;
        Socket socket = null;
        byte[] answer = new byte[4096];
        for (int sent = 0; sent < MegaByte;)
        {
            byte[] bytes = next(random);
            sent += bytes.Length;
            try
            {
                if (socket is null)
                {
                    connections++;
                    socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendTimeout = 2000 };
                    socket.Connect("127.0.0.1", port);
                    if (random.Next(4) > 0)
                    {
                        string[] users = { "reader", "control", "fresh" };
                        string user = users[random.Next(users.Length)];
                        socket.Send(RawClient.Connect("fuzz" + connections, user, user + "-secret",
                            user == "fresh" ? "nuki/4BB2979F/connected" : null, "false"));
                    }
                }

                socket.Send(bytes);
                if (socket.Available > 0)
                {
                    _ = socket.Receive(answer);
                }
            }
            catch (SocketException)
            {
                socket.Dispose();
                socket = null;
            }
        }

        socket?.Dispose();
        return connections;
    }

    private static byte[] Noise(Random random)
    {
        byte[] bytes = new byte[random.Next(1, 400)];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>A good packet with a few bytes changed, cut or repeated.</summary>
    private static byte[] Mutant(Random random)
    {
        byte[] packet = random.Next(8) switch
        {
            0 => RawClient.Connect("m", "control", "control-secret", null, null),
            1 => Packets.Publish(0x30 | random.Next(16), TestAppliance.EventTopic, random.Next(65536), Payload),
            2 => Packets.Publish(0x34, "a/b/c", random.Next(65536), new string('x', random.Next(3000))),
            3 => Packets.Subscribe(random.Next(65536), "#", random.Next(4)),
            4 => Packets.Unsubscribe(random.Next(65536), "nuki/+/state"),
            5 => Packets.Ack(0x40 + 16 * random.Next(4), random.Next(65536)),
            6 => Packets.Publish(0x33, "retained/" + random.Next(2000), random.Next(65536), new string('r', random.Next(200))),
            _ => new byte[] { 0xC0, 0 },
        };
        for (int changes = random.Next(4); changes > 0; changes--)
        {
            packet[random.Next(packet.Length)] = (byte)random.Next(256);
        }

        return random.Next(10) == 0 ? packet[..random.Next(packet.Length)] : packet;
    }

    private static long Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return GC.GetTotalMemory(true);
    }
}
