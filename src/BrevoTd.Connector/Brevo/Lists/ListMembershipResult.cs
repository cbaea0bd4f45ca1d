using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What became of the contacts that were to be added to a list or removed from it.</summary>
public sealed record ListMembershipResult
{
    /// <summary>Identifiers of the contacts whose membership changed, as they were passed; personal data.</summary>
    public IReadOnlyList<string> Success { get; init; } = [];

    /// <summary>Identifiers whose membership did not change: such a contact does not exist, or was already where it should be. Personal data.</summary>
    public IReadOnlyList<string> Failure { get; init; } = [];

    /// <summary>The numbers only.</summary>
    public override string ToString() => $"{nameof(ListMembershipResult)} {{ Success = {Success.Count}, Failure = {Failure.Count} }}";
}
