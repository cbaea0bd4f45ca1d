using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Sync;

/// <summary>One run of a pull into its tables.</summary>
/// <remarks>
/// The order that makes it safe to kill: the store learns what is about to be sent, then it is sent, then the marks of it are written; the cursor behind the page is written together with what is
/// about to be sent of the next page. A run that finds a page announced makes the same rows of the same records again. Their ids are the same, so Treasure Data takes them for what they are.
/// </remarks>
internal sealed class PullLoad<T>(
    BrevoPull<T> pull,
    PullDefinition<T> definition,
    PullSource source,
    PullTarget target,
    ISyncStore store,
    string job
)
{
    private const int MaxFailuresKept = 100;
    private const int MaxTail = 32;
    private const int MarksPerWrite = 10_000;

    private readonly string _document = $"pull-{pull.Name}";
    private readonly string _marks = $"{job}.pull-{pull.Name}";
    private readonly List<MappingFailure> _failures = [];
    private readonly Dictionary<UInt128, int> _equal = [];
    private IReadOnlyList<PullOutput<T>> _outputs = [];
    private PullMemory _memory = new();
    private bool _resumed;
    private PullResult _result = new() { Pull = pull.Name };

    public async Task<PullResult> RunAsync(PullOptions options, IProgress<PullResult>? progress, CancellationToken cancellationToken)
    {
        var state = await ReadProgressAsync(cancellationToken).ConfigureAwait(false);
        _outputs = await definition.Outputs(source, cancellationToken).ConfigureAwait(false);
        source.KeepsJson = _outputs.Any(static output => output.Layout.HasRawJson);
        foreach (var output in _outputs)
        {
            await target.EnsureAsync(output.Layout, cancellationToken).ConfigureAwait(false);
        }

        await target.EnsureSweepsAsync(cancellationToken).ConfigureAwait(false);
        var wasInterrupted = state.Cursor.SweptAt is not null;
        state = await SweepAsync(state, options, progress, cancellationToken).ConfigureAwait(false);
        if (wasInterrupted && _resumed)
        {
            // That was the rest of an older sweep: what is new since then is still to be read.
            await SweepAsync(state, options, progress, cancellationToken).ConfigureAwait(false);
        }

        return _result;
    }

    /// <summary>Reads one sweep to its end.</summary>
    private async Task<PullProgress> SweepAsync(
        PullProgress state,
        PullOptions options,
        IProgress<PullResult>? progress,
        CancellationToken cancellationToken
    )
    {
        _memory = await PullMemory
            .LoadAsync(store, _marks, state.Parts.Count > 0 ? state.Page : null, cancellationToken)
            .ConfigureAwait(false);
        _equal.Clear();
        foreach (var tail in state.Tail)
        {
            _equal[UInt128.Parse(tail.Id, NumberStyles.HexNumber, CultureInfo.InvariantCulture)] = tail.Count;
        }

        var isFirst = true;
        var interrupted = state.Cursor.SweptAt;
        _resumed = interrupted is not null;
        await foreach (var step in pull.ReadAsync(source, state.Cursor, options, cancellationToken).ConfigureAwait(false))
        {
            if (isFirst && _resumed && interrupted != step.SweptAt)
            {
                // Another sweep than the one that was interrupted: what was announced of that one is not known.
                Doubt(state.Parts);
                (state, _resumed) = (state with { Parts = [], Rows = 0 }, false);
            }
            else if (isFirst && step.StartsWindow && state.Cursor.Token is not null)
            {
                // The part of the time that was interrupted is read anew, and what was sent of it is not remembered.
                _result = _result with
                {
                    PossiblyDoubled = _result.PossiblyDoubled + state.Rows,
                };
            }

            isFirst = false;
            _result = _result with { SweptAt = step.SweptAt, IsComplete = step.IsComplete };
            state = await StoreAsync(step, state, cancellationToken).ConfigureAwait(false);
            if (step.IsLast)
            {
                await EndSweepAsync(step, state, cancellationToken).ConfigureAwait(false);
                state = state with { Rows = 0, Tail = [] };
                await WriteProgressAsync(state, cancellationToken).ConfigureAwait(false);
            }

            _result = _result with { Calls = source.Calls, Failures = _failures };
            progress?.Report(_result);
        }

        return state;
    }

    /// <summary>Stores a page.</summary>
    /// <returns>The state behind it, which is not kept yet.</returns>
    private async Task<PullProgress> StoreAsync(PullStep<T> step, PullProgress state, CancellationToken cancellationToken)
    {
        if (step.StartsWindow)
        {
            _equal.Clear();
            if (!step.StartsAgain)
            {
                _memory.StartWindow();
            }
        }

        var marks = new List<SyncMark>();
        var fresh = Sift(step, state.Page, marks);
        var rows = state.Rows;
        var lastPulledAt = state.LastPulledAt;
        var parts = new List<PullPart>();
        var sent = 0;
        foreach (var part in state.Parts)
        {
            if (part.Records > fresh.Count - sent)
            {
                break;
            }

            var again = Encode(fresh, sent, part.Records, part.PulledAt, step.SweptAt);
            if (again.Hash != part.Hash)
            {
                break;
            }

            await SendAsync(again, cancellationToken).ConfigureAwait(false);
            _result = _result with { RepeatedRows = _result.RepeatedRows + again.RowCount };
            (sent, rows) = (sent + part.Records, rows + again.RowCount);
            parts.Add(part);
        }

        Doubt(state.Parts.Skip(parts.Count));
        if (sent < fresh.Count)
        {
            var pulledAt = PullSource.Trim(source.Now);
            pulledAt = pulledAt > lastPulledAt ? pulledAt : lastPulledAt.AddMilliseconds(1);
            var batch = Encode(fresh, sent, fresh.Count - sent, pulledAt, step.SweptAt);
            parts.Add(new PullPart(fresh.Count - sent, batch.Hash, pulledAt));
            (rows, lastPulledAt) = (rows + batch.RowCount, pulledAt);
            await WriteProgressAsync(state with { Cursor = step.At, Parts = parts, LastPulledAt = pulledAt }, cancellationToken)
                .ConfigureAwait(false);
            await SendAsync(batch, cancellationToken).ConfigureAwait(false);
        }

        foreach (var some in marks.Chunk(MarksPerWrite))
        {
            await store.WriteMarksAsync(_marks, some, cancellationToken).ConfigureAwait(false);
        }

        state = new PullProgress
        {
            Cursor = step.Next,
            Page = unchecked(state.Page + 1),
            Rows = rows,
            LastPulledAt = lastPulledAt,
            Tail = Tail(step),
        };
        if (fresh.Count == 0)
        {
            // Nothing announces itself on the next page's behalf.
            await WriteProgressAsync(state, cancellationToken).ConfigureAwait(false);
        }

        return state;
    }

    /// <summary>Takes out what was written before.</summary>
    private List<BrevoRecord<T>> Sift(PullStep<T> step, uint page, List<SyncMark> marks)
    {
        var fresh = new List<BrevoRecord<T>>(step.Records.Count);
        var duplicates = 0;
        for (var i = 0; i < step.Records.Count; i++)
        {
            var value = step.Records[i];
            var json = step.Json.Count > i ? step.Json[i] : null;
            if (definition.Key(value) is not { } key)
            {
                fresh.Add(new BrevoRecord<T>(value, default, default, null, json));
                continue;
            }

            var id = PullMemory.Hash(key);
            if (definition.CountsEqual)
            {
                var count = _equal[id] = _equal.GetValueOrDefault(id) + 1;
                id = count == 1 ? id : PullMemory.Hash(string.Create(CultureInfo.InvariantCulture, $"{id:x32} {count}"));
            }

            var rowId = definition.IsEvents ? id.ToString("x32", CultureInfo.InvariantCulture) : null;
            var record = new BrevoRecord<T>(value, default, default, rowId, json);
            var isKept = step.Horizon is { } horizon && definition.Time(value) is { } time && time >= horizon;
            var content = isKept && !definition.IsEvents ? PullMemory.Content(ContentOf(record), page) : PullMemory.Content(0, page);
            // A complete sweep writes every record, so that those that are gone can be told.
            var isKnown = _memory.Knows(id, content) && (definition.IsEvents || definition.MayRepeat || !step.IsComplete);
            if (isKept)
            {
                if (!isKnown)
                {
                    marks.Add(new SyncMark(id, content));
                }

                _memory.Keep(id, content);
            }

            if (definition.MayRepeat)
            {
                _memory.KeepForRun(id);
            }

            if (isKnown)
            {
                duplicates++;
            }
            else
            {
                fresh.Add(record);
            }
        }

        _result = _result with { Read = _result.Read + step.Records.Count, Duplicates = _result.Duplicates + duplicates };
        return fresh;
    }

    private UInt128 ContentOf(BrevoRecord<T> record)
    {
        var rows = _outputs.Select(static _ => new PullRows()).ToList();
        for (var i = 0; i < _outputs.Count; i++)
        {
            _ = _outputs[i].Encode(in record, 0, rows[i]);
        }

        return PullMemory.Hash(rows.SelectMany(static some => some.Bytes.ToArray()).ToArray());
    }

    private EncodedPart Encode(List<BrevoRecord<T>> records, int start, int count, DateTimeOffset pulledAt, DateTimeOffset sweptAt)
    {
        var part = new EncodedPart([.. _outputs.Select(static _ => new PullRows())]);
        for (var i = start; i < start + count; i++)
        {
            var record = records[i] with { PulledAt = pulledAt, SweptAt = sweptAt };
            var worst = EncodeOutcome.Encoded;
            for (var output = 0; output < _outputs.Count; output++)
            {
                var encoded = _outputs[output].Encode(in record, i + 1, part.Rows[output]);
                if (encoded.Outcome == EncodeOutcome.Failed)
                {
                    part.Failures.AddRange(encoded.Failures);
                    worst = EncodeOutcome.Failed;
                }
                else if (worst == EncodeOutcome.Encoded)
                {
                    worst = encoded.Outcome;
                }
            }

            _ = worst switch
            {
                EncodeOutcome.Encoded => part.Written++,
                EncodeOutcome.Failed => part.Rejected++,
                _ => part.Skipped++,
            };
        }

        return part;
    }

    private async Task SendAsync(EncodedPart part, CancellationToken cancellationToken)
    {
        for (var i = 0; i < _outputs.Count; i++)
        {
            await target.ImportAsync(_outputs[i].Layout.Name, part.Rows[i], cancellationToken).ConfigureAwait(false);
        }

        _failures.AddRange(part.Failures.Take(MaxFailuresKept - _failures.Count));
        _result = _result with
        {
            Written = _result.Written + part.Written,
            Rejected = _result.Rejected + part.Rejected,
            Skipped = _result.Skipped + part.Skipped,
            Rows = _result.Rows + part.RowCount,
        };
    }

    private async Task EndSweepAsync(PullStep<T> step, PullProgress state, CancellationToken cancellationToken)
    {
        foreach (var output in _outputs)
        {
            await target
                .NoteSweepAsync(
                    new PullTarget.SweepRow(pull.Name, output.Layout.Name, step.SweptAt, step.IsComplete, state.Rows),
                    cancellationToken
                )
                .ConfigureAwait(false);
        }

        // A run that was interrupted saw the rest of the time only.
        if (!_resumed && step.Horizon is not null)
        {
            foreach (var some in _memory.Outdated().Chunk(MarksPerWrite))
            {
                await store.WriteMarksAsync(_marks, some, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Events at the end of a page that may have equals on the next one: they happened at the same time as the last.</summary>
    private List<PullTail> Tail(PullStep<T> step)
    {
        if (!definition.CountsEqual || step.Records.Count == 0)
        {
            return [];
        }

        var last = definition.Time(step.Records[^1]);
        return
        [
            .. step
                .Records.Reverse()
                .TakeWhile(record => definition.Time(record) == last)
                .Select(record => PullMemory.Hash(definition.Key(record) ?? ""))
                .Distinct()
                .Take(MaxTail)
                .Select(id => new PullTail(id.ToString("x32", CultureInfo.InvariantCulture), _equal.GetValueOrDefault(id))),
        ];
    }

    private void Doubt(IEnumerable<PullPart> parts) =>
        _result = _result with { PossiblyDoubled = _result.PossiblyDoubled + parts.Sum(static part => (long)part.Records) };

    private async Task<PullProgress> ReadProgressAsync(CancellationToken cancellationToken)
    {
        var content = await store.ReadDocumentAsync(job, _document, cancellationToken).ConfigureAwait(false);
        if (content is null)
        {
            return new PullProgress();
        }

        try
        {
            return JsonSerializer.Deserialize(content, PullJsonContext.Default.PullProgress) ?? new PullProgress();
        }
        catch (JsonException exception)
        {
            throw new InvalidOperationException(
                $"The document {_document} of the job {job} is no state of a pull. Look at the store, or choose another name for the job to read everything anew.",
                exception
            );
        }
    }

    private Task WriteProgressAsync(PullProgress state, CancellationToken cancellationToken) =>
        store.WriteDocumentAsync(
            job,
            _document,
            JsonSerializer.SerializeToUtf8Bytes(state, PullJsonContext.Default.PullProgress),
            cancellationToken
        );

    private sealed class EncodedPart(IReadOnlyList<PullRows> rows)
    {
        public IReadOnlyList<PullRows> Rows { get; } = rows;

        public List<MappingFailure> Failures { get; } = [];

        public long Written { get; set; }

        public long Rejected { get; set; }

        public long Skipped { get; set; }

        public long RowCount => Rows.Sum(static some => (long)some.Count);

        public string Hash
        {
            get
            {
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                foreach (var some in Rows)
                {
                    hash.AppendData(some.Bytes.Span);
                }

                return Convert.ToHexString(hash.GetHashAndReset(), 0, 16);
            }
        }
    }
}
