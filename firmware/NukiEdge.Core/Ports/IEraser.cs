namespace NukiEdge.Core.Ports;

/// <summary>
/// Erases all that is kept: stores, log, files that wait for an import. A marker is written first and removed last, and a start that finds
/// it erases before it reads anything; so a power cut leaves the old state as it was, or none of it. No call throws.
/// </summary>
public interface IEraser
{
    /// <summary>Writes the marker: from here on the next start begins with nothing, whatever is saved until then.</summary>
    /// <returns>false when it could not be written; then everything stays.</returns>
    bool Begin();
}
