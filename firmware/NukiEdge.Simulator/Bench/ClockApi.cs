using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace NukiEdge.Simulator.Bench;

/// <summary>
/// A clock to set, so that rules with times can be tried. Only the wall clock: deadlines, pulses and cool-downs go by the
/// other one, and do not notice.
/// </summary>
internal sealed class ClockApi
{
    private readonly Appliance _appliance;
    private readonly LiveFeed _feed;

    public ClockApi(Appliance appliance, LiveFeed feed)
    {
        _appliance = appliance;
        _feed = feed;
    }

    /// <summary>The endpoint.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapMethods("/api/clock", ["POST"], SetAsync);
    }

    /// <summary>utc: seconds since 1970; 0 takes the time away, as on a board before a time server has answered.</summary>
    private async Task SetAsync(HttpContext context)
    {
        Fields? fields = await BenchApi.FieldsAsync(context);
        if (fields is null)
        {
            return;
        }

        uint utc = fields.Number("utc", 0, uint.MaxValue);
        if (!fields.AreGood())
        {
            await Problem.WriteAsync(context, fields.Bad!);
            return;
        }

        _appliance.Clock.SetWall(utc == 0 ? null : utc);
        _feed.Poke();
        await BenchApi.AnswerAsync(context, null, null);
    }
}
