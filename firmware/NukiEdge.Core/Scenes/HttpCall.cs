using System.Threading;

namespace NukiEdge.Core.Scenes;

/// <summary>
/// One HTTP call, rendered and ready to go. The loop fills it, one caller thread carries it out and calls
/// <see cref="Finish"/>, the loop takes it back. <see cref="_state"/> is the only thing both sides touch.
/// </summary>
public sealed class HttpCall
{
    /// <summary>Methods, as stored in a scene image.</summary>
    public const byte Get = 0, Post = 1, Put = 2, Patch = 3, Delete = 4, Head = 5;

    /// <summary>Results below zero: nothing came back. Waiting: the target refused its login or was too busy a moment ago. From 100 on a result is the HTTP status.</summary>
    public const int Refused = -1, TimedOut = -2, Broken = -3, BadAnswer = -4, Skipped = -5, TooLong = -6,
        Waiting = -7;

    private const int Free = 0, Busy = 1, Finished = 2;

    private int _state;

    /// <summary>URL, then header lines (each "Name: value" and CR LF), then the body, without gaps.</summary>
    public readonly byte[] Text;

    /// <summary>Lengths of the three pieces of <see cref="Text"/>.</summary>
    public int UrlLength, HeadersLength, BodyLength;

    /// <summary>Where it goes, as in its URL: the host, most significant byte first, and the port.</summary>
    public uint Address;
    public int Port;

    /// <summary>One of <see cref="Get"/> to <see cref="Head"/>.</summary>
    public byte Method;

    /// <summary>From start to the end of the answer's head, 100 to 30,000 ms.</summary>
    public int TimeoutMs;

    /// <summary>HTTP status or one of the constants below zero. Valid once <see cref="IsFinished"/>.</summary>
    public int Result;

    /// <summary>A call with room for <paramref name="bytes"/> of text (<see cref="Limits.CallBytes"/>).</summary>
    public HttpCall(int bytes)
    {
        Text = new byte[bytes];
    }

    /// <summary>Nobody works on it: the loop may fill it.</summary>
    public bool IsFree => _state == Free;

    /// <summary>The thread is through; the loop may read <see cref="Result"/>.</summary>
    public bool IsFinished => Interlocked.CompareExchange(ref _state, Finished, Finished) == Finished;

    /// <summary>Loop only: filled, about to be handed to the caller.</summary>
    public void MarkBusy()
    {
        Interlocked.Exchange(ref _state, Busy);
    }

    /// <summary>Loop only: the result was read.</summary>
    public void Release()
    {
        Interlocked.Exchange(ref _state, Free);
    }

    /// <summary>Caller thread only, once per call.</summary>
    /// <param name="result">HTTP status, or one of the constants below zero.</param>
    public void Finish(int result)
    {
        Result = result;
        Interlocked.Exchange(ref _state, Finished);
    }
}
