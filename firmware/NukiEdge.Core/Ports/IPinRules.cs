namespace NukiEdge.Core.Ports;

/// <summary>Which pins of a board its relays may hang on.</summary>
public interface IPinRules
{
    /// <summary>GPIO of the board's own output of this place, or -1 where it has none.</summary>
    int Own(int relay);

    /// <summary>Why no relay may hang on a GPIO, in a word; null where one may.</summary>
    string WhyNot(int pin);
}
