using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>An object that a <see cref="StateTable{T}"/> keeps; a new instance replaces it at every change.</summary>
internal abstract record StoredState
{
    /// <summary>Unique within its table, also as text; given by the table.</summary>
    public long Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The object has been deleted; only seen in the log.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>The id as the API's texts have it.</summary>
    [JsonIgnore]
    public string IdText => Id.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The objects of one kind, by id; with a path they survive a restart. Thread-safe.</summary>
internal sealed class StateTable<T>(string? path, JsonTypeInfo<T> typeInfo, TimeProvider clock, long firstId) : IDisposable
    where T : StoredState
{
    private readonly object _gate = new();
    private readonly JsonLog<T> _log = new(path, typeInfo);
    private readonly SortedDictionary<long, T> _items = [];
    private long _lastId = firstId - 1;

    /// <summary>Reads the objects of earlier runs.</summary>
    public void Open()
    {
        foreach (var item in _log.Open(KeepLatest))
        {
            _lastId = Math.Max(_lastId, item.Id);
            if (!item.IsDeleted)
                _items[item.Id] = item;
        }
    }

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<T> All()
    {
        lock (_gate)
        {
            return [.. _items.Values];
        }
    }

    public T? Find(long id)
    {
        lock (_gate)
        {
            return _items.GetValueOrDefault(id);
        }
    }

    public T? Find(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Find(number) : null;

    public T? Find(Func<T, bool> match)
    {
        lock (_gate)
        {
            return _items.Values.FirstOrDefault(match);
        }
    }

    /// <summary>Adds an object under a new id, unless one is there that <paramref name="conflict"/> matches; then that is refused.</summary>
    /// <exception cref="TdException">409.</exception>
    public T Add(T template, Func<T, bool>? conflict = null, string? conflictMessage = null)
    {
        lock (_gate)
        {
            if (conflict is not null && _items.Values.Any(conflict))
                throw TdException.Conflict(conflictMessage ?? "The name has already been taken");
            var now = clock.GetUtcNow();
            return Keep(template with { Id = ++_lastId, CreatedAt = now, UpdatedAt = now });
        }
    }

    /// <summary>Changes an object; null when it is gone.</summary>
    public T? Change(long id, Func<T, T> change)
    {
        lock (_gate)
        {
            return _items.TryGetValue(id, out var item) ? Keep(change(item) with { UpdatedAt = clock.GetUtcNow() }) : null;
        }
    }

    public void Remove(long id)
    {
        lock (_gate)
        {
            if (_items.Remove(id, out var item))
                _log.Append(item with { IsDeleted = true });
        }
    }

    public void Dispose() => _log.Dispose();

    private T Keep(T item)
    {
        _items[item.Id] = item;
        _log.Append(item);
        return item;
    }

    /// <summary>The last one is kept even if it is deleted, so that no id comes a second time.</summary>
    private static List<T> KeepLatest(List<T> entries)
    {
        var latest = new SortedDictionary<long, T>();
        foreach (var entry in entries)
            latest[entry.Id] = entry;
        var last = latest.Count > 0 ? latest.Keys.Last() : 0;
        return [.. latest.Values.Where(entry => !entry.IsDeleted || entry.Id == last)];
    }
}
