namespace NukiEdge.Simulator.Adapters;

/// <summary>How long each part of a request may take, ms; all of it together has the request's own time-out.</summary>
/// <param name="ConnectMs">Name and TCP connection.</param>
/// <param name="HandshakeMs">From ClientHello to the finished handshake: a second or two at the most on a PC.</param>
/// <param name="SilenceMs">Without a byte of the body.</param>
public sealed record CloudPatience(int ConnectMs = 10000, int HandshakeMs = 10000, int SilenceMs = 10000);
