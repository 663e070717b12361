using System;
using System.Linq;
using NukiEdge.Bench;

// Publish to HTTP request at a sink, over real sockets on loopback. Prints, asserts nothing: see tests/bench/README.md.
int events = args.Length > 0 ? int.Parse(args[0]) : 3000;
Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {events} events one at a time, each after the call of the one before arrived");
Console.WriteLine();
Console.WriteLine("credentials | publish -> HTTP request p50 | p99 | p99.9 | max (ms) | publish -> relay p50 | p99");
int[] sizes = { 10, 200, 2000 };
double[][] p50 = sizes.Select(_ => new double[5]).ToArray();
for (int round = 0; round < 5; round++)
{
    for (int i = 0; i < sizes.Length; i++)
    {
        Result result = new Race(sizes[i]).Run(events);
        p50[i][round] = result.HttpMs(0.5);
        Console.WriteLine($"{sizes[i],11} | {result.HttpMs(0.5):F3} | {result.HttpMs(0.99):F3} | {result.HttpMs(0.999):F3} | {result.HttpMs(1):F3} | {result.RelayMs(0.5):F3} | {result.RelayMs(0.99):F3}");
    }
}

double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
Console.WriteLine();
Console.WriteLine($"median of the rounds' p50: 10 credentials {Median(p50[0]):F3} ms, 200: {Median(p50[1]):F3} ms, 2,000: {Median(p50[2]):F3} ms");
Console.WriteLine($"2,000 against 10: {Median(p50[2]) / Median(p50[0]):F2}x");
