using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace NukiEdge.Simulator.Verbs;

/// <summary>Ctrl+C, or a polite kill: the program is asked to end and does so by itself.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _signals;

    public StopSignal()
    {
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask),
        ];
    }

    /// <summary>Was it asked?</summary>
    public bool IsAsked => _asked.IsCancellationRequested;

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }
    }

    private void Ask(PosixSignalContext context)
    {
        context.Cancel = true;
        _asked.Cancel();
    }
}
