using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Sync;

/// <summary>An attribute that gets a column of its own.</summary>
internal readonly record struct AttributeColumn(string Attribute, string Column, bool IsNumber)
{
    /// <summary>Identifiers have columns already; global attributes have one value for the whole account.</summary>
    public static IEnumerable<AttributeColumn> Of(IEnumerable<ContactAttribute> attributes) =>
        attributes
            .Where(static attribute =>
                !string.IsNullOrEmpty(attribute.Name)
                && attribute.Category != AttributeCategory.Global
                && attribute.Name is not ("EMAIL" or "EXT_ID" or "SMS" or "WHATSAPP" or "LANDLINE_NUMBER")
            )
            .Select(static attribute => new AttributeColumn(attribute.Name!, "", attribute.Type == AttributeType.Float));

    public static IEnumerable<AttributeColumn> Of(IEnumerable<CrmAttribute> attributes) =>
        attributes
            .Where(static attribute => !string.IsNullOrEmpty(attribute.InternalName))
            .Select(static attribute => new AttributeColumn(attribute.InternalName!, "", attribute.Type == CrmAttributeType.Number));

    /// <summary>
    /// Chooses the columns' names. A name that is taken gets digits of a hash behind it; which attribute keeps the plain name does not depend on the order in which they come.
    /// </summary>
    /// <param name="attributes">The attributes, still without columns.</param>
    /// <param name="taken">Names of other columns; those that are chosen are added.</param>
    public static List<AttributeColumn> Name(IEnumerable<AttributeColumn> attributes, HashSet<string> taken)
    {
        var named = new List<AttributeColumn>();
        var sorted = attributes
            .DistinctBy(static attribute => attribute.Attribute)
            .Select(static attribute => attribute with { Column = TdColumnNames.Adjust(attribute.Attribute) })
            // Names that only change their case come first: theirs is the plain name.
            .OrderBy(static attribute => string.Equals(attribute.Attribute, attribute.Column, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
            .ThenBy(static attribute => attribute.Attribute, StringComparer.Ordinal);
        foreach (var attribute in sorted)
        {
            var column = attribute.Column;
            if (!taken.Add(column))
            {
                var hash = SHA256.HashData(Encoding.UTF8.GetBytes(attribute.Attribute));
                column = $"{column}_{Convert.ToHexString(hash, 0, 4).ToLowerInvariant()}";
                _ = taken.Add(column);
            }

            named.Add(attribute with { Column = column });
        }

        return named;
    }

    public static double? Number(AttributeValue value) =>
        value.AsNumber ?? (double.TryParse(value.AsText, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null);

    public static string? Text(AttributeValue value) =>
        value.Kind switch
        {
            AttributeValueKind.Null => null,
            AttributeValueKind.Text => value.AsText,
            AttributeValueKind.Integer => value.AsInteger?.ToString(CultureInfo.InvariantCulture),
            AttributeValueKind.Number => value.AsNumber?.ToString("R", CultureInfo.InvariantCulture),
            AttributeValueKind.Boolean => value.AsBoolean == true ? "true" : "false",
            _ => JsonSerializer.Serialize(value, BrevoJsonContext.Default.AttributeValue),
        };
}
