using System.Device.Gpio;
using NukiEdge.Web.Api;
using NukiEdge.Web.Api.Pins;

namespace NukiEdge.Device;

/// <summary>The board's button, to ground.</summary>
public sealed class BoardButton : IButton
{
    // The ESP32's pins from 34 on have no pull-up (ESP32 datasheet, "GPIO matrix"): there the board has one of its own.
    private const int FirstWithoutPullUp = 34;

    private readonly GpioPin _pin;

    /// <summary>Opens the pin, which the board must have.</summary>
    public BoardButton(GpioController gpio, Board board)
    {
        bool hasPullUp = board.Chip != Chip.Esp32 || board.ButtonPin < FirstWithoutPullUp;
        _pin = gpio.OpenPin(board.ButtonPin, hasPullUp ? PinMode.InputPullUp : PinMode.Input);
    }

    /// <inheritdoc />
    public bool IsDown => (int)_pin.Read() == 0;
}
