using System;
using System.IO;
using System.Threading;
using NukiEdge.Connect.Cloud;
using NukiEdge.Core.Log;

namespace NukiEdge.Simulator.Adapters;

/// <summary>An answer's body as it comes from the network, watched: how long, how silent, how it ends.</summary>
internal sealed class CloudBody : IBody, IDisposable
{
    private readonly Stream _stream;
    private readonly CancellationToken _deadline;
    private readonly CancellationTokenSource _silence;
    private readonly int _silenceMs;
    private int _left;

    public CloudBody(Stream stream, int maxBytes, int silenceMs, CancellationToken deadline)
    {
        _stream = stream;
        _left = maxBytes;
        _silenceMs = silenceMs;
        _deadline = deadline;
        _silence = CancellationTokenSource.CreateLinkedTokenSource(deadline);
    }

    /// <inheritdoc/>
    public byte Fault { get; private set; }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int count)
    {
        if (Fault != SyncFault.None)
        {
            return 0;
        }

        try
        {
            _silence.CancelAfter(_silenceMs);
            int got = _stream.ReadAsync(buffer, offset, count, _silence.Token).GetAwaiter().GetResult();
            _left -= got;
            Fault = _left < 0 ? SyncFault.TooLarge : SyncFault.None;
            return _left < 0 ? 0 : got;
        }
        catch (OperationCanceledException)
        {
            Fault = _deadline.IsCancellationRequested ? SyncFault.TimedOut : SyncFault.Stalled;
        }
        catch (Exception)
        {
            Fault = SyncFault.BrokeOff; // shorter than announced, a reset, a record that was tampered with
        }

        return 0;
    }

    /// <summary>A body is read once.</summary>
    public void Rewind()
    {
    }

    public void Dispose()
    {
        _silence.Dispose();
        _stream.Dispose();
    }
}
