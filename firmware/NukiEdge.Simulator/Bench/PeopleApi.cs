using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NukiEdge.Web.People;

namespace NukiEdge.Simulator.Bench;

/// <summary>The routes of the panel "People": who is who, what the owner decides about it, and a table that is as old as one likes.</summary>
internal sealed class PeopleApi
{
    private const int LongestName = 64;
    private const uint MostHours = 10000;

    private readonly Appliance _appliance;
    private readonly RosterHand _hand;
    private readonly PeopleBook _book;

    public PeopleApi(Appliance appliance)
    {
        _appliance = appliance;
        _hand = new RosterHand(appliance);
        _book = new PeopleBook(appliance);
    }

    /// <summary>The endpoints.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapMethods("/api/people", ["GET"], AnswerAsync);
        Map(app, "sync", Sync);
        Map(app, "confirm", Confirm);
        Map(app, "join", Join);
        Map(app, "age", MakeOld);
    }

    private void Map(IEndpointRouteBuilder app, string name, Func<Fields, string?> act)
    {
        app.MapMethods("/api/people/" + name, ["POST"], async context =>
        {
            Fields? fields = await BenchApi.FieldsAsync(context);
            if (fields is null)
            {
                return;
            }

            string? fault = Guarded(() => act(fields), Ended);
            await (fields.Bad is null ? context.Response.WriteAsJsonAsync(new { fault }, context.RequestAborted)
                : Problem.WriteAsync(context, fields.Bad));
        });
    }

    private const string Ended = "the loop has ended";

    private async Task AnswerAsync(HttpContext context)
    {
        PeopleView? view = Guarded(() => _appliance.Ask(_book.Look), null);
        await (view is null ? Problem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, Ended)
            : context.Response.WriteAsJsonAsync(view, context.RequestAborted));
    }

    private T Guarded<T>(Func<T> ask, T otherwise)
    {
        try
        {
            return _appliance.HasEnded ? otherwise : ask();
        }
        catch (InvalidOperationException) when (_appliance.HasEnded)
        {
            return otherwise; // it ended while we asked
        }
    }

    private string? Sync(Fields fields)
    {
        return !fields.AreGood() || _hand.Ask() > 0 ? null : "no sync can be asked for now: see how it stands";
    }

    private string? Confirm(Fields fields)
    {
        string person = fields.Text("person", LongestName);
        return fields.AreGood() ? Words(_hand.Confirm(person)) : null;
    }

    private string? Join(Fields fields)
    {
        string person = fields.Text("person", LongestName);
        string into = fields.Text("into", LongestName);
        return fields.AreGood() ? Words(_hand.Join(person, into)) : null;
    }

    private string? MakeOld(Fields fields)
    {
        int hours = (int)fields.Number("hours", 1, MostHours);
        if (fields.AreGood())
        {
            _hand.MakeOld(hours);
        }

        return null;
    }

    private static string? Words(int result)
    {
        return result switch
        {
            OwnerDecisions.Done => null,
            OwnerDecisions.NoSuchPerson => "there is no such person any more",
            _ => "nothing waits to be decided there",
        };
    }
}
