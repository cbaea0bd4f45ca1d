using System.Globalization;
using System.Text;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What Brevo would refuse, or take in another sense than it was meant, caught before it is sent.</summary>
internal static class EmailCampaignChecks
{
    private const int MinHtmlLength = 11;
    private const int MaxHtmlBytes = 1024 * 1024;
    private const int MaxSplit = 50;
    private const int MaxWinnerHours = 168;

    public static void Check(EmailCampaignQuery query)
    {
        CampaignChecks.Window(query.SentSince, query.SentUntil, nameof(query.SentSince), nameof(query.SentUntil));
        if (query.SentSince is { } since && since.AddYears(2) < query.SentUntil)
        {
            throw new ArgumentException("Brevo filters by at most 2 years. Ask for shorter windows one after the other.", nameof(query));
        }

        if (query is { SentSince: not null, Status: { } status } && status != EmailCampaignStatus.Sent)
        {
            throw new ArgumentException(
                $"Brevo filters by the time of sending only without a status or with {EmailCampaignStatus.Sent}. Leave out Status, or the times.",
                nameof(query)
            );
        }

        if (query.Statistics == CampaignStatisticsKind.StatsByDevice || query.Statistics == CampaignStatisticsKind.StatsByBrowser)
        {
            throw new ArgumentException(
                $"A listing has no {query.Statistics}. Get each campaign with it (GetAsync), or ask for GlobalStats, LinksStats or StatsByDomain.",
                nameof(query)
            );
        }
    }

