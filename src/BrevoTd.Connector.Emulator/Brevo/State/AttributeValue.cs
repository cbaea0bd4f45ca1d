using System.Globalization;

namespace BrevoTd.Connector.Emulator.Brevo;

internal enum AttributeKind : byte
{
    Text,
    Number,
    Boolean,
    Date,
    Options,
}

/// <summary>A value as it is stored, after the attribute's type has accepted it.</summary>
internal readonly record struct AttributeValue(AttributeKind Kind, string? Text = null, double Number = 0, string[]? Items = null)
{
    private static readonly string[] s_isoFormats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss'Z'",
        "yyyy-MM-dd'T'HH:mm:ss.fff",
        "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
        "yyyy-MM-dd HH:mm:ss",
    ];

    /// <summary>Days since 0001-01-01, for <see cref="AttributeKind.Date"/>.</summary>
    public DateOnly Date => DateOnly.FromDayNumber((int)Number);

    /// <summary>
    /// What an attribute makes of a value from a request, or <see langword="null"/> if the value does not match its type: such values are
    /// silently ignored. A single line of CSV knows only text, so text that reads as a number, a truth value or a date is one.
    /// </summary>
    public static AttributeValue? From(AttributeDefinition definition, in RawValue raw, string accountDateFormat)
    {
        if (definition.Category == "category")
            return OptionOf(definition, raw) is { } label ? new AttributeValue(AttributeKind.Text, label) : null;
        switch (definition.Type)
        {
            case "text":
            case "user":
                return raw.Kind == RawKind.Text ? new AttributeValue(AttributeKind.Text, raw.Text) : null;
            case "id":
                return raw.AsText() is { } id ? new AttributeValue(AttributeKind.Text, id) : null;
            case "float":
                if (raw.Kind == RawKind.Number)
                    return new AttributeValue(AttributeKind.Number, Number: raw.Number);
                return
                    raw.Kind == RawKind.Text
                    && double.TryParse(raw.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    && double.IsFinite(number)
                    ? new AttributeValue(AttributeKind.Number, Number: number)
                    : null;
            case "boolean":
                return raw.AsBoolean() is { } boolean ? new AttributeValue(AttributeKind.Boolean, Number: boolean ? 1 : 0) : null;
            case "date":
                return raw.Kind == RawKind.Text && TryDate(raw.Text, accountDateFormat, out var date)
                    ? new AttributeValue(AttributeKind.Date, Number: date.DayNumber)
                    : null;
            case "multiple-choice":
                return OptionsOf(definition, raw) is { Length: > 0 } items ? new AttributeValue(AttributeKind.Options, Items: items) : null;
            default:
                return null;
        }
    }

    public string ToText() =>
        Kind switch
        {
            AttributeKind.Text => Text!,
            AttributeKind.Boolean => Number != 0 ? "true" : "false",
            AttributeKind.Date => Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            AttributeKind.Options => string.Join(',', Items!),
            _ => Number.ToString(CultureInfo.InvariantCulture),
        };

    public static bool TryDate(string? text, string accountDateFormat, out DateOnly date)
    {
        text = text?.Trim();
        if (DateOnly.TryParseExact(text, accountDateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out date))
            return true;
        if (DateTime.TryParseExact(text, s_isoFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var dateTime))
        {
            date = DateOnly.FromDateTime(dateTime);
            return true;
        }

        return false;
    }

    private static string? OptionOf(AttributeDefinition definition, in RawValue raw)
    {
        var text = raw.AsText();
        foreach (var option in definition.Enumeration)
        {
            if (string.Equals(option.Label, text, StringComparison.OrdinalIgnoreCase))
                return option.Label;
        }

        foreach (var option in definition.Enumeration)
        {
            if (option.Value.ToString(CultureInfo.InvariantCulture) == text)
                return option.Label;
        }

        return null;
    }

    private static string[]? OptionsOf(AttributeDefinition definition, in RawValue raw)
    {
        string[]? given = raw.Kind switch
        {
            RawKind.Items => raw.Items,
            RawKind.Text => raw.Text!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            _ => null,
        };
        return given?.Where(item => definition.Options.Contains(item, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal).ToArray();
    }
}
