namespace NukiEdge.Core.Houses;

/// <summary>Whether the place of a person of whom nothing speaks may be given to somebody else.</summary>
public interface IPlaces
{
    /// <summary>False while something that is saved could still mean the person before.</summary>
    bool MayReusePlaces { get; }
}
