using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>One plan of an account and its credits.</summary>
public sealed record AccountPlan
{
    /// <summary>Kind of plan, such as <c>payAsYouGo</c>, <c>free</c>, <c>subscription</c> or <c>sms</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Credits that are left; not always whole.</summary>
    public double? Credits { get; init; }

    /// <summary>What a credit is; Brevo documents <c>sendLimit</c>.</summary>
    public string? CreditsType { get; init; }

    /// <summary>First day of the period, as Brevo writes it: a date or Unix seconds.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? StartDate { get; init; }

    /// <summary>Last day of the period, as Brevo writes it: a date or Unix seconds.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? EndDate { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(AccountPlan);
}
