using System.Text.Json;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Id of a payment request. Brevo gives a number when it creates one and speaks of a UUID elsewhere: whatever it gave is kept as text. A text converts implicitly.</summary>
/// <param name="Value">The id that Brevo gave, as text.</param>
[JsonConverter(typeof(PaymentRequestIdConverter))]
public readonly record struct PaymentRequestId(string Value) : IStringValue<PaymentRequestId>
{
    /// <summary>The id of that text.</summary>
    /// <param name="value">The id that Brevo gave, as text.</param>
    public static implicit operator PaymentRequestId(string value) => new(value);

    static PaymentRequestId IStringValue<PaymentRequestId>.From(string value) => new(value);

    /// <summary>The id as text.</summary>
    public override string ToString() => Value ?? "";
}

internal sealed class PaymentRequestIdConverter : JsonConverter<PaymentRequestId>
{
    public override PaymentRequestId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(TextOrNumberConverter.ReadText(ref reader)!);

    public override void Write(Utf8JsonWriter writer, PaymentRequestId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
