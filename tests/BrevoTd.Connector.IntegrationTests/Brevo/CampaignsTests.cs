using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.IntegrationTests.Brevo;

/// <summary>Campaigns, through the container, against the emulator.</summary>
public sealed class CampaignsTests : IAsyncDisposable
{
    private static readonly CreateEmailCampaignRequest s_draft = new()
    {
        Name = "June",
        Sender = new() { Email = "shop@example.com" },
        Subject = "Hello",
        HtmlContent = "<p>Hello there</p>",
        Recipients = new() { ListIds = [2] },
    };

    private static readonly CreateSmsCampaignRequest s_sms = new()
    {
        Name = "June",
        Sender = "Shop",
        Content = "Hello",
        Recipients = new() { ListIds = [2] },
    };

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private ConnectorEmulator? _emulator;
    private ServiceProvider? _services;

    [Fact]
    public async Task EmailCampaign_FromDraftToStatisticsAndExport_TellsWhatRecipientsDid()
    {
        var brevo = await StartAsync();
        _emulator!.Brevo.AddContact("ada@example.com", null, 2);
        _emulator.Brevo.AddContact("bob@example.org", null, 2);
        var id = await brevo.EmailCampaigns.CreateAsync(s_draft);
        Assert.Equal(EmailCampaignStatus.Draft, (await brevo.EmailCampaigns.GetAsync(id)).Status);
        await brevo.EmailCampaigns.SendTestAsync(id, ["me@example.com"]);
        await brevo.EmailCampaigns.ScheduleAsync(id, _clock.GetUtcNow().AddHours(1));
        var scheduled = await brevo.EmailCampaigns.GetAsync(id);
        Assert.Equal(EmailCampaignStatus.Queued, scheduled.Status);
        Assert.NotNull(scheduled.ScheduledAt);
        _clock.Advance(TimeSpan.FromHours(2));
        _emulator.Brevo.RecordCampaignEvent(id.Value, "ada@example.com", BrevoEmulatorCampaignEvent.Opened);
        _emulator.Brevo.RecordCampaignEvent(id.Value, "ada@example.com", BrevoEmulatorCampaignEvent.Clicked, "https://example.com/june");

        var query = new EmailCampaignQuery
        {
            Status = EmailCampaignStatus.Sent,
            Statistics = CampaignStatisticsKind.GlobalStats,
            SentSince = _clock.GetUtcNow().AddDays(-1),
            SentUntil = _clock.GetUtcNow(),
            ExcludeHtmlContent = true,
        };
        var listed = new List<EmailCampaign>();
        await foreach (var campaign in brevo.EmailCampaigns.ListAsync(query))
        {
            listed.Add(campaign);
        }

        var sent = Assert.Single(listed);
        Assert.True(sent.TestSent);
        Assert.Equal(2, sent.Statistics!.GlobalStats!.Sent);
        Assert.Equal(1, sent.Statistics.GlobalStats.UniqueViews);
        Assert.Equal(2, sent.Statistics.CampaignStats!.Single().ListId);
        var links = (await brevo.EmailCampaigns.GetAsync(id, CampaignStatisticsKind.LinksStats)).Statistics!;
        Assert.Equal(1, links.LinksStats!["https://example.com/june"]);
        Assert.Equal(0, links.GlobalStats!.Sent);
        var export = await brevo.EmailCampaigns.ExportRecipientsAsync(id, EmailCampaignRecipientsKind.NonOpeners);
        var rows = new List<string?>();
        await foreach (var row in export.ReadExportAsync())
        {
            rows.Add(row["EMAIL"]);
        }

        Assert.Equal(["bob@example.org"], rows);
    }

    [Fact]
    public async Task CreateAsync_StoredButNotAnswered_ReturnsTheIdOfTheOneCampaign()
    {
        var brevo = await StartAsync();
        await brevo.EmailCampaigns.CreateAsync(s_draft);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var email = Lose("/v3/emailCampaigns");
        var sms = Lose("/v3/smsCampaigns");

        var emailId = await brevo.EmailCampaigns.CreateAsync(s_draft);
        var smsId = await brevo.SmsCampaigns.CreateAsync(s_sms);

        Assert.Equal(1, email.Hits);
        Assert.Equal(1, sms.Hits);
        Assert.Equal(2, emailId);
        Assert.Equal(1, smsId);
        Assert.Equal(2, _emulator!.Brevo.Requests.Count("POST /v3/emailCampaigns"));
    }

    [Fact]
    public async Task SendNowAsync_SentButNotAnswered_SucceedsAndSendsOnce()
    {
        var brevo = await StartAsync();
        _emulator!.Brevo.AddContact("ada@example.com", new Dictionary<string, string> { ["SMS"] = "33612345678" }, 2);
        var email = await brevo.EmailCampaigns.CreateAsync(s_draft);
        var sms = await brevo.SmsCampaigns.CreateAsync(s_sms);
        Lose($"/v3/emailCampaigns/{email}/sendNow");
        Lose($"/v3/smsCampaigns/{sms}/sendNow");

        await brevo.EmailCampaigns.SendNowAsync(email);
        await brevo.SmsCampaigns.SendNowAsync(sms);

        Assert.Equal(1, (await brevo.EmailCampaigns.GetAsync(email, CampaignStatisticsKind.GlobalStats)).Statistics!.GlobalStats!.Sent);
        Assert.Equal(1, (await brevo.SmsCampaigns.GetAsync(sms)).Statistics!.Sent);
    }

