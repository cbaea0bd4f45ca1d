using System.Globalization;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

internal enum RawKind : byte
{
    Null,
    Text,
    Number,
    Boolean,
    Items,
    Other,
}

/// <summary>A value as a request carries it, before any attribute's type has looked at it.</summary>
internal readonly record struct RawValue(RawKind Kind, string? Text = null, double Number = 0, string[]? Items = null)
{
    /// <summary>Null, or text without a visible character: "an empty field".</summary>
    public bool IsEmpty => Kind == RawKind.Null || (Kind == RawKind.Text && string.IsNullOrWhiteSpace(Text));

    public static RawValue From(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Null => new RawValue(RawKind.Null),
            JsonValueKind.String => new RawValue(RawKind.Text, element.GetString()),
            // The digits are kept: a phone or an id sent as a number must not become 3.3E10.
            JsonValueKind.Number => new RawValue(RawKind.Number, element.GetRawText(), element.GetDouble()),
            JsonValueKind.True => new RawValue(RawKind.Boolean, Number: 1),
            JsonValueKind.False => new RawValue(RawKind.Boolean),
            JsonValueKind.Array when element.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.String) => new RawValue(
                RawKind.Items,
                Items: [.. element.EnumerateArray().Select(static item => item.GetString()!)]
            ),
            _ => new RawValue(RawKind.Other),
        };

    /// <summary>Text, or the digits of a number.</summary>
    public string? AsText() => Kind is RawKind.Text or RawKind.Number ? Text!.Trim() : null;

    public bool? AsBoolean() =>
        Kind switch
        {
            RawKind.Boolean => Number != 0,
            RawKind.Number when Number is 0 or 1 => Number == 1,
            RawKind.Text => Text!.Trim().ToLowerInvariant() switch
            {
                "true" or "1" or "yes" => true,
                "false" or "0" or "no" => false,
                _ => null,
            },
            _ => null,
        };

    /// <summary>How the value looks in a report.</summary>
    public string ToReportText() =>
        Kind switch
        {
            RawKind.Text or RawKind.Number => Text!,
            RawKind.Boolean => Number != 0 ? "true" : "false",
            RawKind.Items => string.Join(',', Items!),
            _ => "",
        };

    public override string ToString() => Kind.ToString();
}
