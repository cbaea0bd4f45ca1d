using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Http;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Sync;

/// <summary>A client's transport that counts calls, learns Brevo's time from its answers, and keeps the JSON of listed records when asked to.</summary>
internal sealed class PullTransport(IServiceTransport inner) : IServiceTransport
{
    /// <summary>How wrong this machine's clock may be where Brevo does not tell the time.</summary>
    private static readonly TimeSpan s_clockAllowance = TimeSpan.FromMinutes(15);

    private readonly List<JsonElement> _elements = [];
    private DateTimeOffset? _marked;
    private long _calls;

    public object Account => inner.Account;

    public TimeProvider Clock => inner.Clock;

    public ILogger Logger => inner.Logger;

    public long Calls => Interlocked.Read(ref _calls);

    public bool KeepsJson { get; set; }

    /// <summary>The next answer decides what <see cref="Marked"/> is.</summary>
    public void Mark() => _marked = null;

    /// <summary>A moment by Brevo's clock that surely lies before the first answer since <see cref="Mark"/> was made.</summary>
    public DateTimeOffset Marked => _marked ?? Clock.GetUtcNow() - s_clockAllowance;

    /// <summary>The records listed since the last call, as they came.</summary>
    public IReadOnlyList<JsonElement> TakeJson()
    {
        JsonElement[] taken = [.. _elements];
        _elements.Clear();
        return taken;
    }

    public async Task<T> SendAsync<T>(ServiceRequest request, JsonTypeInfo<T> answerType, CancellationToken cancellationToken)
    {
        var answer = await SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        var value = inner.Read(request, answer, answerType);
        if (KeepsJson)
        {
            Keep(answer.Body);
        }

        return value;
    }

    public Task SendAsync(ServiceRequest request, CancellationToken cancellationToken) => inner.SendAsync(request, cancellationToken);

    public async Task<ServiceAnswer> SendForAnswerAsync(
        ServiceRequest request,
        IReadOnlyCollection<HttpStatusCode> accepted,
        CancellationToken cancellationToken
    )
    {
        var before = Clock.GetUtcNow();
        var answer = await inner.SendForAnswerAsync(request, accepted, cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref _calls);

        // The header has whole seconds, and was written at any time while the call lasted.
        _marked ??= answer.Headers.Date is { } date
            ? date - (Clock.GetUtcNow() - before) - TimeSpan.FromSeconds(1)
            : before - s_clockAllowance;
        return answer;
    }

    public Task<HttpResponseMessage> SendForStreamAsync(ServiceRequest request, CancellationToken cancellationToken) =>
        inner.SendForStreamAsync(request, cancellationToken);

    public T Read<T>(ServiceRequest request, ServiceAnswer answer, JsonTypeInfo<T> answerType) => inner.Read(request, answer, answerType);

    public ServiceException Refuse(ServiceRequest request, ServiceAnswer answer) => inner.Refuse(request, answer);

    private void Keep(ReadOnlyMemory<byte> body)
    {
        var bytes = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        using var document = JsonDocument.Parse(bytes);
        if (List(document.RootElement) is { } list)
        {
            _elements.AddRange(list.EnumerateArray().Select(static element => element.Clone()));
        }
    }

    /// <summary>The records of an answer: its array, or the one array among its members.</summary>
    private static JsonElement? List(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return root;
        }

        if (root.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in root.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.Array)
                {
                    return member.Value;
                }
            }
        }

        return null;
    }
}
