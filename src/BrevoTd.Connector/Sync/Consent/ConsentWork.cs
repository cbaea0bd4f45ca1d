using System.Collections.Concurrent;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Sync;

/// <summary>Does a step's action to people, a few at a time, and marks those who are done.</summary>
internal sealed class ConsentWork(SyncContext context, string step, string set, ConsentAction action)
{
    private const int Concurrency = 4;
    private const int PeopleBetweenMarks = 100;
    private const int MaxFailuresInSequence = 5;

    private static readonly byte[] s_open = "{\"open\":true}"u8.ToArray();
    private static readonly byte[] s_closed = "{\"open\":false}"u8.ToArray();

    private readonly ConcurrentDictionary<string, long> _rejected = new(StringComparer.Ordinal);
    private readonly long _startedAt = context.Clock.GetTimestamp();
    private long _done;
    private long _failed;
    private long _requests;
    private int _failuresInSequence;
    private string? _failure;

    /// <summary>Whether everybody has their outcome. A refusal by Brevo is one; a way to Brevo that fails is not.</summary>
    public bool IsComplete => _failed == 0;

    public async Task<bool> ReadIsOpenAsync(CancellationToken cancellationToken) =>
        await context.Store.ReadDocumentAsync(context.Job, Document, cancellationToken).ConfigureAwait(false) is { } document
        && document.AsSpan().SequenceEqual(s_open);

    public Task WriteIsOpenAsync(bool isOpen, CancellationToken cancellationToken) =>
        context.Store.WriteDocumentAsync(context.Job, Document, isOpen ? s_open : s_closed, cancellationToken);

    public async Task ApplyAsync(IReadOnlyList<(ContactIdentifier Person, UInt128 Key)> people, CancellationToken cancellationToken)
    {
        foreach (var part in people.Chunk(PeopleBetweenMarks))
        {
            if (Volatile.Read(ref _failuresInSequence) >= MaxFailuresInSequence)
            {
                Interlocked.Add(ref _failed, part.Length);
                continue;
            }

            var marks = new ConcurrentBag<SyncMark>();
            var options = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken };
            try
            {
                await Parallel
                    .ForEachAsync(
                        part,
                        options,
                        async (one, token) =>
                        {
                            if (await ApplyAsync(one.Person, one.Key, token).ConfigureAwait(false))
                            {
                                marks.Add(new SyncMark(one.Key, ConsentMarks.Content(action, context.Clock.GetUtcNow())));
                            }
                        }
                    )
                    .ConfigureAwait(false);
            }
            finally
            {
                // Also when the run is cancelled: what was done is proved and marked.
                await KeepAsync(marks, CancellationToken.None).ConfigureAwait(false);
            }

            await BringBackNobodyAsync(part, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes out marks of people whom the source does not name any more: if it names them again, they are dealt with again.</summary>
    public async Task ForgetAsync(IReadOnlyList<UInt128> gone, CancellationToken cancellationToken)
    {
        if (gone.Count > 0)
        {
            await context
                .Store.WriteMarksAsync(set, [.. gone.Select(key => new SyncMark(key, null))], cancellationToken)
                .ConfigureAwait(false);
        }
    }

    public BatchWriteReport Report(ConsentPeople people, bool isSample)
    {
        var skipped = new Dictionary<string, long>(people.Skipped(), StringComparer.Ordinal);
        var accepted = people.ToDo.Count;
        if (isSample && accepted > 0)
        {
            skipped["not done for a sample"] = accepted;
            accepted = 0;
        }

        return new BatchWriteReport
        {
            SinkName = action.Target,
            StartedAt = context.StartedAt,
            Elapsed = context.Clock.GetElapsedTime(_startedAt),
            Read = people.Read,
            Skipped = people.Read - accepted,
            SkippedByReason = skipped,
            Accepted = accepted,
            Delivered = _done,
            Rejected = _rejected.Values.Sum(),
            RejectedByCause = new SortedDictionary<string, long>(_rejected, StringComparer.Ordinal),
            DeadLettered = _failed,
            DeadLetteredByCause =
                _failed == 0 ? new Dictionary<string, long>() : new Dictionary<string, long> { [OutcomeCause.Unreachable.Value] = _failed },
            Requests = _requests,
            StopReason = _failure,
        };
    }

    private string Document => "consent." + step;

    private async Task<bool> ApplyAsync(ContactIdentifier person, UInt128 key, CancellationToken cancellationToken)
    {
        try
        {
            Interlocked.Add(ref _requests, await action.ApplyAsync(context, person, key, cancellationToken).ConfigureAwait(false));
            Interlocked.Increment(ref _done);
            Volatile.Write(ref _failuresInSequence, 0);
            return true;
        }
        catch (ServiceException exception) when (!exception.IsTransient && exception is not CredentialsRejectedException)
        {
            _rejected.AddOrUpdate(exception.ErrorCode ?? OutcomeCause.Refused.Value, 1, static (_, count) => count + 1);
            Volatile.Write(ref _failuresInSequence, 0);
            return false;
        }
        catch (ConnectorException exception)
        {
            Interlocked.Increment(ref _failed);
            Interlocked.Increment(ref _failuresInSequence);
            _failure = exception.Message;
            return false;
        }
    }

    private async Task KeepAsync(ConcurrentBag<SyncMark> marks, CancellationToken cancellationToken)
    {
        if (!marks.IsEmpty)
        {
            await action.FlushAsync(context, step, cancellationToken).ConfigureAwait(false);
            await context
                .Store.WriteMarksAsync(set, [HashKeyGuard.MarkOf(context.Hash), .. marks], cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Somebody who was erased elsewhere meanwhile may have become a contact again by being blocklisted.</summary>
    private async Task BringBackNobodyAsync((ContactIdentifier Person, UInt128 Key)[] people, CancellationToken cancellationToken)
    {
        if (action is not BlocklistAction)
        {
            return;
        }

        await context.Tombstones.RefreshAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (person, key) in people)
        {
            if (!context.Tombstones.Contains(key))
            {
                continue;
            }

            try
            {
                await context.Brevo.Contacts.DeleteAsync(person, cancellationToken).ConfigureAwait(false);
            }
            catch (ServiceException exception) when (ConsentAction.IsAbsent(exception))
            {
                // Nobody came back.
            }
        }
    }
}
