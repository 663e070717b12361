using System;
using System.Threading;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;

namespace NukiEdge.Connect.Cloud;

/// <summary>
/// One GET at the Nuki Web API. The loop fills it, the cloud's thread carries it out and calls <see cref="Finish"/>, the loop
/// takes it back. <see cref="_state"/> is the only thing that both touch: a late thread's answer waits there until the loop
/// drops it, and no other request starts before.
/// </summary>
public sealed class CloudRequest
{
    /// <summary>From start to the end of the body, ms: a list of 160 auths takes the board some 4 s to read, a stalled server is no faster.</summary>
    public const int UsualTimeoutMs = 30000;

    /// <summary>Largest body, bytes: 2,048 auths of 800 bytes, and as much again. Beyond it the answer is not what was asked for.</summary>
    public const int MaxBodyBytes = 4 * 1024 * 1024;

    private const string Bearer = "Bearer ";
    private const int Free = 0, Busy = 1, Finished = 2;

    private readonly byte[] _rest = new byte[1];
    private int _state;

    /// <summary>Path and query, as in /smartlock/auth.</summary>
    public string Path;

    /// <summary>The bearer token, printable ASCII. A copy: the owner may change the settings meanwhile.</summary>
    public readonly byte[] Token;

    /// <summary>Bytes of it.</summary>
    public int TokenLength;

    /// <summary>Reads the body, on the cloud's thread.</summary>
    public IAnswerReader Reader;

    /// <summary>Milliseconds for all of it.</summary>
    public int TimeoutMs = UsualTimeoutMs;

    /// <summary>A <see cref="SyncFault"/>. Valid once <see cref="IsFinished"/>, like all that follows.</summary>
    public byte Fault;

    /// <summary>HTTP status, 0 where no answer came.</summary>
    public int Status;

    /// <summary>The answer's Retry-After: seconds from then on, or since 1970 where it was a date; -1 without one.</summary>
    public long RetryAfterSeconds, RetryAtUtc;

    /// <summary>Ends of the server's certificate and of its root, seconds since 1970 UTC; -1 where the adapter cannot tell.</summary>
    public long CertificateEndsUtc, RootEndsUtc;

    /// <summary>A free request.</summary>
    public CloudRequest()
        : this(new byte[NukiWebSettings.MaxSecretBytes])
    {
    }

    /// <summary>One that shares its place for the token with another one: never both at a time.</summary>
    public CloudRequest(byte[] token)
    {
        Token = token;
    }

    /// <summary>Nobody works on it: the loop may fill it.</summary>
    public bool IsFree => _state == Free;

    /// <summary>The thread is through; the loop may read the result.</summary>
    public bool IsFinished => Interlocked.CompareExchange(ref _state, Finished, Finished) == Finished;

    /// <summary>Loop only: fills it with a question and marks it as handed over.</summary>
    public void Begin(string path, byte[] token, IAnswerReader reader)
    {
        Path = path;
        TokenLength = token.Length < Token.Length ? token.Length : Token.Length;
        Array.Copy(token, Token, TokenLength);
        Reader = reader;
        Fault = SyncFault.Unexpected;
        Status = 0;
        RetryAfterSeconds = RetryAtUtc = CertificateEndsUtc = RootEndsUtc = -1;
        Interlocked.Exchange(ref _state, Busy);
    }

    /// <summary>Loop only: the result was read, or dropped.</summary>
    public void Release()
    {
        Interlocked.Exchange(ref _state, Free);
    }

    /// <summary>Cloud's thread only, once per request, as its last act on it.</summary>
    public void Finish(byte fault)
    {
        Fault = fault;
        Interlocked.Exchange(ref _state, Finished);
    }

    /// <summary>Cloud's thread: the Authorization header (RFC 6750 section 2.1), or null where the token could not be one.</summary>
    public string Authorization()
    {
        char[] text = new char[Bearer.Length + TokenLength];
        Bearer.ToCharArray().CopyTo(text, 0);
        for (int i = 0; i < TokenLength; i++)
        {
            if (Token[i] <= ' ' || Token[i] > '~')
            {
                return null; // a line break in it would begin another header
            }

            text[Bearer.Length + i] = (char)Token[i];
        }

        return TokenLength == 0 ? null : new string(text);
    }

    /// <summary>Cloud's thread: takes the answer's head.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="contentType">Header of that name, or null.</param>
    /// <param name="contentEncoding">Header of that name, or null.</param>
    /// <param name="retryAfter">Header of that name, or null.</param>
    /// <param name="contentLength">Header of that name, or -1.</param>
    /// <returns>None: read the body (<see cref="Take"/>). Else the request's fault: the body is of no interest.</returns>
    public byte TakeHead(int status, string contentType, string contentEncoding, string retryAfter, long contentLength)
    {
        Status = status;
        RetryAfter.Read(retryAfter, this);
        byte fault = AnswerHead.FaultOf(status);
        return fault != SyncFault.None ? fault
            : !AnswerHead.IsJson(contentType) || !AnswerHead.IsPlain(contentEncoding) ? SyncFault.NotJsonType
            : contentLength > MaxBodyBytes ? SyncFault.TooLarge
            : SyncFault.None;
    }

    /// <summary>Cloud's thread: has the body read, and believes the reader only when the body really was whole.</summary>
    /// <returns>The request's fault.</returns>
    public byte Take(IBody body)
    {
        byte fault = Reader.Read(body);
        if (body.Fault != SyncFault.None)
        {
            return body.Fault; // whatever the reader made of a piece
        }

        if (fault != SyncFault.None)
        {
            return fault;
        }

        bool hasMore = body.Read(_rest, 0, 1) > 0;
        return body.Fault != SyncFault.None ? body.Fault : hasMore ? SyncFault.NotJson : SyncFault.None;
    }
}
