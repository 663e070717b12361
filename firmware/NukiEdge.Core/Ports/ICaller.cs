using NukiEdge.Core.Scenes;

namespace NukiEdge.Core.Ports;

/// <summary>
/// One thread that makes one scene's HTTP call at a time. It owns no state: it takes a filled
/// <see cref="HttpCall"/> and hands back a result. The loop, not the thread, decides when the deadline is over.
/// </summary>
public interface ICaller
{
    /// <summary>
    /// Starts the call and returns at once. When it is over the adapter calls <see cref="HttpCall.Finish"/>
    /// from its thread, once, and wakes the loop (<see cref="ISockets.Wake"/>).
    /// </summary>
    void Start(HttpCall call);
}
