using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Sync;

/// <summary>
/// Puts people on the blocklists of channels. Somebody who is no contact yet becomes one that is blocklisted, so that no push that comes later, or is under way, makes them one that can be written to.
/// </summary>
internal sealed class BlocklistAction(ConsentChannels channels) : ConsentAction("blocklist")
{
    private static readonly SinkCall[] s_calls = [new SinkCall("POST", "contacts") { PerBatch = 0, PerRecord = 1 }];

    public override string Target => "brevo.contacts.blocklist";

    public override string Word =>
        channels switch
        {
            ConsentChannels.Email => "blocklist for e-mail",
            ConsentChannels.Sms => "blocklist for SMS",
            _ => "blocklist for e-mail and SMS",
        };

    public override string Participle => "blocklisted";

    public override double DefaultMaxShare => SyncGuard.DefaultMaxRemovedShare;

    public override IReadOnlyList<SinkCall> Calls => s_calls;

    public override UInt128 Content => (UInt128)(int)channels;

    public override Task<long> CountAllAsync(SyncContext context, CancellationToken cancellationToken) =>
        CountContactsAsync(context, cancellationToken);

    public override async Task<int> ApplyAsync(
        SyncContext context,
        ContactIdentifier person,
        UInt128 key,
        CancellationToken cancellationToken
    )
    {
        bool? email = channels.HasFlag(ConsentChannels.Email) ? true : null;
        bool? sms = channels.HasFlag(ConsentChannels.Sms) ? true : null;
        if (CreateRequest(person) is { } request)
        {
            await context
                .Brevo.Contacts.UpsertAsync(request with { EmailBlacklisted = email, SmsBlacklisted = sms }, cancellationToken)
                .ConfigureAwait(false);
            return 1;
        }

        try
        {
            var update = new UpdateContactRequest { EmailBlacklisted = email, SmsBlacklisted = sms };
            await context.Brevo.Contacts.UpdateAsync(person, update, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException exception) when (IsAbsent(exception))
        {
            // Brevo gives its numbers once only: whoever had this one is gone, and nobody will get it.
        }

        return 1;
    }

    private static CreateContactRequest? CreateRequest(in ContactIdentifier person) =>
        person.Type == ContactIdentifierType.Email ? new() { Email = person.Value }
        : person.Type == ContactIdentifierType.ExternalId ? new() { ExternalId = person.Value }
        : person.Type == ContactIdentifierType.Phone ? WithPhone("SMS", person.Value)
        : person.Type == ContactIdentifierType.WhatsApp ? WithPhone("WHATSAPP", person.Value)
        : person.Type == ContactIdentifierType.Landline ? WithPhone("LANDLINE_NUMBER", person.Value)
        : null;

    private static CreateContactRequest WithPhone(string attribute, string value) =>
        new() { Attributes = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { [attribute] = value } };
}
