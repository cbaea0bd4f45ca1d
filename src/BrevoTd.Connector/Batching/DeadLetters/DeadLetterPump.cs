using System.Collections.Concurrent;
using System.Threading.Channels;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>Hands letters to the user's sink, and settled records to the user's callback, away from whoever settles them. A record stays pending until its letter is written.</summary>
internal sealed class DeadLetterPump(BatchEngine engine, BatchWriterOptions options) : IAsyncDisposable
{
    private const int GroupSize = 256;

    private readonly Channel<(DeadLetter Letter, string? Key)> _channel = Channel.CreateUnbounded<(DeadLetter, string?)>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly CancellationTokenSource _abandoned = new();
    private readonly object _lock = new();
    private readonly List<TaskCompletionSource> _waiters = [];
    private readonly ConcurrentDictionary<(int Partition, bool Clears), string?> _partitions = new();
    private long _added;
    private long _written;
    private Task? _work;

    /// <summary>Whether keys are needed.</summary>
    public bool WantsText => options.OnSettled is not null || (options.DeadLetters is not null && options.DeadLetterKeys);

    /// <summary>Whether bodies are needed.</summary>
    public bool WantsBodies => options.DeadLetters is not null && options.DeadLetterBodies;

    /// <summary>Whether records of this outcome become letters.</summary>
    public bool Takes(RecordOutcome outcome) =>
        outcome switch
        {
            RecordOutcome.DeadLettered => options.DeadLetters is not null || options.OnSettled is not null,
            RecordOutcome.Rejected => options.DeadLetters is not null && options.DeadLetterRejected,
            RecordOutcome.Unverified => options.DeadLetters is not null && options.DeadLetterUnverified,
            _ => false,
        };

    /// <summary>What a letter says of its request. Only a letter with a body can be replayed.</summary>
    public string? PartitionText(int partition, bool clearsValues) =>
        WantsBodies
            ? _partitions.GetOrAdd(
                (partition, clearsValues),
                static (key, engine) => engine.DescribePartition(key.Partition, key.Clears),
                engine
            )
            : null;

    /// <summary>Takes a record that is pending; it is counted here, or as soon as its letter is written.</summary>
    public void Add(
        long number,
        string? key,
        RecordOutcome outcome,
        OutcomeCause cause,
        IReadOnlyList<MappingFailure> failures,
        byte[]? body = null,
        int attempts = 0,
        string? processId = null,
        string? partition = null
    )
    {
        if (!Takes(outcome))
        {
            engine.SettleWithoutLetter(outcome, cause);
            return;
        }

        var letter = new DeadLetter
        {
            SinkName = engine.SinkName,
            RecordNumber = number,
            Outcome = outcome,
            Cause = cause,
            Time = options.TimeProvider.GetUtcNow(),
            Key = options.DeadLetterKeys ? key : null,
            Attempts = attempts,
            ProcessId = processId,
            Partition = partition,
            Failures = failures,
            Body = body,
            Format = engine.Format,
        };
        lock (_lock)
        {
            _added++;
            _channel.Writer.TryWrite((letter, key));
            _work ??= Task.Run(WorkAsync);
        }
    }

    /// <summary>Completes when every letter so far is written or lost.</summary>
    public Task WaitUntilWrittenAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource waiter;
        lock (_lock)
        {
            if (_written == _added)
            {
                return Task.CompletedTask;
            }

            waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add(waiter);
        }

        return waiter.Task.WaitAsync(cancellationToken);
    }

    public Task AbandonAsync() => _abandoned.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        _channel.Writer.TryComplete();
        if (_work is not null)
        {
            await _work.ConfigureAwait(false);
        }

        _abandoned.Dispose();
    }

    private async Task WorkAsync()
    {
        var group = new List<(DeadLetter Letter, string? Key)>(GroupSize);
        while (await _channel.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            group.Clear();
            while (group.Count < GroupSize && _channel.Reader.TryRead(out var letter))
            {
                group.Add(letter);
            }

            var areLost = false;
            if (options.DeadLetters is { } sink)
            {
                try
                {
                    var letters = group.ConvertAll(static pair => pair.Letter);
                    await sink.WriteAsync(letters, _abandoned.Token).AsTask().WaitAsync(_abandoned.Token).ConfigureAwait(false);
                }
                catch (Exception exception)
                {
                    areLost = true;
                    engine.LetterSinkFailed(exception, group.Count);
                }
            }

            engine.SettleLetters(group, areLost);
            lock (_lock)
            {
                _written += group.Count;
                if (_written == _added)
                {
                    _waiters.ForEach(static waiter => waiter.TrySetResult());
                    _waiters.Clear();
                }
            }
        }
    }
}
