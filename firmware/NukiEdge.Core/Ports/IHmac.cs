namespace NukiEdge.Core.Ports;

/// <summary>HMAC-SHA256 (RFC 2104, RFC 6234): native on the board, .NET's on the PC.</summary>
public interface IHmac
{
    /// <summary>The 32 bytes of a MAC, in an array of their own.</summary>
    byte[] Of(byte[] key, byte[] data);
}
