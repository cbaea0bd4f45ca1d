using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Sync;

/// <summary>Takes people off a list for good: a note in the store keeps later pushes from putting them back.</summary>
internal sealed class UnsubscribeAction(ContactListId list) : ConsentAction("unsubscribe")
{
    private static readonly SinkCall[] s_calls =
    [
        new SinkCall("GET", "contacts/{identifier}") { PerBatch = 0, PerRecord = 1 },
        new SinkCall("PUT", "contacts/{identifier}") { PerBatch = 0, PerRecord = 1 },
    ];

    public override string Target => "brevo.lists.unsubscribe";

    public override string Word => $"unsubscribe from list {list}";

    public override string Participle => "unsubscribed";

    public override double DefaultMaxShare => SyncGuard.DefaultMaxRemovedShare;

    public override IReadOnlyList<SinkCall> Calls => s_calls;

    public override UInt128 Content => (UInt128)(ulong)list.Value;

    public override async Task<long> CountAllAsync(SyncContext context, CancellationToken cancellationToken) =>
        await CountAsync(context.Brevo.Lists.ListContactsAsync(list, cancellationToken: cancellationToken), cancellationToken)
            .ConfigureAwait(false);

    public override async Task<int> ApplyAsync(
        SyncContext context,
        ContactIdentifier person,
        UInt128 key,
        CancellationToken cancellationToken
    )
    {
        // The note comes first: whatever happens then, a push that begins afterwards obeys it. Pushes may know the person by another identifier.
        await NoteAsync(context, [key], cancellationToken).ConfigureAwait(false);
        if (await context.Brevo.Contacts.GetIfExistsAsync(person, cancellationToken).ConfigureAwait(false) is not { } contact)
        {
            return 1;
        }

        var keys = ConsentKeys.Of(contact).Select(identifier => context.Hash.Identifier(identifier)).OfType<UInt128>();
        await NoteAsync(context, [.. keys], cancellationToken).ConfigureAwait(false);
        try
        {
            await context
                .Brevo.Contacts.UpdateAsync(person, new UpdateContactRequest { UnlinkListIds = [list] }, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (ServiceException exception) when (IsAbsent(exception))
        {
            // Gone in between, and with them their membership.
        }

        return 2;
    }

    private Task NoteAsync(SyncContext context, IReadOnlyList<UInt128> people, CancellationToken cancellationToken) =>
        context.Unsubscribed.AddKeysAsync(
            [.. people.Select(person => ConsentKeys.OnList(person, list.Value))],
            context.Clock.GetUtcNow(),
            cancellationToken
        );
}
