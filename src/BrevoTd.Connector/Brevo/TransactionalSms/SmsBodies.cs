namespace BrevoTd.Connector.Brevo;

internal sealed record SmsEventsAnswer
{
    public IReadOnlyList<SmsEvent>? Events { get; init; }
}

internal sealed record SmsReportsAnswer
{
    public IReadOnlyList<SmsDailyReport>? Reports { get; init; }
}

internal sealed record SmsTemplatesAnswer
{
    public IReadOnlyList<SmsTemplate>? Templates { get; init; }

    public long? Count { get; init; }
}