    [Fact]
    public async Task SendNowAsync_NeitherSentNorAnswered_SaysThatTheOutcomeIsUnknown()
    {
        var brevo = await StartAsync();
        var id = await brevo.EmailCampaigns.CreateAsync(s_draft);
        await brevo.EmailCampaigns.ScheduleAsync(id, _clock.GetUtcNow().AddDays(1));
        var lost = _emulator!.Brevo.Faults.Add(FaultRule.NoAnswer() with { Path = $"/v3/emailCampaigns/{id}/sendNow", Times = 5 });

        // The campaign is queued for tomorrow, which is no sign that this call sent it.
        var failure = await Assert.ThrowsAsync<ServiceUnreachableException>(() => brevo.EmailCampaigns.SendNowAsync(id));

        Assert.True(failure.MayHaveBeenProcessed);
        Assert.Contains("status", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, lost.Hits);
    }

    [Fact]
    public async Task UpdateStatusAsync_AnswerLost_IsRepeatedUnlessItSendsOrCopies()
    {
        var brevo = await StartAsync();
        var id = await brevo.EmailCampaigns.CreateAsync(s_draft);
        await brevo.EmailCampaigns.ScheduleAsync(id, _clock.GetUtcNow().AddDays(1));
        var lost = Lose($"/v3/emailCampaigns/{id}/status");
        await brevo.EmailCampaigns.UpdateStatusAsync(id, CampaignStatusChange.Suspend);
        Assert.Equal(1, lost.Hits);
        Assert.Equal(EmailCampaignStatus.Suspended, (await brevo.EmailCampaigns.GetAsync(id)).Status);

        Lose($"/v3/emailCampaigns/{id}/status");
        await Assert.ThrowsAsync<ServiceUnreachableException>(() =>
            brevo.EmailCampaigns.UpdateStatusAsync(id, CampaignStatusChange.Replicate)
        );
        var campaigns = 0;
        await foreach (var _ in brevo.EmailCampaigns.ListAsync())
        {
            campaigns++;
        }

        Assert.Equal(2, campaigns);
    }

    [Fact]
    public async Task WhatsAppCampaign_OfANewTemplate_IsSentAtItsTime()
    {
        var brevo = await StartAsync();
        _emulator!.Brevo.AddContact("ada@example.com", new Dictionary<string, string> { ["WHATSAPP"] = "33612345678" }, 2);
        Lose("/v3/whatsappCampaigns/template");
        var template = await brevo.WhatsAppCampaigns.CreateTemplateAsync(
            new()
            {
                Name = "Hello",
                Language = "en",
                Category = WhatsAppTemplateCategory.Marketing,
                BodyText = "Hello there",
            }
        );
        await brevo.WhatsAppCampaigns.SendTemplateForApprovalAsync(template);
        await foreach (var listed in brevo.WhatsAppCampaigns.ListTemplatesAsync())
        {
            Assert.Equal(template, listed.Id);
            Assert.Equal(WhatsAppTemplateStatus.Approved, listed.Status);
        }

        var id = await brevo.WhatsAppCampaigns.CreateAsync(
            new()
            {
                Name = "June",
                TemplateId = template,
                ScheduledAt = _clock.GetUtcNow().AddHours(1),
                Recipients = new() { ListIds = [2] },
            }
        );
        _clock.Advance(TimeSpan.FromHours(2));

        var sent = await brevo.WhatsAppCampaigns.GetAsync(id);
        Assert.Equal(WhatsAppCampaignStatus.Sent, sent.Status);
        Assert.Equal(1, sent.Statistics!.Delivered);
        Assert.Equal("Hello there", sent.Template!.Components!.Single().Text);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    private ActiveFault Lose(string path) => _emulator!.Brevo.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = path, Times = 1 });

    private async Task<BrevoClient> StartAsync()
    {
        _emulator = await ConnectorEmulator.StartAsync(
            new()
            {
                EnforceQuotas = false,
                TimeProvider = _clock,
                ImportProcessingTime = TimeSpan.Zero,
            }
        );
        var services = new ServiceCollection();
        services.AddBrevoClient(o =>
        {
            o.BaseAddress = _emulator.Brevo.BaseAddress;
            o.ApiKey = _emulator.Brevo.ApiKey;
            o.RetryBaseDelay = TimeSpan.Zero;
            o.RetryMaxDelay = TimeSpan.Zero;
        });
        _services = services.BuildServiceProvider();
        return _services.GetRequiredService<BrevoClient>();
    }
}
