using System;
using System.Device.Gpio;
using NukiEdge.Core.Ports;

namespace NukiEdge.Device;

/// <summary>
/// The relay pins of a board. Opening a pin resets it, makes it an output and drives it low, in this order
/// (nf-interpreter, cpu_gpio.cpp): an active-high relay stays off, an active-low one would pulse.
/// </summary>
public sealed class BoardRelays : IRelays
{
    private readonly GpioPin[] _pins;
    private bool _isOver;

    /// <summary>Opens the pins and leaves every relay off. A pin that is not fit for a relay stays closed.</summary>
    public BoardRelays(GpioController gpio, Board board)
    {
        _pins = new GpioPin[board.RelayPins.Length];
        for (int i = 0; i < _pins.Length; i++)
        {
            int pin = board.RelayPins[i];
            PinVerdict verdict = PinCheck.ForRelay(board.Chip, board.HasEthernet, pin);
            if (verdict == PinVerdict.Fit)
            {
                _pins[i] = gpio.OpenPin(pin, PinMode.Output);
                _pins[i].Write(PinValue.Low);
            }
            else
            {
                Console.WriteLine($"Relay {i}: GPIO {pin} is not fit for a relay (PinVerdict {(int)verdict}); it is not used.");
            }
        }
    }

    /// <inheritdoc />
    public int Count => _pins.Length;

    /// <inheritdoc />
    public void Write(int relay, bool on)
    {
        if (_pins[relay] != null)
            _pins[relay].Write(on && !_isOver ? PinValue.High : PinValue.Low);
    }

    /// <summary>Switches every relay off: at start, on a fault, before a reboot.</summary>
    public void AllOff()
    {
        for (int i = 0; i < _pins.Length; i++)
            Write(i, false);
    }

    /// <summary>As <see cref="AllOff"/>, and none goes on again: for the supervisor, whose loop may wake up once more.</summary>
    public void AllOffForGood()
    {
        _isOver = true;
        AllOff();
    }
}
