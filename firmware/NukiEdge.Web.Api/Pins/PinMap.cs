using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Web.Houses;

namespace NukiEdge.Web.Api.Pins;

/// <summary>The relays of the running house on the pins of a board: which is driven, and why another is not.</summary>
public sealed class PinMap
{
    private readonly House _house;

    /// <summary>For the house that runs.</summary>
    /// <param name="isReal">The relays hang on these pins; false on the PC, which only shows the board's table.</param>
    public PinMap(Board board, House house, bool isReal)
    {
        Board = board;
        _house = house;
        IsReal = isReal;
    }

    /// <summary>The board.</summary>
    public Board Board { get; }

    /// <summary>The relays hang on these pins.</summary>
    public bool IsReal { get; }

    /// <summary>Relays of the house.</summary>
    public int Count => _house.RelayNames.Count;

    /// <summary>GPIO of a relay, or -1 where neither house nor board has one.</summary>
    public int PinOf(int relay)
    {
        return HousePins.Of(_house, Board, relay);
    }

    /// <summary>Why a relay's pin stays closed; null where it is driven. What a house file was checked for may be otherwise on another board.</summary>
    public string WhyNot(int relay)
    {
        int pin = PinOf(relay);
        return pin < 0 ? "no pin" : HousePins.Twin(_house, Board, relay) >= 0 ? "another relay's" : Board.WhyNot(pin);
    }

    /// <summary>The first relay whose pin stays closed, or -1.</summary>
    public int FirstClosed()
    {
        for (int i = 0; i < Count; i++)
        {
            if (WhyNot(i) != null)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The relay that a GPIO drives, or -1.</summary>
    public int RelayOn(int pin)
    {
        for (int i = 0; i < Count; i++)
        {
            if (PinOf(i) == pin && WhyNot(i) == null)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Tells the log of each relay that does nothing.</summary>
    public void Note(EventLog log, long utcSeconds)
    {
        for (int i = 0; i < Count; i++)
        {
            if (WhyNot(i) != null)
            {
                int pin = PinOf(i);
                log.Add(EventLog.Note, utcSeconds);
                log.SetNote(NoteCode.PinUnfit, -1, -1, (uint)(i | (pin < 0 ? House.OwnPin : pin) << 8));
            }
        }
    }
}
