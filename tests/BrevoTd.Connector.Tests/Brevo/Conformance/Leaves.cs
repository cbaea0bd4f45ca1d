using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>Compares the single values of an answer with those that the model holds after reading it.</summary>
internal static class Leaves
{
    private const int MaxDepth = 24;

    /// <summary>The paths and values of an answer that the model does not hold. Null and empty text say nothing and are not looked for.</summary>
    /// <param name="answer">What the service answered.</param>
    /// <param name="model">What the client made of it.</param>
    /// <param name="excepted">Paths that are not looked for.</param>
    public static IReadOnlyList<(string Path, string Value)> Missing(JsonNode answer, object? model, Func<string, bool> excepted)
    {
        var held = new Dictionary<string, int>(StringComparer.Ordinal);
        Collect(model, held, 0);
        var missing = new List<(string Path, string Value)>();
        foreach (var (path, value) in OfAnswer(answer, "").Where(leaf => !excepted(leaf.Path)))
        {
            if (Forms(value).FirstOrDefault(form => held.GetValueOrDefault(form) > 0) is { } found)
            {
                held[found]--;
            }
            else
            {
                missing.Add((path, value.ToJsonString()));
            }
        }

        return missing;
    }

    private static IEnumerable<(string Path, JsonValue Value)> OfAnswer(JsonNode? node, string path) =>
        node switch
        {
            JsonObject members => members.SelectMany(member =>
                OfAnswer(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")
            ),
            JsonArray items => items.SelectMany(item => OfAnswer(item, path + "[]")),
            JsonValue value when value.GetValueKind() != JsonValueKind.String || !string.IsNullOrWhiteSpace(value.GetValue<string>()) =>
            [
                (path, value),
            ],
            _ => [],
        };

    // The ways in which a model may hold one value: a date as a moment, a number as text, and the other way round.
    private static IEnumerable<string> Forms(JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.True:
            case JsonValueKind.False:
                yield return Form(value.GetValueKind() == JsonValueKind.True);
                break;
            case JsonValueKind.Number:
                var number = double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);
                yield return Form(number);
                yield return Form(value.ToJsonString());
                if (number is > 0 and < 1e12)
                {
                    yield return Form(DateTimeOffset.FromUnixTimeSeconds((long)number));
                }

                if (number is >= 1e12 and < 1e14)
                {
                    yield return Form(DateTimeOffset.FromUnixTimeMilliseconds((long)number));
                }

                break;
            default:
                foreach (var form in TextForms(value.GetValue<string>()))
                {
                    yield return form;
                }

                break;
        }
    }

    private static IEnumerable<string> TextForms(string text)
    {
        yield return Form(text);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            yield return Form(number);
        }

        if (text.Length >= 8 && Moment(text) is { } moment)
        {
            yield return Form(moment);
        }

        if (bool.TryParse(text, out var flag))
        {
            yield return Form(flag);
        }
    }

    private static DateTimeOffset? Moment(string text)
    {
        try
        {
            return LenientDateTimeOffsetConverter.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Collect(object? value, Dictionary<string, int> held, int depth)
    {
        if (value is null || depth > MaxDepth)
        {
            return;
        }

        switch (value)
        {
            case AttributeValue { AsJson: { } json }:
                Collect(JsonNode.Parse(json), held, depth + 1);
                break;
            case AttributeValue attribute:
                Collect(attribute.AsText ?? attribute.AsNumber ?? attribute.AsBoolean ?? (object?)attribute.AsTextList, held, depth + 1);
                break;
            case PropertyValue property:
                Collect(
                    property.AsText
                        ?? property.AsNumber
                        ?? property.AsBoolean
                        ?? (object?)property.AsList
                        ?? property.AsObject?.ToDictionary(member => member.Key, member => member.Value),
                    held,
                    depth + 1
                );
                break;
            case JsonElement element:
                Collect(element.ValueKind == JsonValueKind.Undefined ? null : JsonNode.Parse(element.GetRawText()), held, depth + 1);
                break;
            case JsonNode node:
                foreach (var (_, leaf) in OfAnswer(node, ""))
                {
                    Add(held, Forms(leaf).First());
                }

                break;
            case string or bool or DateTimeOffset or DateOnly or TimeSpan or Guid or Uri or Enum:
                Add(held, Form(value));
                break;
            case IDictionary entries:
                foreach (DictionaryEntry entry in entries)
                {
                    Add(held, Form(entry.Key.ToString()!));
                    Collect(entry.Value, held, depth + 1);
                }

                break;
            case IEnumerable items:
                foreach (var item in items)
                {
                    Collect(item, held, depth + 1);
                }

                break;
            case IConvertible number when value.GetType().IsPrimitive || value is decimal:
                Add(held, Form(number.ToDouble(CultureInfo.InvariantCulture)));
                break;
            default:
                CollectMembers(value, held, depth);
                break;
        }
    }

    private static void CollectMembers(object value, Dictionary<string, int> held, int depth)
    {
        var type = value.GetType();
        if (type.Assembly != typeof(BrevoClient).Assembly && !type.IsGenericType)
        {
            return;
        }

        // What a model derives from its members is not counted as a second find.
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
            .ToList();
        var settable = members.Where(property => property.SetMethod is not null).ToList();
        foreach (var member in settable.Count > 0 ? settable : members)
        {
            Collect(member.GetValue(value), held, depth + 1);
        }
    }

    private static void Add(Dictionary<string, int> held, string form) => held[form] = held.GetValueOrDefault(form) + 1;

    private static string Form(object value) =>
        value switch
        {
            string text => "text " + text,
            bool flag => flag ? "true" : "false",
            double number => "number " + number.ToString("R", CultureInfo.InvariantCulture),
            DateTimeOffset moment => "moment " + moment.UtcTicks.ToString(CultureInfo.InvariantCulture),
            DateOnly date => Form(new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)),
            TimeSpan span => Form(span.TotalSeconds),
            Uri address => "text " + address.OriginalString,
            _ => "text " + value,
        };
}
