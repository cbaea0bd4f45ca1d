using System.Runtime.InteropServices;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Sync;

/// <summary>
/// Stands beside a run that sends records, so that nobody is brought back by it: leaves out people who were erased or unsubscribed before, and puts right what reached Brevo for people who were erased or unsubscribed meanwhile.
/// </summary>
/// <remarks>
/// A record is remembered from the moment it is encoded until the notes have been read once more after its outcome. A person whose note came later existed in Brevo when they were erased there, and so is gone.
/// </remarks>
internal sealed class ConsentWatch(SyncContext context, ConsentRules rules, IReadOnlyList<long> lists, bool isPlan)
{
    /// <summary>So long after an erasure an import that was sent before it may still be processed.</summary>
    internal static readonly TimeSpan LateImports = TimeSpan.FromHours(24);

    private const int MaxRemembered = 100_000;

    private readonly object _lock = new();
    private readonly Dictionary<long, Sent> _underWay = [];
    private readonly HashSet<UInt128> _unsubscribedInBrevo = [];
    private List<Sent> _settled = [];
    private List<Repair> _repairs = [];

    /// <summary>The lists that a writer puts every record on.</summary>
    public static IReadOnlyList<long> ListsOf(BatchWriterOptions options) =>
        options switch
        {
            ContactImportWriterOptions import => import.ListIds,
            ContactUpsertWriterOptions upsert => upsert.ListIds,
            _ => [],
        };

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await context.Tombstones.LoadAsync(cancellationToken).ConfigureAwait(false);
        await context.Unsubscribed.LoadAsync(cancellationToken).ConfigureAwait(false);
        if (rules.LooksForUnsubscribed && !rules.AllowsResubscribing)
        {
            await FindUnsubscribedAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The lists that a record names itself.</summary>
    /// <param name="shared">Those that it shares with the other records of its request.</param>
    /// <param name="record">The record as it stands on the wire.</param>
    /// <param name="format">How it stands there.</param>
    public IReadOnlyList<long> ListsOf(IReadOnlyList<long> shared, ReadOnlySpan<byte> record, WireFormat format) =>
        !rules.AllowsResubscribing && format is not WireFormat.MessagePack && record.IndexOf("\"listIds\""u8) >= 0
            ? [.. shared, .. RecordLists.Read(record)]
            : shared;

    /// <summary>The reason to leave a record out; null when nothing stands against it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="people">The hashes of whom it names.</param>
    /// <param name="recordLists">Lists that it names.</param>
    public string? Judge(in SentPeople record, List<UInt128> people, IReadOnlyList<long> recordLists)
    {
        // Nearly all records of nearly all runs.
        if (context.Tombstones.IsEmpty && KnowsNoUnsubscribed)
        {
            return null;
        }

        if (people.Exists(person => context.Tombstones.Contains(person)))
        {
            RepairLate(record, []);
            return PushAction.Erased;
        }

        if (people.Exists(person => ListsLeftBy(person, recordLists).Count > 0))
        {
            RepairLate(record, recordLists);
            return PushAction.Unsubscribed;
        }

        return null;
    }

    /// <summary>A record goes out.</summary>
    public void Send(long number, in SentPeople record, IReadOnlyList<long> recordLists)
    {
        if (isPlan || record.Named() is not { Length: > 0 } people)
        {
            return;
        }

        lock (_lock)
        {
            _underWay[number] = new Sent(people, recordLists);
        }
    }

    /// <summary>A record has its outcome. Whatever that is, the service may have it.</summary>
    public void Settle(in SettledRecord record)
    {
        lock (_lock)
        {
            if (_underWay.Remove(record.RecordNumber, out var sent))
            {
                _settled.Add(sent);
            }
        }
    }

    /// <summary>Reads the notes again and puts right what went out for people who are in them.</summary>
    public async Task LookAsync(bool isEnd, CancellationToken cancellationToken)
    {
        List<Sent> settled;
        List<Repair> repairs;
        lock (_lock)
        {
            if (isPlan || (!isEnd && _settled.Count < MaxRemembered && _repairs.Count == 0))
            {
                return;
            }

            (settled, _settled) = (_settled, []);
            (repairs, _repairs) = (_repairs, []);
            if (isEnd)
            {
                settled.AddRange(_underWay.Values);
                _underWay.Clear();
            }
        }

        if (settled.Count > 0)
        {
            await context.Tombstones.RefreshAsync(cancellationToken).ConfigureAwait(false);
            await context.Unsubscribed.RefreshAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var sent in settled)
        {
            AddRepairs(repairs, sent, noteAge: TimeSpan.MaxValue);
        }

        foreach (var repair in repairs)
        {
            await RepairAsync(repair, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Blanks what would take a contact off a blocklist, unless that is allowed. The length stays, because the record's ranges point into it.
    /// </summary>
    public void KeepBlocklists(ReadOnlyMemory<byte> record, WireFormat format)
    {
        if (!rules.AllowsUnblocklisting && format is not WireFormat.MessagePack)
        {
            BlocklistFlags.BlankReleases(MemoryMarshal.AsMemory(record).Span);
        }
    }

    private bool KnowsNoUnsubscribed => rules.AllowsResubscribing || (context.Unsubscribed.IsEmpty && _unsubscribedInBrevo.Count == 0);

    /// <summary>An import that was sent before the note, by a run that did not live to put it right, may have brought the person back since.</summary>
    private void RepairLate(in SentPeople record, IReadOnlyList<long> recordLists)
    {
        if (isPlan)
        {
            return;
        }

        lock (_lock)
        {
            AddRepairs(_repairs, new Sent(record.Named(), recordLists), LateImports);
        }
    }

    private void AddRepairs(List<Repair> repairs, in Sent sent, TimeSpan noteAge)
    {
        var now = context.Clock.GetUtcNow();
        foreach (var person in sent.People)
        {
            if (context.Tombstones.Find(person.Key) is { } erasedAt)
            {
                if (now - erasedAt < noteAge)
                {
                    repairs.Add(new Repair(person.Name, []));
                }

                continue;
            }

            var left = ListsLeftBy(person.Key, sent.Lists).Where(list => now - list.Since < noteAge).Select(list => list.List).ToList();
            if (left.Count > 0)
            {
                repairs.Add(new Repair(person.Name, left));
            }
        }
    }

    /// <summary>Lists of a record that a person has left, and since when; the beginning of time for those who left in Brevo.</summary>
    private List<(ContactListId List, DateTimeOffset Since)> ListsLeftBy(UInt128 person, IReadOnlyList<long> recordLists)
    {
        var left = new List<(ContactListId, DateTimeOffset)>();
        if (KnowsNoUnsubscribed)
        {
            return left;
        }

        foreach (var list in recordLists.Count == 0 ? lists : lists.Concat(recordLists))
        {
            var key = ConsentKeys.OnList(person, list);
            if (context.Unsubscribed.Find(key) is { } since)
            {
                left.Add((list, since));
            }
            else if (_unsubscribedInBrevo.Contains(key))
            {
                left.Add((list, DateTimeOffset.MinValue));
            }
        }

        return left;
    }

    private async Task FindUnsubscribedAsync(CancellationToken cancellationToken)
    {
        await foreach (var contact in context.Brevo.Contacts.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (contact.ListUnsubscribed is not { Count: > 0 } off)
            {
                continue;
            }

            foreach (var identifier in ConsentKeys.Of(contact))
            {
                if (context.Hash.Identifier(identifier) is { } person)
                {
                    _unsubscribedInBrevo.UnionWith(off.Select(list => ConsentKeys.OnList(person, list.Value)));
                }
            }
        }
    }

    private async Task RepairAsync(Repair repair, CancellationToken cancellationToken)
    {
        try
        {
            if (repair.UnlinkFrom.Count == 0)
            {
                await context.Brevo.Contacts.DeleteAsync(repair.Name, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                var request = new UpdateContactRequest { UnlinkListIds = repair.UnlinkFrom };
                await context.Brevo.Contacts.UpdateAsync(repair.Name, request, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ServiceException exception) when (ConsentAction.IsAbsent(exception))
        {
            // Nobody came back.
        }
    }

    private readonly record struct Sent(NamedPerson[] People, IReadOnlyList<long> Lists);

    /// <summary>A deletion, unless lists are named.</summary>
    private readonly record struct Repair(ContactIdentifier Name, List<ContactListId> UnlinkFrom);
}
