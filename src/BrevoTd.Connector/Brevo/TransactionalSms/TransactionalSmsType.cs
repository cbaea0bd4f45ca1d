using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What an SMS is for, which decides when it may be sent. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<TransactionalSmsType>))]
public readonly record struct TransactionalSmsType(string Value) : IStringValue<TransactionalSmsType>
{
    /// <summary>Answers something that the recipient did; may be sent at any time.</summary>
    public static TransactionalSmsType Transactional { get; } = new("transactional");

    /// <summary>Advertising; in France not at night, on Sundays and on holidays.</summary>
    public static TransactionalSmsType Marketing { get; } = new("marketing");

    static TransactionalSmsType IStringValue<TransactionalSmsType>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
