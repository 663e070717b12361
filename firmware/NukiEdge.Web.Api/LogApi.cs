using NukiEdge.Core.Bytes;
using NukiEdge.Core.Log;
using NukiEdge.Net.Http;

namespace NukiEdge.Web.Api;

/// <summary>The log: the newest, what came after a number, and all of it as a download.</summary>
internal sealed class LogApi : IHttpHandler
{
    private const int Usual = 20, Most = 50;

    private static readonly byte[] After = Ascii.Of("after");
    private static readonly byte[] Limit = Ascii.Of("limit");
    private static readonly byte[] Csv = Ascii.Of("text/csv; charset=utf-8");
    private static readonly byte[] CsvFile = Ascii.Of("Content-Disposition: attachment; filename=\"nukiedge-log.csv\"");
    private static readonly byte[] JsonFile = Ascii.Of("Content-Disposition: attachment; filename=\"nukiedge-log.json\"");

    private readonly EventLog _log;
    private readonly RecordsText _records;
    private readonly ApiReply _out;
    private readonly byte[] _number = new byte[12];

    public LogApi(ApiParts parts, LogRecord record, ApiReply reply)
    {
        _log = parts.Edge.Log;
        _records = new RecordsText(parts, record, reply.Json);
        _out = reply;
    }

    /// <inheritdoc/>
    public void Handle(HttpRequest request, HttpReply reply)
    {
        if (request.Handler != ApiRoutes.Log)
        {
            bool isCsv = request.Handler == ApiRoutes.LogCsv;
            if (_out.Stream(reply, isCsv ? Csv : ApiReply.JsonType, _records))
            {
                reply.Extra = isCsv ? CsvFile : JsonFile;
                _records.Use(isCsv ? RecordsText.Csv : RecordsText.Bare, _log.Oldest, _log.Written);
            }

            return;
        }

        long after = Number(request, After, -1);
        long limit = Number(request, Limit, Usual);
        if (after < -1 || limit < 1 || limit > Most)
        {
            bool isLimit = after >= -1;
            _out.Refuse(reply, HttpStatus.BadRequest, isLimit ? "1 to 50" : "a record's number", isLimit ? "limit" : "after", isLimit ? Most : 0);
            return;
        }

        long from = after + 1 > _log.Written - limit ? after + 1 : _log.Written - limit;
        from = from < _log.Oldest ? _log.Oldest : from;
        if (_out.Stream(reply, ApiReply.JsonType, _records))
        {
            _records.Use(RecordsText.Framed, from, _log.Written);
        }
    }

    /// <summary>A number of the query; -2 for one that is none.</summary>
    private long Number(HttpRequest request, byte[] name, long usual)
    {
        int length = request.Parameter(name, _number);
        if (length < 0)
        {
            return usual;
        }

        long value = length == 0 || length > 9 ? -2 : 0;
        for (int i = 0; i < length && value >= 0; i++)
        {
            int digit = _number[i] - '0';
            value = digit < 0 || digit > 9 ? -2 : value * 10 + digit;
        }

        return value;
    }
}
