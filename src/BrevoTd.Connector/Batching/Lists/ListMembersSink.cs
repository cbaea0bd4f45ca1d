using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Sends batches to <c>POST /contacts/lists/{listId}/contacts/add</c> or <c>…/remove</c>. Brevo names the contacts whose membership changed and those whose membership did not, and not why.
/// </summary>
internal sealed class ListMembersSink : IBatchSink
{
    public const string AddName = "brevo.lists.add";
    public const string RemoveName = "brevo.lists.remove";

    private const int MaxConcurrentLooks = 4;

    /// <summary>The membership did not change: such a contact does not exist, or is already where it should be.</summary>
    private static readonly OutcomeCause s_unchanged = new("unchanged");

    /// <summary>Brevo's answer does not name the record.</summary>
    private static readonly OutcomeCause s_notNamed = new("not_named");

    private static readonly OutcomeCause s_notFound = new("document_not_found");

    private static readonly ContactIdentifierType[] s_types =
    [
        ContactIdentifierType.Email,
        ContactIdentifierType.ContactId,
        ContactIdentifierType.ExternalId,
    ];

    private static readonly byte[][] s_prefixes =
    [
        [.. "{\"emails\":["u8],
        [.. "{\"ids\":["u8],
        [.. "{\"extIds\":["u8],
    ];
    private static readonly byte[] s_suffix = [.. "]}"u8];

    private readonly BrevoListsClient _lists;
    private readonly BrevoContactsClient? _looks;
    private readonly ContactListId _listId;
    private readonly bool _adds;

    /// <param name="lists">The client's lists.</param>
    /// <param name="looks">Where contacts are looked at whose membership did not change; <see langword="null"/> for no look.</param>
    /// <param name="listId">The list.</param>
    /// <param name="adds">Whether contacts are added, or else removed.</param>
    public ListMembersSink(BrevoListsClient lists, BrevoContactsClient? looks, ContactListId listId, bool adds)
    {
        _lists = lists;
        _looks = looks;
        _listId = listId;
        _adds = adds;
        Calls = [new SinkCall("POST", $"contacts/lists/{{listId}}/contacts/{(adds ? "add" : "remove")}")];
    }

    public string Name => _adds ? AddName : RemoveName;

    public BatchLimits Limits { get; } =
        new() { MaxRecords = ContactSelection.MaxCount, EnvelopeBytes = s_prefixes.Max(static prefix => prefix.Length) + s_suffix.Length };

    public IReadOnlyList<SinkCall> Calls { get; }

    public IReadOnlyList<QuotaRule> Quotas => _lists.Transport!.Quotas;

    /// <summary>Identifiers of one kind share a partition, from 1; 0 for a kind that lists do not know.</summary>
    public static int PartitionOf(ContactIdentifierType type) => Array.IndexOf(s_types, type) + 1;

    public async Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default)
    {
        var repeats = CallStatistics.Current?.Repeats;
        using var content = batch.CreateContent(s_prefixes[batch.Partition - 1], s_suffix);
        ListMembershipResult? result;
        try
        {
            result = await _lists.ChangeContactsAsync(_listId, _adds, content, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException refusal) when (Refusals.OfTogether(refusal) is { } answer)
        {
            return answer;
        }

        // An attempt whose answer was lost may have done what the last one found done.
        var isInDoubt = CallStatistics.Current?.Repeats > repeats;
        var settlement = new BatchSettlement(RecordOutcome.Delivered);
        var unchanged = Join(batch, result, settlement);
        foreach (var index in unchanged)
        {
            settlement.Set(
                index,
                isInDoubt ? RecordOutcome.Unverified : RecordOutcome.Rejected,
                isInDoubt ? OutcomeCause.NoAnswer : s_unchanged
            );
        }

        if (_looks is not null && unchanged.Count > 0)
        {
            await LookAsync(_looks, batch, unchanged, settlement, cancellationToken).ConfigureAwait(false);
        }

        return BatchAnswer.PerRecord(settlement);
    }

    private static List<int> Join(Batch batch, ListMembershipResult? result, BatchSettlement settlement)
    {
        var changed = Names(result?.Success);
        var failed = result is null ? null : Names(result.Failure);
        var unchanged = new List<int>();
        for (var i = 0; i < batch.Count; i++)
        {
            var name = Normalize(batch.GetKey(i)!);
            if (failed is null || failed.Contains(name))
            {
                unchanged.Add(i);
            }
            else if (!changed.Contains(name))
            {
                settlement.Set(i, RecordOutcome.Unverified, s_notNamed);
            }
        }

        return unchanged;

        HashSet<string> Names(IReadOnlyList<string>? names) => new((names ?? []).Select(Normalize), StringComparer.Ordinal);

        string Normalize(string name) => s_types[batch.Partition - 1] == ContactIdentifierType.Email ? KeyText.NormalizeEmail(name) : name;
    }

    private async Task LookAsync(
        BrevoContactsClient contacts,
        Batch batch,
        List<int> unchanged,
        BatchSettlement settlement,
        CancellationToken cancellationToken
    )
    {
        var outcomes = new (RecordOutcome Outcome, OutcomeCause Cause)[unchanged.Count];
        var names = unchanged.ConvertAll(index => batch.GetKey(index)!);
        var type = s_types[batch.Partition - 1];
        batch.Requests?.Add("contacts.get", unchanged.Count);
        await Parallel
            .ForAsync(
                0,
                unchanged.Count,
                new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrentLooks, CancellationToken = cancellationToken },
                async (i, token) => outcomes[i] = await LookAsync(contacts, IdentifierOf(type, names[i]), token).ConfigureAwait(false)
            )
            .ConfigureAwait(false);
        for (var i = 0; i < unchanged.Count; i++)
        {
            settlement.Set(unchanged[i], outcomes[i].Outcome, outcomes[i].Cause);
        }
    }

    private async Task<(RecordOutcome, OutcomeCause)> LookAsync(
        BrevoContactsClient contacts,
        ContactIdentifier identifier,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var contact = await contacts.GetIfExistsAsync(identifier, cancellationToken).ConfigureAwait(false);
            return contact is null ? (RecordOutcome.Rejected, s_notFound)
                : contact.ListIds?.Contains(_listId) == _adds ? (RecordOutcome.Delivered, default)
                : (RecordOutcome.Rejected, s_unchanged);
        }
        catch (ConnectorException)
        {
            return (RecordOutcome.Unverified, OutcomeCause.NoAnswer);
        }
    }

    private static ContactIdentifier IdentifierOf(ContactIdentifierType type, string name) =>
        type == ContactIdentifierType.Email ? ContactIdentifier.Email(name)
        : type == ContactIdentifierType.ExternalId ? ContactIdentifier.ExternalId(name)
        : ContactIdentifier.Id(new ContactId(long.Parse(name, System.Globalization.CultureInfo.InvariantCulture)));
}
