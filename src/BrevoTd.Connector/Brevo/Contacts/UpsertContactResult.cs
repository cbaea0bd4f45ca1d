using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What an upsert did.</summary>
public sealed record UpsertContactResult
{
    /// <summary>Whether the contact is new; otherwise an existing one was updated.</summary>
    public bool Created { get; init; }

    /// <summary>
    /// Id of the new contact; <see langword="null"/> when an existing one was updated, because Brevo does not answer it then, except with
    /// <see cref="CreateContactRequest.GetId"/>.
    /// </summary>
    public ContactId? Id { get; init; }
}
