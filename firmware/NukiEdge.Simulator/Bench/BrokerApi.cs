using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace NukiEdge.Simulator.Bench;

/// <summary>
/// A broker to kill: it stops to listen and every lock loses its connection, as when its part of the program died. Started again,
/// the locks come back by themselves; left dead for a minute, the supervisor starts the whole appliance again.
/// </summary>
internal sealed class BrokerApi
{
    private readonly Appliance _appliance;
    private readonly LiveFeed _feed;
    private int _port;

    public BrokerApi(Appliance appliance, LiveFeed feed)
    {
        _appliance = appliance;
        _feed = feed;
    }

    /// <summary>The endpoint.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapMethods("/api/broker", ["POST"], SetAsync);
    }

    /// <summary>on: false kills it, true starts it again on the same port.</summary>
    private async Task SetAsync(HttpContext context)
    {
        Fields? fields = await BenchApi.FieldsAsync(context);
        if (fields is null)
        {
            return;
        }

        bool on = fields.Flag("on");
        if (!fields.AreGood())
        {
            await Problem.WriteAsync(context, fields.Bad!);
            return;
        }

        bool done = _appliance.Ask(() => on ? Start() : Kill());
        _feed.Poke();
        if (done)
        {
            await BenchApi.AnswerAsync(context, null, null);
        }
        else
        {
            await Problem.WriteAsync(context, StatusCodes.Status409Conflict, "somebody else took the port meanwhile");
        }
    }

    private bool Kill()
    {
        _port = _appliance.Broker.Port > 0 ? _appliance.Broker.Port : _port;
        _appliance.Broker.Stop();
        return true;
    }

    private bool Start()
    {
        return _appliance.Broker.Port > 0 || _appliance.Broker.Start(_port);
    }
}
