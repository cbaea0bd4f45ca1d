namespace BrevoTd.Connector.Brevo;

internal sealed record EmailTemplatesAnswer
{
    public IReadOnlyList<EmailTemplate>? Templates { get; init; }

    public long? Count { get; init; }
}

internal sealed record EmailTemplateCreatedAnswer
{
    public EmailTemplateId? Id { get; init; }
}

internal sealed record EmailTemplateTestBody
{
    public required IReadOnlyList<string> EmailTo { get; init; }
}
