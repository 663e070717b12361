using System.Device.Gpio;
using NukiEdge.Core.Ports;
using NukiEdge.Web.Api.Pins;

namespace NukiEdge.Device;

/// <summary>
/// Changes the heartbeat pin and the status LED twice a second, from the loop itself: when the loop stands still, so do
/// they, and an external watchdog resets the board. nanoFramework has none on the ESP32 (targets.md section 0, 2).
/// </summary>
public sealed class BoardPulse : IPart
{
    private const long HalfPeriodUs = 500_000;

    private readonly GpioPin _heartbeat;
    private readonly GpioPin _statusLed;
    private long _nextUs;
    private bool _high;

    /// <summary>Opens the pins that the board has.</summary>
    public BoardPulse(GpioController gpio, Board board)
    {
        if (board.HeartbeatPin != Board.NoPin)
            _heartbeat = gpio.OpenPin(board.HeartbeatPin, PinMode.Output);
        if (board.StatusLedPin != Board.NoPin)
            _statusLed = gpio.OpenPin(board.StatusLedPin, PinMode.Output);
    }

    /// <inheritdoc />
    public long Step(long nowUs)
    {
        if (nowUs >= _nextUs)
        {
            _nextUs = nowUs + HalfPeriodUs;
            _high = !_high;
            if (_heartbeat != null)
                _heartbeat.Write(_high ? PinValue.High : PinValue.Low);
            if (_statusLed != null)
                _statusLed.Write(_high ? PinValue.High : PinValue.Low);
        }
        return _nextUs;
    }
}
