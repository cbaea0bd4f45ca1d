using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Batching;

/// <summary>Finds imported contacts with as few calls as possible, and compares them with what was sent.</summary>
internal sealed class ContactLookup(
    BrevoContactsClient contacts,
    BrevoAttributesClient attributes,
    ContactImportWriterOptions options,
    ILogger log
)
{
    private const int PageSize = 1_000;
    private const int ConcurrentCalls = 4;

    /// <summary>How far a sweep reaches back before its imports, when the service's clock is known (it tells its time to the second) and when it is not.</summary>
    private static readonly TimeSpan s_sweepMargin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_unknownClockMargin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>How long before its import was acknowledged a contact may have been created and still count as created by it.</summary>
    private static readonly TimeSpan s_createdMargin = TimeSpan.FromSeconds(5);

    private Task<AttributeComparison>? _reading;
    private AttributeComparison? _comparison;
    private long _clockOffset;
    private volatile bool _knowsClock;

    public VerificationTally Tally { get; } = new(options.Verification);

    /// <summary>
    /// Looks for all delivered records of some batches: first among the contacts that changed since, then in their list (an update that changes nothing may leave no trace), then one by one. No step makes more
    /// calls than asking for each contact would.
    /// </summary>
    public async Task SweepAsync(IReadOnlyList<AwaitedBatch> batches, CancellationToken cancellationToken)
    {
        var awaited = new AwaitedContacts();
        foreach (var batch in batches)
        {
            awaited.Add(batch);
        }

        var requests = batches[0].Records.Requests;
        var lists = batches.SelectMany(static batch => batch.Settings.ListIds).Distinct().Take(2).ToList();
        long? list = lists.Count == 1 ? lists[0] : null;
        try
        {
            await ReadDefinitionsAsync(requests, cancellationToken).ConfigureAwait(false);
            var acceptedAt = batches.Min(static batch => batch.Records.AcceptedAt);
            await SweepAsync(awaited, acceptedAt, list, requests, cancellationToken).ConfigureAwait(false);
            if (awaited.Left > PageSize && list is not null)
            {
                await SweepAsync(awaited, null, list, requests, cancellationToken).ConfigureAwait(false);
            }

            await FindOneByOneAsync([.. awaited.NotFound], cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectorException exception)
        {
            Abandon(awaited.NotFound, exception);
        }
        finally
        {
            Abandon(awaited.NotFound);
        }
    }

    /// <summary>Asks for some contacts by themselves. One that is not there is asked for a second time, because a service may need a moment.</summary>
    public async Task FindOneByOneAsync(IReadOnlyList<AwaitedContact> wanted, CancellationToken cancellationToken)
    {
        if (wanted.Count == 0)
        {
            return;
        }

        try
        {
            await ReadDefinitionsAsync(wanted[0].Batch.Records.Requests, cancellationToken).ConfigureAwait(false);
            var missing = await AskAsync(wanted, cancellationToken).ConfigureAwait(false);
            if (missing.Count > 0)
            {
                await Task.Delay(options.FirstLook, options.TimeProvider, cancellationToken).ConfigureAwait(false);
                missing = await AskAsync(missing, cancellationToken).ConfigureAwait(false);
            }

            foreach (var each in missing.SelectMany(static contact => contact.NotDone).ToList())
            {
                each.IsDone = true;
                if (each.Batch.TryMiss(each.Index))
                {
                    Tally.Miss();
                }
                else
                {
                    Tally.Skip(1);
                }
            }
        }
        catch (ConnectorException exception)
        {
            Abandon(wanted, exception);
        }
        finally
        {
            Abandon(wanted);
        }
    }

    /// <summary>Nothing more will be found out about these.</summary>
    private void Abandon(IEnumerable<AwaitedContact> contacts, ConnectorException? exception = null)
    {
        var left = contacts.SelectMany(static contact => contact.NotDone).ToList();
        left.ForEach(static contact => contact.IsDone = true);
        Tally.Skip(left.Count);
        if (exception is not null)
        {
            BatchLog.VerificationFailed(log, ContactImportSink.SinkName, left.Count, exception.Message);
        }
    }

    private async Task<List<AwaitedContact>> AskAsync(IReadOnlyList<AwaitedContact> wanted, CancellationToken cancellationToken)
    {
        var missing = new List<AwaitedContact>();
        await Parallel
            .ForEachAsync(
                wanted,
                new ParallelOptions { MaxDegreeOfParallelism = ConcurrentCalls, CancellationToken = cancellationToken },
                async (contact, token) =>
                {
                    if (contact.Batch.IdentifierOf(contact.Index) is not { } identifier)
                    {
                        return;
                    }

                    contact.Batch.Records.Requests.Add("contacts.get");
                    var (found, serviceTime) = await contacts.ReadBackAsync(identifier, token).ConfigureAwait(false);
                    Learn(serviceTime);
                    if (found is null)
                    {
                        lock (missing)
                        {
                            missing.Add(contact);
                        }
                    }
                    else
                    {
                        Found(contact, found);
                        foreach (var each in contact.NotDone.ToList())
                        {
                            each.IsDone = true;
                        }
                    }
                }
            )
            .ConfigureAwait(false);
        return missing;
    }

    private async Task SweepAsync(
        AwaitedContacts awaited,
        DateTimeOffset? acceptedAt,
        long? list,
        RequestCounters requests,
        CancellationToken cancellationToken
    )
    {
        var offset = 0L;
        var since = Since(acceptedAt);
        for (var calls = 0; awaited.Left > calls; calls++)
        {
            requests.Add("contacts.list");
            var (page, serviceTime) = await contacts.ReadPageAsync(since, list, offset, cancellationToken).ConfigureAwait(false);
            Learn(serviceTime);
            foreach (var contact in page.Contacts ?? [])
            {
                if (awaited.Find(contact) is { } found)
                {
                    Found(found, contact);
                    awaited.MarkDone(found);
                }
            }

            if (Since(acceptedAt) is { } better && (better - since!.Value).Duration() > s_clockTolerance)
            {
                // The first answer tells that the service's clock is not ours.
                (since, offset) = (better, 0);
                continue;
            }

            offset += page.Contacts?.Count ?? 0;
            if (page.Contacts is not { Count: > 0 } || offset >= page.Count || (page.Count - offset) / PageSize > awaited.Left)
            {
                return;
            }
        }
    }

    private DateTimeOffset? Since(DateTimeOffset? acceptedAt) =>
        acceptedAt is { } time ? ServiceTime(time) - (_knowsClock ? s_sweepMargin : s_unknownClockMargin) : null;

    private void Learn(DateTimeOffset? serviceTime)
    {
        if (serviceTime is { } time)
        {
            Volatile.Write(ref _clockOffset, (time - options.TimeProvider.GetUtcNow()).Ticks);
            _knowsClock = true;
        }
    }

    private DateTimeOffset ServiceTime(DateTimeOffset own) => own + TimeSpan.FromTicks(Volatile.Read(ref _clockOffset));

    private void Found(AwaitedContact awaited, Contact contact)
    {
        // The first record of a contact may have created it; the last one is what it should look like.
        foreach (var each in awaited.NotDone)
        {
            var settings = each.Batch.Settings;
            var wasCreated =
                each.Earlier is null
                && contact.CreatedAt is { } createdAt
                && createdAt >= ServiceTime(each.Batch.Records.AcceptedAt) - s_createdMargin;
            var wasLeft = !wasCreated && !settings.UpdatesExisting;
            List<string> ignored = [],
                different = [];
            lock (each.Batch.Gate)
            {
                if (!each.Batch.IsWanted)
                {
                    Tally.Skip(1);
                    continue;
                }

                if (each == awaited && !wasLeft)
                {
                    _comparison!.Compare(each.Batch.Records.GetRecord(each.Index), settings.Clears, contact, ignored, different);
                }
            }

            Tally.Find(wasCreated, wasLeft, ignored, different);
        }
    }

    private async Task ReadDefinitionsAsync(RequestCounters requests, CancellationToken cancellationToken)
    {
        Task<AttributeComparison> reading;
        lock (Tally)
        {
            reading = _reading ??= ReadDefinitionsAsync(requests);
        }

        _comparison = await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Without the account's attributes everything can be compared but options of categories. Asked once for all, whoever gives up.</summary>
    private async Task<AttributeComparison> ReadDefinitionsAsync(RequestCounters requests)
    {
        requests.Add("attributes.list");
        try
        {
            return new AttributeComparison(await attributes.ListAsync(CancellationToken.None).ConfigureAwait(false));
        }
        catch (ConnectorException)
        {
            return new AttributeComparison(null);
        }
    }
}
