using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>
/// Fills <c>{{params.a.b}}</c> and <c>{{contact.NAME}}</c> in. That is all of Brevo's template language that the emulator knows: filters, conditions and loops
/// stay as they are.
/// </summary>
internal static partial class PlaceholderText
{
    public static string? Fill(string? text, JsonElement parameters, IReadOnlyDictionary<string, string>? contact) =>
        text is null || !text.Contains("{{", StringComparison.Ordinal)
            ? text
            : Placeholder()
                .Replace(
                    text,
                    match =>
                        match.Groups["of"].Value == "contact"
                            ? contact?.GetValueOrDefault(match.Groups["path"].Value) ?? ""
                            : Value(parameters, match.Groups["path"].Value)
                );

    private static string Value(JsonElement parameters, string path)
    {
        var value = parameters;
        foreach (var name in path.Split('.'))
        {
            if (
                value.ValueKind == JsonValueKind.Array
                && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                && index < value.GetArrayLength()
            )
                value = value[index];
            else if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                return "";
        }

        return value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? "" : value.ToString();
    }

    [GeneratedRegex(@"\{\{\s*(?<of>params|contact)\.(?<path>[\w.-]+)\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
