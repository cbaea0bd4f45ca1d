using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>The account behind the key (<c>GET /account</c>).</summary>
public sealed record BrevoAccount
{
    /// <summary>Id of the organisation, a text.</summary>
    [JsonPropertyName("organization_id")]
    public string? OrganizationId { get; init; }

    /// <summary>Id of the user that owns the key.</summary>
    [JsonPropertyName("user_id")]
    public long? UserId { get; init; }

    /// <summary>Whether the account has an Enterprise plan. It hints at the tier of rate limits but does not decide it.</summary>
    [JsonPropertyName("enterprise")]
    public bool? IsEnterprise { get; init; }

    /// <summary>Name of the company.</summary>
    public string? CompanyName { get; init; }

    /// <summary>E-mail of the login; personal data.</summary>
    public string? Email { get; init; }

    /// <summary>First name of the user; personal data.</summary>
    public string? FirstName { get; init; }

    /// <summary>Last name of the user; personal data.</summary>
    public string? LastName { get; init; }

    /// <summary>Postal address of the company.</summary>
    public AccountAddress? Address { get; init; }

    /// <summary>Plans and the credits that are left in each.</summary>
    public IReadOnlyList<AccountPlan>? Plan { get; init; }

    /// <summary>Plans by category, in the newer form.</summary>
    public IReadOnlyList<AccountPlanVertical>? PlanVerticals { get; init; }

    /// <summary>The SMTP relay for transactional e-mail.</summary>
    public AccountRelay? Relay { get; init; }

    /// <summary>The marketing automation of the account.</summary>
    public AccountMarketingAutomation? MarketingAutomation { get; init; }

    /// <summary>The id of the user that owns the key only.</summary>
    public override string ToString() => $"{nameof(BrevoAccount)} of user {UserId}";
}
