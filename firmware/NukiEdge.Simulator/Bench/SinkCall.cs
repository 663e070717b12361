using System;

namespace NukiEdge.Simulator.Bench;

/// <summary>One HTTP call that reached the <see cref="CallSink"/>.</summary>
/// <param name="Number">Counts from 1 since the sink was started.</param>
/// <param name="Time">When its body had been read.</param>
/// <param name="Method">GET, POST ...</param>
/// <param name="Path">Path and query as they stood in the request.</param>
/// <param name="Headers">Content-Type, and the names of the headers that a scene added; a secret one without its value.</param>
/// <param name="Body">The body, at most 4 KB of it.</param>
/// <param name="SinceEventMs">Milliseconds since <see cref="CallSink.MarkEvent"/>, or null when that is long ago.</param>
public sealed record SinkCall(long Number, DateTimeOffset Time, string Method, string Path, string Headers, string Body,
    double? SinceEventMs);
