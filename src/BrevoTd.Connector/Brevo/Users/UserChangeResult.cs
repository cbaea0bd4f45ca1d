using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What a change of users has led to.</summary>
public sealed record UserChangeResult
{
    /// <summary><c>OK</c> when it is done.</summary>
    public string? Status { get; init; }

    /// <summary>Id of the invoice, where the change costs something.</summary>
    [JsonPropertyName("invoice_id")]
    public string? InvoiceId { get; init; }

    /// <summary>Ids of credit notes, where the change gives something back.</summary>
    [JsonPropertyName("credit_notes")]
    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? CreditNotes { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UserChangeResult);
}
