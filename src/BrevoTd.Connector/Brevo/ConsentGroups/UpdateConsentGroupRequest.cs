using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What changes about a consent group. Members that are not set are not sent and stay as they are.</summary>
public sealed record UpdateConsentGroupRequest
{
    /// <summary>New name, up to 255 characters; unique in the account.</summary>
    public string? Name { get; init; }

    /// <summary>New description, up to 500 characters; an empty text takes it away.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Description { get; init; }

    /// <summary>New mode.</summary>
    public ConsentGroupSignupMode? SignupMode { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UpdateConsentGroupRequest);
}