    public static void Check(CreateEmailCampaignRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Name))
        {
            throw Wrong("Name is empty. Brevo needs one.");
        }

        Check(request.Sender ?? throw Wrong("Sender is missing. Brevo needs its id or its address."));
        var bodies = (request.HtmlContent is null ? 0 : 1) + (request.HtmlUrl is null ? 0 : 1) + (request.TemplateId is null ? 0 : 1);
        if (bodies != 1)
        {
            throw Wrong($"A campaign takes exactly one of HtmlContent, HtmlUrl and TemplateId, and {bodies} are set.");
        }

        if (request.AbTesting != true && string.IsNullOrWhiteSpace(request.Subject))
        {
            throw Wrong("Subject is empty. Brevo needs one, unless AbTesting with SubjectA and SubjectB is set.");
        }

        CheckContent(request.HtmlContent, request.HtmlUrl, request.AttachmentUrl);
        CheckAbTest(request.AbTesting, request.SubjectA, request.SubjectB, request.SendAtBestTime);
        CheckSplit(request.AbTesting, request.SplitRule, request.WinnerCriteria, request.WinnerDelay, request.Recipients);
        CheckAudience(request.Recipients);
        if (request is { ScheduledAt: not null, Recipients: null })
        {
            throw Wrong(
                "ScheduledAt needs Recipients: Brevo schedules a campaign only when it knows whom it goes to. Set them, or create a draft."
            );
        }

        CheckExpiration(request.EmailExpirationDate);
        CheckWarmup(request.InitialQuota, request.IncreaseRate);
        if (request.IpWarmupEnable == true && (request.InitialQuota is null || request.IncreaseRate is null))
        {
            throw Wrong("IpWarmupEnable needs InitialQuota and IncreaseRate. Brevo recommends 3,000 and 30.");
        }
    }

    public static void Check(UpdateEmailCampaignRequest request)
    {
        CampaignChecks.NotEmpty(request == new UpdateEmailCampaignRequest());
        CampaignChecks.Text(request.Name, nameof(request.Name));
        if (request.Sender is { } sender)
        {
            Check(sender);
        }

        if (request is { HtmlContent: not null, HtmlUrl: not null })
        {
            throw Wrong("HtmlContent and HtmlUrl are both set. Leave one of them out.");
        }

        CheckContent(request.HtmlContent, request.HtmlUrl, request.AttachmentUrl);
        CheckAbTest(request.AbTesting, request.SubjectA, request.SubjectB, request.SendAtBestTime);
        CheckSplit(request.AbTesting, request.SplitRule, request.WinnerCriteria, request.WinnerDelay, request.Recipients);
        CheckAudience(request.Recipients);
        CheckExpiration(request.EmailExpirationDate);
        CheckWarmup(request.InitialQuota, request.IncreaseRate);
        if (request is { SendAtBestTime: true, IpWarmupEnable: true })
        {
            throw Wrong("SendAtBestTime switches IpWarmupEnable off. Leave one of them out.");
        }
    }

    private static void Check(EmailCampaignSender sender)
    {
        if (sender.Id is null == string.IsNullOrWhiteSpace(sender.Email))
        {
            throw Wrong(
                sender.Id is null
                    ? "Sender has neither Id nor Email. Set one of them."
                    : "Sender has both Id and Email. Brevo takes exactly one: leave one of them out."
            );
        }
    }

    private static void CheckContent(string? html, Uri? htmlUrl, Uri? attachmentUrl)
    {
        if (html is not null)
        {
            if (html.Length < MinHtmlLength)
            {
                throw Wrong($"HtmlContent has {html.Length} characters and Brevo wants more than {MinHtmlLength - 1}. Give a whole page.");
            }

            var bytes = Encoding.UTF8.GetByteCount(html);
            if (bytes >= MaxHtmlBytes)
            {
                throw Wrong(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"HtmlContent has {bytes:N0} bytes and Brevo takes less than 1 MB. Refer to images by address instead of embedding them, or give HtmlUrl."
                    )
                );
            }
        }

        CampaignChecks.Web(htmlUrl, nameof(CreateEmailCampaignRequest.HtmlUrl));
        CampaignChecks.Web(attachmentUrl, nameof(CreateEmailCampaignRequest.AttachmentUrl));
    }

    private static void CheckAbTest(bool? abTesting, string? subjectA, string? subjectB, bool? sendAtBestTime)
    {
        if (abTesting == true && (string.IsNullOrWhiteSpace(subjectA) || string.IsNullOrWhiteSpace(subjectB)))
        {
            throw Wrong("AbTesting needs SubjectA and SubjectB, which are the two versions.");
        }

        if (!string.IsNullOrWhiteSpace(subjectA) && subjectA == subjectB)
        {
            throw Wrong("SubjectA and SubjectB are the same. Give two versions, or a Subject without AbTesting.");
        }

        if (abTesting == true && sendAtBestTime == true)
        {
            throw Wrong("AbTesting and SendAtBestTime exclude each other. Leave one of them out.");
        }
    }

    private static void CheckSplit(
        bool? abTesting,
        long? split,
        CampaignWinnerCriteria? criteria,
        long? delay,
        EmailCampaignAudience? recipients
    )
    {
        if (split is < 1 or > MaxSplit)
        {
            throw Wrong($"SplitRule is {split}. It is the share of recipients in the test, 1 to {MaxSplit} per cent.");
        }

        if (delay is < 1 or > MaxWinnerHours)
        {
            throw Wrong($"WinnerDelay is {delay}. The test takes 1 to {MaxWinnerHours} hours.");
        }

        if (abTesting != true)
        {
            return;
        }

        if (recipients is not null && split is null)
        {
            throw Wrong("AbTesting with Recipients needs SplitRule, the share of recipients in the test.");
        }

        if (split < MaxSplit && (criteria is null || delay is null))
        {
            throw Wrong(
                $"A SplitRule below {MaxSplit} needs WinnerCriteria and WinnerDelay, by which the version for the other recipients is chosen."
            );
        }
    }

    private static void CheckAudience(EmailCampaignAudience? audience)
    {
        if (audience is not null && audience is not ({ ListIds.Count: > 0 } or { SegmentIds.Count: > 0 }))
        {
            throw Wrong("Recipients names neither a list nor a segment to send to. Set ListIds or SegmentIds.");
        }
    }

    private static void CheckExpiration(EmailExpiration? expiration)
    {
        if (expiration is null)
        {
            return;
        }

        var most =
            expiration.Unit == EmailExpirationUnit.Weeks ? 480
            : expiration.Unit == EmailExpirationUnit.Months ? 120
            : 3600;
        if (expiration.Unit is null || expiration.Duration is null || expiration.Duration < 1 || expiration.Duration > most)
        {
            throw Wrong("EmailExpirationDate needs a unit and a duration of 1 to 3600 days, 480 weeks or 120 months.");
        }
    }

    private static void CheckWarmup(long? quota, long? rate)
    {
        if (quota is <= 1)
        {
            throw Wrong($"InitialQuota is {quota}. A warm-up starts with more than 1 e-mail; Brevo recommends 3,000.");
        }

        if (rate is < 0)
        {
            throw Wrong($"IncreaseRate is {rate}. It is a percentage and not negative; 0 sends the same number every day.");
        }
    }

    private static ArgumentException Wrong(string message, string parameter = "request") => new(message, parameter);
}
