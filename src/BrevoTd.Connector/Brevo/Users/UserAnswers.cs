namespace BrevoTd.Connector.Brevo;

internal sealed record OrganizationUserListAnswer
{
    public IReadOnlyList<OrganizationUser>? Users { get; init; }
}
