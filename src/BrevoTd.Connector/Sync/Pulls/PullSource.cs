using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Sync;

/// <summary>The client as a pull uses it.</summary>
internal sealed class PullSource
{
    private readonly PullTransport? _transport;

    public PullSource(BrevoClient brevo)
    {
        PullTransport? transport = null;
        Client = brevo.Over(inner => transport = new PullTransport(inner));
        _transport = transport;
    }

    /// <summary>The client; a fake stays as it is.</summary>
    public BrevoClient Client { get; }

    public long Calls => _transport?.Calls ?? 0;

    public bool KeepsJson
    {
        get => _transport?.KeepsJson ?? false;
        set
        {
            if (_transport is not null)
            {
                _transport.KeepsJson = value;
            }
        }
    }

    private TimeProvider Clock => _transport?.Clock ?? TimeProvider.System;

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>A moment by Brevo's clock that lies before the first answer since <see cref="Mark"/>.</summary>
    public DateTimeOffset Marked => Trim(_transport?.Marked ?? Now);

    public void Mark() => _transport?.Mark();

    /// <summary>The JSON of each record, found by its key.</summary>
    public IReadOnlyList<JsonElement?> JsonOf<T>(IReadOnlyList<T> records, Func<T, string?> key, JsonTypeInfo<T> type)
    {
        if (!KeepsJson)
        {
            return [];
        }

        var found = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var element in _transport!.TakeJson())
        {
            if (element.ValueKind == JsonValueKind.Object && element.Deserialize(type) is { } record && key(record) is { } name)
            {
                found[name] = element;
            }
        }

        return [.. records.Select(record => key(record) is { } name && found.TryGetValue(name, out var json) ? json : (JsonElement?)null)];
    }

    /// <summary>Whole milliseconds: what goes into a query, a document and a row.</summary>
    public static DateTimeOffset Trim(DateTimeOffset moment) => DateTimeOffset.FromUnixTimeMilliseconds(moment.ToUnixTimeMilliseconds());
}
