using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Why an address gets no transactional e-mail. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<BlockReasonCode>))]
public readonly record struct BlockReasonCode(string Value) : IStringValue<BlockReasonCode>
{
    /// <summary>A message came back for good.</summary>
    public static BlockReasonCode HardBounce { get; } = new("hardBounce");

    /// <summary>The recipient complained.</summary>
    public static BlockReasonCode ContactFlaggedAsSpam { get; } = new("contactFlaggedAsSpam");

    /// <summary>The recipient unsubscribed by the link in a message.</summary>
    public static BlockReasonCode UnsubscribedViaEmail { get; } = new("unsubscribedViaEmail");

    /// <summary>The recipient unsubscribed in an automation.</summary>
    public static BlockReasonCode UnsubscribedViaMA { get; } = new("unsubscribedViaMA");

    /// <summary>Somebody unsubscribed the recipient through the API.</summary>
    public static BlockReasonCode UnsubscribedViaApi { get; } = new("unsubscribedViaApi");

    /// <summary>Somebody blocked the address in the account.</summary>
    public static BlockReasonCode AdminBlocked { get; } = new("adminBlocked");

    static BlockReasonCode IStringValue<BlockReasonCode>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
