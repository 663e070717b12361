using NukiEdge.Core.Ports;

namespace NukiEdge.Net.Http;

/// <summary>A head is whole: may this request go on? One order of questions, from "do you mean me" to "who are you".</summary>
internal sealed class RequestChecks
{
    /// <summary>Requests on one connection; then it is closed, and what it may have gathered with it.</summary>
    internal const int MostRequests = 100;

    /// <summary>A route number that is a file: -2 is the first.</summary>
    internal const int FirstFile = -2;

    private readonly RouteTable _routes;
    private readonly IPageSource _pages;
    private readonly IAccess _access;
    private readonly HttpRequest _request;
    private readonly int _mostBody;

    public RequestChecks(RouteTable routes, IPageSource pages, IAccess access, HttpRequest request, int mostBody)
    {
        _routes = routes;
        _pages = pages;
        _access = access;
        _request = request;
        _mostBody = mostBody;
    }

    /// <summary>Does this role do for what a route takes?</summary>
    public static bool Suffices(int who, int needed)
    {
        return needed == Role.Nobody || (needed == Role.Machine ? who == Role.Machine : who >= needed && who != Role.Machine);
    }

    /// <summary>The status for a role that does not suffice.</summary>
    public static int Refusal(int who)
    {
        return who == Role.MustWait ? HttpStatus.TooManyRequests : who == Role.NotThere ? HttpStatus.NotFound : who == Role.Nobody ? HttpStatus.Unauthorized : HttpStatus.Forbidden;
    }

    /// <summary>Finds the route or file and asks everything that can be asked before the body.</summary>
    /// <returns>0, or the status to refuse with.</returns>
    public int Check(HttpConnection c)
    {
        if (++c.Requests >= MostRequests)
        {
            c.Set(HttpConnection.Closes);
        }

        if (!c.Has(HttpConnection.HasHost))
        {
            return HttpStatus.BadRequest;
        }

        int pathLength = HttpRequest.PathLengthOf(c);
        int route = _routes.Find(c.Method, c.Buffer, pathLength);
        bool isMachine = route >= 0 && _routes.WhoMay(route) == Role.Machine;
        bool isForeign = !c.Has(HttpConnection.OwnHost) || (c.Has(HttpConnection.HasOrigin) && !c.Has(HttpConnection.OwnOrigin));
        if (isForeign && !isMachine)
        {
            return HttpStatus.Forbidden;
        }

        if (route < 0)
        {
            return CheckFile(c, pathLength);
        }

        c.Route = route;
        int status = CheckBody(c, route);
        return status != 0 ? status : CheckWho(c, route);
    }

    private int CheckFile(HttpConnection c, int pathLength)
    {
        if (_routes.Methods(c.Buffer, pathLength) != 0)
        {
            return HttpStatus.MethodNotAllowed;
        }

        int file = _pages.Find(c.Buffer, 0, pathLength);
        if (file < 0)
        {
            return HttpStatus.NotFound;
        }

        if (c.Method != HttpVerb.Get && c.Method != HttpVerb.Head)
        {
            return HttpStatus.MethodNotAllowed;
        }

        c.Route = FirstFile - file;
        return HasBody(c) ? HttpStatus.ContentTooLarge : c.Has(HttpConnection.BadExpect) ? HttpStatus.ExpectationFailed : 0;
    }

    private int CheckBody(HttpConnection c, int route)
    {
        bool isStreamed = _routes.Has(route, RouteTable.StreamedBody);
        if (c.Length < 0 && !c.Has(HttpConnection.Chunked) && HttpVerb.HasBody(c.Method))
        {
            return HttpStatus.LengthRequired;
        }

        if (HasBody(c))
        {
            int most = isStreamed ? int.MaxValue - 1 : _routes.Has(route, RouteTable.JsonBody) ? _mostBody : 0;
            if (most == 0 || c.Length > most)
            {
                return HttpStatus.ContentTooLarge;
            }

            if (!c.Has(HttpConnection.IsJson))
            {
                return HttpStatus.UnsupportedMediaType;
            }
        }

        return c.Has(HttpConnection.BadExpect) ? HttpStatus.ExpectationFailed : 0;
    }

    private int CheckWho(HttpConnection c, int route)
    {
        c.Who = _access.Claim(_request.Of(c));
        return Suffices(c.Who, _routes.WhoMay(route)) ? 0 : Refusal(c.Who);
    }

    /// <summary>Does content follow the head?</summary>
    public static bool HasBody(HttpConnection c)
    {
        return c.Length > 0 || c.Has(HttpConnection.Chunked);
    }
}
