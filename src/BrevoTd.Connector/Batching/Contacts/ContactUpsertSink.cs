using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Batching;

/// <summary>Writes contacts one by one: <c>POST /contacts</c>, or <c>PUT /contacts/{identifier}</c> to update only. Each answer is final.</summary>
internal sealed class ContactUpsertSink : OneByOneSink
{
    public const string SinkName = "brevo.contacts.upsert";

    /// <summary>Brevo changed the code that it gives with a conflict; what it names as taken has stayed.</summary>
    private static readonly OutcomeCause s_duplicate = new("duplicate_parameter");

    private readonly BrevoContactsClient _contacts;
    private readonly ContactWriteMode _mode;
    private readonly long[] _listIds;

    public ContactUpsertSink(BrevoContactsClient contacts, ContactUpsertWriterOptions options)
        : base(SinkName, options.MaxConcurrentCalls, options.StopAfterFailedRequests)
    {
        options.Validate();
        _contacts = contacts;
        _mode = options.Mode;
        _listIds = [.. options.ListIds];
        Calls =
        [
            (_mode == ContactWriteMode.Update ? new SinkCall("PUT", "contacts/{identifier}") : new SinkCall("POST", "contacts")) with
            {
                PerBatch = 0,
                PerRecord = 1,
            },
        ];
    }

    public override IReadOnlyList<SinkCall> Calls { get; }

    public override IReadOnlyList<QuotaRule> Quotas => _contacts.Transport!.Quotas;

    protected override async Task<WrittenAs> SendAsync(Batch batch, int index, CancellationToken cancellationToken)
    {
        var (identifier, json) = ContactBody.Create(batch.GetRecord(index), _mode, _listIds);
        using var content = CreateContent(json);
        switch (_mode)
        {
            case ContactWriteMode.Insert:
                await _contacts.CreateAsync(identifier, content, cancellationToken).ConfigureAwait(false);
                return WrittenAs.Created;
            case ContactWriteMode.Update:
                await _contacts.UpdateAsync(identifier, content, cancellationToken).ConfigureAwait(false);
                return WrittenAs.Updated;
            default:
                return await _contacts.UpsertAsync(content, cancellationToken).ConfigureAwait(false)
                    ? WrittenAs.Created
                    : WrittenAs.Updated;
        }
    }

    protected override OutcomeCause CauseOf(ServiceException refusal) =>
        refusal.DuplicateIdentifiers.Count > 0 ? s_duplicate : base.CauseOf(refusal);
}
