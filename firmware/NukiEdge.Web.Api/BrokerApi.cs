using NukiEdge.Core.Bytes;
using NukiEdge.Core.Flash;
using NukiEdge.Core.Houses;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;
using NukiEdge.Net.Http;
using NukiEdge.Net.Mqtt;
using NukiEdge.Web.Houses;

namespace NukiEdge.Web.Api;

/// <summary>Which broker the locks are at, from the next start on; and a try beforehand whether it works.</summary>
internal sealed class BrokerApi : IHttpHandler, IPart
{
    private static readonly string[] States = { "none", "asking", "ok", "failed" };

    private readonly ApiParts _parts;
    private readonly ApiAccess _access;
    private readonly ApiReply _out;
    private readonly BrokerTrial _trial = new BrokerTrial();

    public BrokerApi(ApiParts parts, ApiAccess access, ApiReply reply)
    {
        _parts = parts;
        _access = access;
        _out = reply;
    }

    private bool CanChange => _parts.FixedBroker == null && _parts.Stores != null;

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        return _trial.Step(nowUs);
    }

    /// <inheritdoc/>
    public void Handle(HttpRequest request, HttpReply reply)
    {
        switch (request.Handler)
        {
            case ApiRoutes.Broker:
                Write(reply);
                break;
            case ApiRoutes.BrokerTested:
                _out.Begin(reply, HttpStatus.Ok);
                _out.Text("state", States[_trial.State]);
                _out.Text("text", _trial.Text);
                _out.End();
                break;
            default:
                Take(request, reply);
                break;
        }
    }

    private void Write(HttpReply reply)
    {
        BrokerChoice kept = _parts.House.Broker;
        BrokerUrl url = _parts.FixedBroker;
        bool isExternal = url != null || kept.IsExternal;
        byte[] user = url == null ? kept.User : url.User;
        JsonWriter json = _out.Begin(reply, HttpStatus.Ok);
        _out.Text("kind", isExternal ? "external" : "built-in");
        _out.Text("host", url != null ? url.Host : kept.IsExternal ? kept.Host() : "");
        _out.Number("port", url != null ? url.Port : kept.Port);
        json.Field("user");
        json.Text(user == null ? new byte[0] : user);
        json.Field("hasPassword");
        json.Flag(url != null ? url.Password != null : kept.Password.Length > 0);
        json.Field("trusts");
        json.Flag(url != null ? _parts.TrustsFixedBroker : kept.Trusts);
        json.Field("canChange");
        json.Flag(CanChange);
        _out.End();
    }

    /// <summary>The same body is kept or tried.</summary>
    private void Take(HttpRequest request, HttpReply reply)
    {
        bool isTest = request.Handler == ApiRoutes.TestBroker;
        NewBroker read = new NewBroker(_parts, _access);
        HouseFields f = ApiBody.Of(request);
        if (!read.Read(f))
        {
            _out.Refuse(reply, f.Error);
            return;
        }

        if (isTest)
        {
            Test(read.Choice, reply);
        }
        else if (!_access.MayChange(_out, reply))
        {
            return; // it was refused
        }
        else if (!CanChange)
        {
            _out.Refuse(reply, HttpStatus.Conflict, _parts.Stores == null ? "nothing is kept here" : "the broker was chosen where this box was started");
        }
        else
        {
            Keep(read.Choice, reply);
        }
    }

    private void Test(BrokerChoice broker, HttpReply reply)
    {
        if (!broker.IsExternal || _parts.Dialers == null)
        {
            _out.Refuse(reply, HttpStatus.Conflict, broker.IsExternal ? "this box cannot try it" : "the built-in broker needs no test", "kind", 0);
            return;
        }

        _trial.Begin(broker, _parts.Dialers.To(broker.Host(), broker.Port), _parts.Clock.NowUs);
        reply.Done(HttpStatus.Accepted);
    }

    private void Keep(BrokerChoice broker, HttpReply reply)
    {
        _parts.House.Broker.Use(broker.Address, broker.Port, broker.User, broker.Password, broker.Trusts);
        _parts.Changed(StoreKind.Settings);
        _parts.Note(NoteCode.BrokerChosen, broker.Address);
        _out.Begin(reply, HttpStatus.Ok).Field("restart");
        _out.Json.Flag(true);
        _out.End();
    }
}
