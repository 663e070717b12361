using System;
using System.IO;
using System.Net;
using System.Threading;
using NukiEdge.Core;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Simulator;
using NukiEdge.Simulator.Adapters;

// The walking skeleton: the sample house, the broker, and the log on the screen.
var house = new House(Limits.LargeBoard());
using Stream sample = typeof(Appliance).Assembly.GetManifestResourceStream("Sample/house.json")!;
using var memory = new MemoryStream();
sample.CopyTo(memory);
HouseError? error = HouseReader.Read(new ByteSource(memory.ToArray()), house);
if (error is not null)
{
    Console.Error.WriteLine(error.Text());
    return 1;
}

using var appliance = new Appliance(house, new BenchRelays(house.RelayNames.Count), IPAddress.Loopback);
if (!appliance.Start(1883))
{
    Console.Error.WriteLine("port 1883 is taken");
    return 1;
}

Console.WriteLine("broker on 127.0.0.1:1883");
var text = new LogText(house);
var record = new LogRecord();
for (long next = 0; appliance.Fault is null;)
{
    string? line = appliance.Ask(() => appliance.Edge.Log.Read(next, record) ? LogText.Time(record) + " " + text.Line(record) : null);
    if (line is null)
    {
        Thread.Sleep(50);
        continue;
    }

    Console.WriteLine(line);
    next++;
}

Console.Error.WriteLine(appliance.Fault);
return 1;
