namespace BrevoTd.Connector.Brevo;

internal sealed record ExternalFeedListAnswer
{
    public IReadOnlyList<ExternalFeed>? Feeds { get; init; }

    public long? Count { get; init; }
}

internal sealed record ExternalFeedCreatedAnswer
{
    public ExternalFeedId? Id { get; init; }
}
