namespace NukiEdge.Web.Api.Pins;

/// <summary>The chips of the boards in <see cref="Board"/>.</summary>
public enum Chip
{
    /// <summary>ESP32, any revision.</summary>
    Esp32,

    /// <summary>ESP32-S3.</summary>
    Esp32S3,
}
