namespace NukiEdge.Web.Api;

/// <summary>The button at the box. Read as it is just now, with all its bounces; no call throws or waits.</summary>
public interface IButton
{
    /// <summary>It is pressed.</summary>
    bool IsDown { get; }
}
