using System.Text.Json;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Looks at the open attributes of companies and deals.</summary>
internal static class CrmAttributes
{
    public static string? Text(IReadOnlyDictionary<string, AttributeValue>? attributes, string name) =>
        attributes is not null && attributes.TryGetValue(name, out var value) ? value.AsText : null;

    public static DateTimeOffset? Moment(IReadOnlyDictionary<string, AttributeValue>? attributes, string name)
    {
        try
        {
            return Text(attributes, name) is { } text ? LenientDateTimeOffsetConverter.Parse(text) : null;
        }
        catch (JsonException)
        {
            // The value is still there as text.
            return null;
        }
    }
}
