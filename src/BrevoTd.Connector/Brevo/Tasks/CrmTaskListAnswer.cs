namespace BrevoTd.Connector.Brevo;

internal sealed record CrmTaskListAnswer
{
    public IReadOnlyList<CrmTask>? Items { get; init; }
}
