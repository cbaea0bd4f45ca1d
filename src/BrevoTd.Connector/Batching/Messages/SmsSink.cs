using System.Text;
using System.Text.Json;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Sends SMS one by one to <c>POST /transactionalSMS/send</c>. Brevo has no key by which it knows a repeat: a message whose answer is lost is unverified and never sent again.
/// </summary>
internal sealed class SmsSink : OneByOneSink
{
    public const string SinkName = "brevo.transactional_sms.send";

    private readonly BrevoTransactionalSmsClient _sms;
    private readonly byte[] _prefix;

    public SmsSink(BrevoTransactionalSmsClient sms, SmsWriterOptions options)
        : base(SinkName, options.MaxConcurrentCalls, options.StopAfterFailedRequests)
    {
        options.Validate();
        _sms = sms;
        var shared = JsonSerializer.SerializeToNode(options.ToRequest(), TransactionalSmsJsonContext.Default.SendSmsRequest)!.AsObject();
        _ = shared.Remove("recipient");
        var body = shared.ToJsonString();
        _prefix = Encoding.UTF8.GetBytes(body[..^1] + ",");
    }

    public override IReadOnlyList<QuotaRule> Quotas => _sms.Transport!.Quotas;

    public override IReadOnlyList<SinkCall> Calls { get; } =
    [new SinkCall("POST", "transactionalSMS/send") { PerBatch = 0, PerRecord = 1 }];

    protected override async Task<WrittenAs> SendAsync(Batch batch, int index, CancellationToken cancellationToken)
    {
        // The record is an object with at least a recipient: its members follow those that all messages share.
        byte[] body = [.. _prefix, .. batch.GetRecord(index).Span[1..]];
        using var content = CreateContent(body);
        await _sms.SendAsync(content, cancellationToken).ConfigureAwait(false);
        return WrittenAs.Stored;
    }
}
