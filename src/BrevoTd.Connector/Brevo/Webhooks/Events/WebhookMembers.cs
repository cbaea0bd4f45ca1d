using System.Globalization;
using System.Text.Json;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Members of a payload, read without an exception whatever they hold: what cannot be read is absent.</summary>
internal readonly struct WebhookMembers(JsonElement payload)
{
    private const long FirstMillisecond = 100_000_000_000;

    private readonly JsonElement _payload = payload;

    public bool Has(string name) => Find(name) is not null;

    public bool HasAny(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Has(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first of the members that is there; empty text counts as absent.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Find(name) is { } value && TextOf(value) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>A text that may be empty and then says something.</summary>
    public string? TextOrEmpty(string name) => Find(name) is { } value ? TextOf(value) : null;

    public long? Integer(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Find(name) is { } value && IntegerOf(value) is { } number)
            {
                return number;
            }
        }

        return null;
    }

    public double? Number(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Find(name) is not { } value)
            {
                continue;
            }

            if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number))
            {
                return number;
            }

            if (
                value.ValueKind == JsonValueKind.String
                && double.TryParse(TextOf(value), NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            )
            {
                return number;
            }
        }

        return null;
    }

    public bool? Boolean(string name) =>
        Find(name) is { } value
            ? value.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => TextOf(value) switch
                {
                    "true" or "1" => true,
                    "false" or "0" => false,
                    _ => null,
                },
            }
            : null;

    /// <summary>An array, one value, or text that holds an array, as texts.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (Find(name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            return TextsOf(value);
        }

        return TextOf(value) is { Length: > 0 } text ? TextsIn(text) : [];
    }

    public IReadOnlyList<long> Integers(string name)
    {
        if (Find(name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            return IntegerOf(value) is { } single ? [single] : [];
        }

        var numbers = new List<long>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            if (IntegerOf(item) is { } number)
            {
                numbers.Add(number);
            }
        }

        return numbers;
    }

    public DateTimeOffset? Moment(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Find(name) is { } value && MomentOf(value) is { } moment)
            {
                return moment;
            }
        }

        return null;
    }

    /// <summary>A date as text; one without an offset is read as UTC.</summary>
    public DateTimeOffset? Date(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Text(name) is not { } text)
            {
                continue;
            }

            try
            {
                return LenientDateTimeOffsetConverter.Parse(text);
            }
            catch (JsonException)
            {
                // No date: the next member may be one.
            }
        }

        return null;
    }

    public JsonElement? Find(string name)
    {
        if (_payload.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        try
        {
            return _payload.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
        }
        catch (InvalidOperationException)
        {
            // Another member's name is no Unicode text.
            return null;
        }
    }

    public static string? TextOf(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                try
                {
                    return value.GetString();
                }
                catch (InvalidOperationException)
                {
                    // Half a surrogate pair, or bytes that are no UTF-8.
                    return null;
                }

            case JsonValueKind.Number:
                return value.GetRawText();
            case JsonValueKind.True:
                return "true";
            case JsonValueKind.False:
                return "false";
            default:
                return null;
        }
    }

    private static long? IntegerOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt64(out var number) => number,
            JsonValueKind.Number when value.TryGetDouble(out var number) && Math.Abs(number) < 1e15 && number == Math.Truncate(number) =>
                (long)number,
            JsonValueKind.String
                when long.TryParse(TextOf(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };

    /// <summary>Seconds or milliseconds: one member has been seen with both.</summary>
    private static DateTimeOffset? MomentOf(JsonElement value) =>
        IntegerOf(value) switch
        {
            null or <= 0 => null,
            < FirstMillisecond and var seconds => DateTimeOffset.FromUnixTimeSeconds(seconds),
            <= 253_402_300_799_999 and var milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
            _ => null,
        };

    private static List<string> TextsOf(JsonElement array)
    {
        var texts = new List<string>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            if (TextOf(item) is { Length: > 0 } text)
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    private static List<string> TextsIn(string text)
    {
        if (text[0] == '[')
        {
            try
            {
                using var document = JsonDocument.Parse(text);
                return TextsOf(document.RootElement);
            }
            catch (JsonException)
            {
                // A tag that merely begins with a bracket.
            }
        }

        return [text];
    }
}
