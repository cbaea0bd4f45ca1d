using System.Text.Json;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Sync;

/// <summary>
/// Counts the events of a run by name and second, so that those that Brevo lists can be compared with them: what Brevo has more of than the source was stored twice.
/// </summary>
internal sealed class EventCounts
{
    private readonly Dictionary<(string Name, long Second), long> _counts = [];
    private bool _isWithoutTime;

    /// <summary>Takes an event as it goes on the wire.</summary>
    public void Read(ReadOnlySpan<byte> json)
    {
        string? name = null;
        DateTimeOffset? time = null;
        var reader = new Utf8JsonReader(json);
        _ = reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var (isName, isTime) = (reader.ValueTextEquals("event_name"u8), reader.ValueTextEquals("event_date"u8));
            _ = reader.Read();
            if (isName)
            {
                name = reader.GetString();
            }
            else if (isTime && reader.TryGetDateTimeOffset(out var value))
            {
                time = value;
            }

            reader.Skip();
        }

        if (name is null || time is not { } known)
        {
            _isWithoutTime = true;
            return;
        }

        var key = (name, known.ToUnixTimeSeconds());
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
    }

    /// <summary>Lists the events of the time that the run was about.</summary>
    /// <returns>How many are stored more often than the source has them; <see langword="null"/> when that cannot be told, because events have no time of their own.</returns>
    public async Task<long?> CountDoubledAsync(BrevoEventsClient events, CancellationToken cancellationToken)
    {
        if (_isWithoutTime)
        {
            return null;
        }

        if (_counts.Count == 0)
        {
            return 0;
        }

        var stored = new Dictionary<(string Name, long Second), long>();
        var query = new EventQuery
        {
            EventNames = [.. _counts.Keys.Select(static key => key.Name).Distinct(StringComparer.Ordinal)],
            StartDate = DateTimeOffset.FromUnixTimeSeconds(_counts.Keys.Min(static key => key.Second)),
            EndDate = DateTimeOffset.FromUnixTimeSeconds(_counts.Keys.Max(static key => key.Second) + 1),
        };
        await foreach (var found in events.ListAsync(query, cancellationToken).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (found is { Name: { } name, Time: { } time } && _counts.ContainsKey((name, time.ToUnixTimeSeconds())))
            {
                var key = (name, time.ToUnixTimeSeconds());
                stored[key] = stored.GetValueOrDefault(key) + 1;
            }
        }

        return stored.Sum(pair => Math.Max(0, pair.Value - _counts[pair.Key]));
    }
}
