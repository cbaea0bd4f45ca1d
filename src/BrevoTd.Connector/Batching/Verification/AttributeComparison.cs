using System.Globalization;
using System.Text.Json;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Batching;

/// <summary>Compares the attributes that were sent with those that a contact has, in the forms in which Brevo gives values back.</summary>
internal sealed class AttributeComparison
{
    private static readonly string[] s_dateForms =
    [
        "yyyy-MM-dd",
        "dd/MM/yyyy",
        "dd-MM-yyyy",
        "MM/dd/yyyy",
        "MM-dd-yyyy",
        "yyyy/MM/dd",
        "d/M/yyyy",
    ];
    private static readonly string[] s_phones = ["SMS", "WHATSAPP", "LANDLINE_NUMBER"];

    private readonly Dictionary<string, ContactAttribute> _definitions = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="definitions">The account's attributes; without them, options of a category cannot be told apart and count as equal.</param>
    public AttributeComparison(IReadOnlyList<ContactAttribute>? definitions)
    {
        HasDefinitions = definitions is not null;
        foreach (var definition in definitions ?? [])
        {
            if (definition.Name is { } name)
            {
                _definitions[name] = definition;
            }
        }
    }

    public bool HasDefinitions { get; }

    /// <param name="sent">A row of <c>jsonBody</c>.</param>
    /// <param name="clears">Whether an empty text asks to clear the value.</param>
    /// <param name="contact">What Brevo has.</param>
    /// <param name="ignored">Gets the names of attributes that the contact does not have.</param>
    /// <param name="different">Gets the names of attributes that have another value.</param>
    public void Compare(ReadOnlyMemory<byte> sent, bool clears, Contact contact, List<string> ignored, List<string> different)
    {
        using var json = JsonDocument.Parse(sent);
        if (!json.RootElement.TryGetProperty("attributes", out var attributes) || attributes.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        foreach (var attribute in attributes.EnumerateObject())
        {
            if (attribute.Value.ValueKind is JsonValueKind.Null)
            {
                continue;
            }

            var stored = Stored(contact, attribute.Name);
            if (attribute.Value.ValueKind is JsonValueKind.String && attribute.Value.ValueEquals(""u8))
            {
                if (clears && !IsEmpty(stored))
                {
                    different.Add(attribute.Name);
                }
            }
            else if (IsEmpty(stored))
            {
                ignored.Add(attribute.Name);
            }
            else if (!AreEqual(attribute.Name, attribute.Value, stored))
            {
                different.Add(attribute.Name);
            }
        }
    }

    private static AttributeValue Stored(Contact contact, string name)
    {
        if (name.Equals(ContactFieldPlaces.ExternalIdAttribute, StringComparison.OrdinalIgnoreCase) && contact.ExternalId is { } id)
        {
            return id;
        }

        if (contact.Attributes is null)
        {
            return default;
        }

        if (contact.Attributes.TryGetValue(name, out var value))
        {
            return value;
        }

        foreach (var (other, otherValue) in contact.Attributes)
        {
            if (other.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return otherValue;
            }
        }

        return default;
    }

    private static bool IsEmpty(AttributeValue value) =>
        value.Kind == AttributeValueKind.Null || value.AsText is { Length: 0 } || value.AsTextList is { Count: 0 };

    private bool AreEqual(string name, JsonElement sent, AttributeValue stored)
    {
        _definitions.TryGetValue(name, out var definition);
        if (sent.ValueKind is JsonValueKind.Array || stored.AsTextList is not null)
        {
            return Items(sent).SetEquals(Items(stored));
        }

        var (one, other) = (TextOf(sent), TextOf(stored));
        if (one is null || other is null)
        {
            // An object or the like: nothing that a map writes, and nothing to compare.
            return true;
        }

        if (string.Equals(one.Trim(), other.Trim(), StringComparison.Ordinal))
        {
            return true;
        }

        if (s_phones.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return KeyText.NormalizePhone(one) is { Length: > 0 } digits && digits == KeyText.NormalizePhone(other);
        }

        if (definition?.Enumeration is { Count: > 0 } options)
        {
            return SameOption(options, one.Trim(), other.Trim());
        }

        return SameNumber(one, other) || SameTruth(sent, one, stored, other) || SameDate(one, other) || IsUnknownOption(stored, one);
    }

    /// <summary>An option comes back by its number: without the account's attributes it cannot be told which one that is.</summary>
    private bool IsUnknownOption(AttributeValue stored, string sent) =>
        !HasDefinitions && stored.AsCategory is { } option && IsWhole(option) && !IsWhole(sent);

    private static bool IsWhole(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static bool SameOption(IReadOnlyList<AttributeOption> options, string one, string other)
    {
        foreach (var option in options)
        {
            if (Names(option, one) && Names(option, other))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Names(AttributeOption option, string text) =>
        string.Equals(option.Label, text, StringComparison.OrdinalIgnoreCase)
        || string.Equals(option.ValueText, text, StringComparison.OrdinalIgnoreCase)
        || option.Value?.ToString(CultureInfo.InvariantCulture) == text;

    private static bool SameNumber(string one, string other) =>
        double.TryParse(one, NumberStyles.Float, CultureInfo.InvariantCulture, out var left)
        && double.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out var right)
        && Math.Abs(left - right) <= 1e-9 * Math.Max(1, Math.Max(Math.Abs(left), Math.Abs(right)));

    private static bool SameTruth(JsonElement sent, string one, AttributeValue stored, string other) =>
        (sent.ValueKind is JsonValueKind.True or JsonValueKind.False || stored.AsBoolean is not null)
        && TruthOf(one) is { } left
        && left == TruthOf(other);

    private static bool? TruthOf(string text) =>
        text.Trim().ToUpperInvariant() switch
        {
            "TRUE" or "1" or "YES" => true,
            "FALSE" or "0" or "NO" => false,
            _ => null,
        };

    private static bool SameDate(string one, string other) =>
        DatesOf(one) is { Count: > 0 } left && DatesOf(other) is { Count: > 0 } right && left.Overlaps(right);

    /// <summary>Day and month may be either way round: the form depends on the account.</summary>
    private static HashSet<DateOnly> DatesOf(string text)
    {
        var dates = new HashSet<DateOnly>();
        var day = text.Trim();
        if (day.Length > 10 && day[10] is 'T' or ' ')
        {
            day = day[..10];
        }

        foreach (var form in s_dateForms)
        {
            if (DateOnly.TryParseExact(day, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                dates.Add(date);
            }
        }

        return dates;
    }

    private static string? TextOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };

    private static string? TextOf(AttributeValue value) =>
        value.Kind switch
        {
            AttributeValueKind.Text => value.AsText,
            AttributeValueKind.Integer => value.AsInteger!.Value.ToString(CultureInfo.InvariantCulture),
            AttributeValueKind.Number => value.AsNumber!.Value.ToString("R", CultureInfo.InvariantCulture),
            AttributeValueKind.Boolean => value.AsBoolean == true ? "true" : "false",
            _ => null,
        };

    private static HashSet<string> Items(JsonElement value) =>
        value.ValueKind is JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(static item => TextOf(item)?.Trim() ?? "")]
            : SplitItems(TextOf(value));

    private static HashSet<string> Items(AttributeValue value) =>
        value.AsTextList is { } texts ? [.. texts.Select(static text => text.Trim())] : SplitItems(TextOf(value));

    private static HashSet<string> SplitItems(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
