using System.Text;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Exports of a campaign's recipients: a process that ends at once, with a CSV file. Its columns are the emulator's own, because the documents name none.</summary>
internal sealed class CampaignExports(ReportFiles files, MessageEvents events, ConnectorEmulatorOptions options)
{
    /// <returns>The id of the process.</returns>
    public int Export(BrevoStore store, Campaign campaign, string which)
    {
        var now = options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        var id = store.NextProcessId();
        var file = files.Save(id, "recipients", Write(campaign, which));
        store.Put(
            new BackgroundProcess(id, BackgroundProcess.CampaignRecipients, now, now, now)
            {
                EndedAt = now,
                Reports = new Dictionary<string, string> { [BackgroundProcess.ExportFile] = file },
            }
        );
        return id;
    }

    private byte[] Write(Campaign campaign, string which)
    {
        var separator = options.BrevoChoices.ReportSeparator;
        var text = new StringBuilder();
        text.Append(campaign.Kind == CampaignKind.Email ? "EMAIL" : "SMS")
            .Append(separator)
            .Append("SEND_DATE")
            .Append(separator)
            .Append("EVENT_DATE\n");
        var byRecipient = events
            .OfCampaign(CampaignSender.ChannelOf(campaign.Kind), campaign.Id)
            .GroupBy(static happened => happened.Email ?? happened.Phone ?? "", StringComparer.Ordinal);
        foreach (var recipient in byRecipient)
        {
            List<MessageEvent> its = [.. recipient];
            if (!Belongs(its, which))
                continue;
            var sent = its.Find(static happened => happened.Kind == MessageEventKind.Sent);
            text.Append(recipient.Key)
                .Append(separator)
                .Append(sent is null ? "" : ContactJson.Moment(sent.At))
                .Append(separator)
                .Append(ContactJson.Moment(its[^1].At))
                .Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static bool Belongs(List<MessageEvent> its, string which)
    {
        return which switch
        {
            "all" => true,
            "delivered" => Has(MessageEventKind.Delivered),
            "openers" => HasOpened(),
            "nonOpeners" => !HasOpened(),
            "clickers" => Has(MessageEventKind.Clicked),
            "nonClickers" => !Has(MessageEventKind.Clicked),
            "answered" => Has(MessageEventKind.Replied),
            "softBounces" => Has(MessageEventKind.SoftBounce),
            "hardBounces" => Has(MessageEventKind.HardBounce),
            _ => Has(MessageEventKind.Unsubscribed),
        };

        bool Has(MessageEventKind kind) => its.Exists(happened => happened.Kind == kind);

        bool HasOpened() => Has(MessageEventKind.Opened) || Has(MessageEventKind.ProxyOpened);
    }
}
