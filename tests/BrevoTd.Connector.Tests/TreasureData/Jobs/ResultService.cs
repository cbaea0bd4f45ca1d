using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.TreasureData;

/// <summary>A service with one finished job, whose result is given out over connections that fail as told. After the last one told, all are whole.</summary>
internal sealed class ResultService(ResultObject first, params IEnumerable<Connection> connections) : IServiceTransport
{
    private readonly Queue<Connection> _connections = new(connections);
    private readonly object _gate = new();
    private ResultObject _object = first;

    public const string JobId = "900100200";

    /// <summary>Size that the job announces; <see langword="null"/> for none.</summary>
    public long? AnnouncedSize { get; init; } = first.Gzip.Length;

    /// <summary>Whether the job announces the size of the object that lies there when it is looked at.</summary>
    public bool AnnouncesCurrent { get; init; }

    public long? AnnouncedRecords { get; init; } = first.Rows.Count;

    /// <summary>The <c>Range</c> and <c>If-Range</c> headers of each request for the result.</summary>
    public List<(string? Range, string? IfRange)> Requests { get; } = [];

    public Task<HttpResponseMessage> SendForStreamAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        Assert.Equal($"v3/job/result/{JobId}?format=msgpack.gz", request.Path);
        var range = request.Headers.SingleOrDefault(header => header.Key == "Range").Value;
        var condition = request.Headers.SingleOrDefault(header => header.Key == "If-Range").Value;
        Connection connection;
        ResultObject current;
        lock (_gate)
        {
            Requests.Add((range, condition));
            connection = _connections.Count > 0 ? _connections.Dequeue() : new Connection();
            current = _object = connection.Object ?? _object;
        }

        var whole = current.Gzip;
        if (range is null || connection.IgnoresRange || (condition is not null && condition != current.Tag))
        {
            return Task.FromResult(Respond(connection, current, 0, whole.Length, HttpStatusCode.OK));
        }

        var bounds = range["bytes=".Length..].Split('-');
        var from = int.Parse(bounds[0], CultureInfo.InvariantCulture);
        var end = bounds[1].Length > 0 ? Math.Min(int.Parse(bounds[1], CultureInfo.InvariantCulture) + 1, whole.Length) : whole.Length;
        return from < whole.Length
            ? Task.FromResult(Respond(connection, current, from, end, HttpStatusCode.PartialContent))
            : throw new ServiceException(
                "Treasure Data",
                request.Operation.Name,
                HttpStatusCode.RequestedRangeNotSatisfiable,
                "no such range"
            );
    }

    public Task<T> SendAsync<T>(ServiceRequest request, JsonTypeInfo<T> answerType, CancellationToken cancellationToken)
    {
        var size = AnnouncesCurrent ? _object.Gzip.Length : AnnouncedSize;
        var json = $$"""
            {"job_id":"{{JobId}}","status":"success","result_size":{{size?.ToString(CultureInfo.InvariantCulture) ?? "null"}},
             "num_records":{{AnnouncedRecords?.ToString(CultureInfo.InvariantCulture)
                ?? "null"}},"hive_result_schema":"[[\"id\",\"bigint\"],[\"name\",\"varchar\"]]"}
            """;
        return Task.FromResult(JsonSerializer.Deserialize(json, answerType)!);
    }

    public Task SendAsync(ServiceRequest request, CancellationToken cancellationToken) => throw new InvalidOperationException(request.Path);

    public Task<ServiceAnswer> SendForAnswerAsync(
        ServiceRequest request,
        IReadOnlyCollection<HttpStatusCode> accepted,
        CancellationToken cancellationToken
    ) => throw new InvalidOperationException(request.Path);

    public T Read<T>(ServiceRequest request, ServiceAnswer answer, JsonTypeInfo<T> answerType) =>
        throw new InvalidOperationException(request.Path);

    public ServiceException Refuse(ServiceRequest request, ServiceAnswer answer) => throw new InvalidOperationException(request.Path);

    private static HttpResponseMessage Respond(Connection connection, ResultObject served, int from, int end, HttpStatusCode status)
    {
        var body = served.Gzip[from..end];
        if (connection.FlipAt is { } flip && flip < body.Length)
        {
            body[flip] ^= 0x10;
        }

        var cut = Math.Min(connection.CutAfter ?? body.Length, body.Length);
        var response = new HttpResponseMessage(status)
        {
            Content = new StreamContent(
                new BreakingStream(body[..cut], breaks: cut < body.Length && !connection.CutSilently, connection.Hangs)
            ),
        };
        if (!connection.HidesTag)
        {
            response.Headers.ETag = new EntityTagHeaderValue(served.Tag);
        }

        // The stub's content must not work a length out by itself.
        response.Content.Headers.ContentLength = connection.HidesLength ? null : body.Length;
        if (status == HttpStatusCode.PartialContent)
        {
            response.Content.Headers.ContentRange = new ContentRangeHeaderValue(from, end - 1, served.Gzip.Length);
        }

        return response;
    }

    /// <summary>Gives its bytes in pieces, and then ends or breaks.</summary>
    private sealed class BreakingStream(byte[] data, bool breaks, bool hangs) : Stream
    {
        private const int Piece = 4096;

        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (hangs && _position == data.Length)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            return await base.ReadAsync(buffer, cancellationToken);
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Math.Min(Math.Min(count, Piece), data.Length - _position);
            if (read == 0 && breaks)
            {
                throw new HttpIOException(HttpRequestError.ResponseEnded, "cut by the test");
            }

            data.AsSpan(_position, read).CopyTo(buffer.AsSpan(offset));
            _position += read;
            return read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
