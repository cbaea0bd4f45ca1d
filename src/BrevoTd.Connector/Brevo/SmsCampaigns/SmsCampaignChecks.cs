namespace BrevoTd.Connector.Brevo;

/// <summary>What Brevo would refuse, caught before it is sent.</summary>
internal static class SmsCampaignChecks
{
    private const int MaxNameSender = 11;
    private const int MaxNumberSender = 15;

    public static void Check(SmsCampaignQuery query)
    {
        CampaignChecks.Window(query.SentSince, query.SentUntil, nameof(query.SentSince), nameof(query.SentUntil));
        if (query is { SentSince: not null, Status: { } status } && status != SmsCampaignStatus.Sent)
        {
            throw new ArgumentException(
                $"Brevo filters by the time of sending only without a status or with {SmsCampaignStatus.Sent}. Leave out Status, or the times.",
                nameof(query)
            );
        }
    }

    public static void Check(CreateSmsCampaignRequest request)
    {
        CampaignChecks.Text(request.Name ?? "", nameof(request.Name));
        CampaignChecks.Text(request.Content ?? "", nameof(request.Content));
        CheckSender(request.Sender ?? "");
        CheckAudience(request.Recipients);
        CheckInstruction(request.UnsubscribeInstruction);
        if (request is { ScheduledAt: not null, Recipients: null })
        {
            throw Wrong(
                "ScheduledAt needs Recipients: Brevo schedules a campaign only when it knows whom it goes to. Set them, or create a draft."
            );
        }
    }

    public static void Check(UpdateSmsCampaignRequest request)
    {
        CampaignChecks.NotEmpty(request == new UpdateSmsCampaignRequest());
        CampaignChecks.Text(request.Name, nameof(request.Name));
        CampaignChecks.Text(request.Content, nameof(request.Content));
        if (request.Sender is { } sender)
        {
            CheckSender(sender);
        }

        CheckAudience(request.Recipients);
        CheckInstruction(request.UnsubscribeInstruction.Value);
    }

    private static void CheckSender(string sender)
    {
        var digits = sender.StartsWith('+') ? sender.AsSpan(1) : sender;
        var isNumber = digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9');
        if (string.IsNullOrWhiteSpace(sender) || (isNumber ? digits.Length > MaxNumberSender : sender.Length > MaxNameSender))
        {
            throw Wrong(
                $"Sender has {sender.Length} characters. Give a name of 1 to {MaxNameSender} characters, or a number of up to {MaxNumberSender} digits."
            );
        }
    }

    private static void CheckAudience(SmsCampaignAudience? audience)
    {
        if (audience is not (null or { ListIds.Count: > 0 }))
        {
            throw Wrong("Recipients names no list to send to. Set ListIds, or leave Recipients out.");
        }
    }

    private static void CheckInstruction(string? instruction)
    {
        if (!string.IsNullOrEmpty(instruction) && !instruction.Contains("STOP", StringComparison.OrdinalIgnoreCase))
        {
            throw Wrong("UnsubscribeInstruction must contain the word STOP, such as \"Reply STOP to unsubscribe\".");
        }
    }

    private static ArgumentException Wrong(string message, string parameter = "request") => new(message, parameter);
}
