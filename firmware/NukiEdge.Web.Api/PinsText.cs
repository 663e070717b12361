using NukiEdge.Core.Bytes;
using NukiEdge.Web.Api.Pins;

namespace NukiEdge.Web.Api;

/// <summary>GET /api/pins, a pin at a time.</summary>
internal sealed class PinsText : PiecedText
{
    private readonly PinMap _map;
    private int _pin;

    public PinsText(PinMap map, JsonWriter json)
        : base(json)
    {
        _map = map;
    }

    /// <inheritdoc/>
    protected override void Begin()
    {
        _pin = 0;
    }

    /// <inheritdoc/>
    protected override bool Next()
    {
        _pin++;
        return _pin < _map.Board.PinCount;
    }

    /// <inheritdoc/>
    protected override void Write()
    {
        if (_pin == 0)
        {
            Json.Open('{');
            Words("board", _map.Board.Name);
            Json.Field("pins");
            Json.Raw((byte)'[');
        }
        else
        {
            Json.Raw((byte)',');
        }

        string why = _map.Board.WhyNot(_pin);
        int relay = _map.RelayOn(_pin);
        string use = relay >= 0 ? "relay " + relay.ToString() : _map.Board.Use(_pin);
        Json.Open('{');
        Number("pin", _pin);
        Flag("fit", why == null);
        Words("why", why ?? "");
        if (use == null)
        {
            Number("use", -1);
        }
        else
        {
            Words("use", use);
        }

        Json.Close('}');
        if (_pin == _map.Board.PinCount - 1)
        {
            Json.Raw("]}");
        }
    }
}
