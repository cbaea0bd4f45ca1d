using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>One plan of an account by category.</summary>
public sealed record AccountPlanVertical
{
    /// <summary>Category, such as <c>marketing</c> or <c>sales</c>.</summary>
    public string? PlanCategory { get; init; }

    /// <summary>Type within the category.</summary>
    public string? PlanType { get; init; }

    /// <summary>Name of the plan.</summary>
    public string? Name { get; init; }

    /// <summary>State of the plan, such as <c>active</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Start, as Brevo writes it: a date or Unix seconds.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? StartDate { get; init; }

    /// <summary>End, as Brevo writes it: a date or Unix seconds.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? EndDate { get; init; }

    /// <summary>Credits of the category, where it has any.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Credits { get; init; }

    /// <summary>Seats of users.</summary>
    public AccountPlanSeats? Users { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(AccountPlanVertical);
}
