using System.Globalization;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Sync;

/// <summary>Lets members of a list that the source no longer has leave it. They stay in the account.</summary>
internal sealed class ListMirror(ContactListId listId)
{
    private static readonly OutcomeCause s_unchanged = new("unchanged");

    private static readonly string[] s_phones = ["SMS", "WHATSAPP", "LANDLINE_NUMBER"];

    public double MaxShare { get; set; } = SyncGuard.DefaultMaxRemovedShare;

    /// <summary>Shares of fewer members say nothing.</summary>
    private const long MinMembers = 10;

    private const int MembersPerRemoval = ContactSelection.MaxCount;

    /// <summary>The calls of a look and of so many removals.</summary>
    public static IEnumerable<(string Method, string Route, double Calls)> Calls(MirrorFinding finding) =>
        [
            (
                "GET",
                "contacts/lists/{listId}/contacts",
                Math.Max(1, Math.Ceiling((double)finding.Members / BrevoListsClient.MaxContactsPageSize))
            ),
            ("POST", "contacts/lists/{listId}/contacts/remove", Math.Ceiling((double)finding.Gone.Count / MembersPerRemoval)),
        ];

    /// <summary>Reads the whole list and compares every identifier of each member with those of the source.</summary>
    public async Task<MirrorFinding> FindAsync(SyncContext context, IReadOnlySet<UInt128> people, CancellationToken cancellationToken)
    {
        var gone = new List<ContactId>();
        var members = 0L;
        var contacts = context.Brevo.Lists.ListContactsAsync(listId, cancellationToken: cancellationToken);
        await foreach (var contact in contacts.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            members++;
            if (contact.Id is { } id && !IsKnown(context.Hash, contact, people))
            {
                gone.Add(id);
            }
        }

        return new MirrorFinding(gone, members);
    }

    /// <summary>Stops before the first removal when more would leave than may.</summary>
    public void Guard(string step, MirrorFinding finding, bool sourceIsEmpty)
    {
        if (
            finding.Gone.Count > 0
            && MaxShare < 1
            && (sourceIsEmpty || (finding.Members >= MinMembers && finding.Gone.Count > finding.Members * MaxShare))
        )
        {
            throw new SyncGuardException(step, "removed from the list", finding.Gone.Count, finding.Members, MaxShare);
        }
    }

    /// <summary>Takes the members off the list.</summary>
    /// <returns>Whether all of them have left.</returns>
    public async Task<bool> RemoveAsync(SyncContext context, MirrorFinding finding, CancellationToken cancellationToken)
    {
        var options = new ListMembersWriterOptions
        {
            TimeProvider = context.Clock,
            LoggerFactory = context.Loggers,
            CheckBeforeSending = false,
        };
        var remaining = 0L;
        options.OnSettled = record =>
        {
            // Who is not on the list any more has left it by himself.
            if (record.Outcome is not RecordOutcome.Delivered && record.Cause != s_unchanged)
            {
                Interlocked.Increment(ref remaining);
            }
        };
        var writer = BrevoListsClientExtensions
            .CreateParts<ContactIdentifier>(context.Brevo.Lists, listId, static contact => contact, options, adds: false)
            .CreateWriter();
        await using (((IAsyncDisposable)writer).ConfigureAwait(false))
        {
            foreach (var id in finding.Gone)
            {
                await writer.WriteAsync(ContactIdentifier.Id(id), cancellationToken).ConfigureAwait(false);
            }

            _ = await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        return Interlocked.Read(ref remaining) == 0;
    }

    private static bool IsKnown(RecordHash hash, Contact contact, IReadOnlySet<UInt128> people)
    {
        if (
            Has(IdentifierKind.Email, contact.Email)
            || Has(IdentifierKind.ExternalId, contact.ExternalId)
            || Has(IdentifierKind.ExternalId, Attribute("EXT_ID"))
            || Has(IdentifierKind.ContactId, contact.Id?.ToString())
        )
        {
            return true;
        }

        foreach (var phone in s_phones)
        {
            if (Has(IdentifierKind.Phone, Attribute(phone)))
            {
                return true;
            }
        }

        return false;

        bool Has(IdentifierKind kind, string? value) =>
            value is not null && hash.Identifier(kind, value) is { } key && people.Contains(key);

        string? Attribute(string name) =>
            contact.Attributes is { } attributes && attributes.TryGetValue(name, out var value)
                ? value.AsText ?? value.AsInteger?.ToString(CultureInfo.InvariantCulture)
                : null;
    }
}

/// <summary>Who of a list is to leave it.</summary>
/// <param name="Gone">Members that the source does not have.</param>
/// <param name="Members">All of its members.</param>
internal sealed record MirrorFinding(IReadOnlyList<ContactId> Gone, long Members);
