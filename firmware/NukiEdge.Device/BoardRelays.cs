using System;
using System.Device.Gpio;
using NukiEdge.Core.Ports;
using NukiEdge.Web.Api.Pins;

namespace NukiEdge.Device;

/// <summary>
/// The relay pins of a board. Opening a pin resets it, makes it an output and drives it low, in this order
/// (nf-interpreter, cpu_gpio.cpp): an active-high relay stays off, an active-low one would pulse. The board's own outputs are
/// opened first of all, before anybody knows the house; what the house has elsewhere follows. An output that the house does not use stays low.
/// </summary>
public sealed class BoardRelays : IRelays
{
    private readonly GpioController _gpio;
    private GpioPin[] _open = new GpioPin[0]; // all that were ever opened
    private GpioPin[] _pins; // by relay; null where there is none
    private bool _isOver;

    /// <summary>Opens the board's own outputs and leaves every relay off. A pin that is not fit for a relay stays closed.</summary>
    public BoardRelays(GpioController gpio, Board board)
    {
        _gpio = gpio;
        _pins = new GpioPin[board.RelayPins.Length];
        for (int i = 0; i < _pins.Length; i++)
            _pins[i] = Open(board.RelayPins[i], board.WhyNot(board.RelayPins[i]), i);
    }

    /// <inheritdoc />
    public int Count => _pins.Length;

    /// <summary>The relays are those of a house now. Before anything can switch one.</summary>
    public void Use(PinMap map)
    {
        GpioPin[] pins = new GpioPin[map.Count];
        for (int i = 0; i < pins.Length; i++)
            pins[i] = Open(map.PinOf(i), map.WhyNot(i), i);
        _pins = pins;
    }

    /// <inheritdoc />
    public void Write(int relay, bool on)
    {
        if (_pins[relay] != null)
            _pins[relay].Write(on && !_isOver ? PinValue.High : PinValue.Low);
    }

    /// <summary>Switches every relay off, and each output that was ever opened: at start, on a fault, before a reboot.</summary>
    public void AllOff()
    {
        GpioPin[] open = _open;
        for (int i = 0; i < open.Length; i++)
            open[i].Write(PinValue.Low);
    }

    /// <summary>As <see cref="AllOff"/>, and none goes on again: for the supervisor, whose loop may wake up once more.</summary>
    public void AllOffForGood()
    {
        _isOver = true;
        AllOff();
    }

    private GpioPin Open(int number, string whyNot, int relay)
    {
        if (whyNot != null)
        {
            Console.WriteLine("Relay " + relay.ToString() + " does nothing: GPIO " + number.ToString() + ", " + whyNot);
            return null;
        }
        for (int i = 0; i < _open.Length; i++)
        {
            if (_open[i].PinNumber == number)
                return _open[i];
        }
        GpioPin pin;
        try
        {
            pin = _gpio.OpenPin(number, PinMode.Output);
            pin.Write(PinValue.Low);
        }
        catch (Exception)
        {
            // A pin that the firmware keeps for itself: the box still starts, and opens with its other relays.
            Console.WriteLine("Relay " + relay.ToString() + " does nothing: GPIO " + number.ToString() + " cannot be opened");
            return null;
        }
        GpioPin[] open = new GpioPin[_open.Length + 1];
        Array.Copy(_open, open, _open.Length);
        open[_open.Length] = pin;
        _open = open;
        return pin;
    }
}
