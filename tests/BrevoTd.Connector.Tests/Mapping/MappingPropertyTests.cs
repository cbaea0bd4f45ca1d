using System.Globalization;
using System.Text;
using System.Text.Json;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;
using CsCheck;

namespace BrevoTd.Connector.Tests.Mapping;

public class MappingPropertyTests
{
    /// <summary>Texts of any characters: controls, quotes, right-to-left, and halves of surrogate pairs.</summary>
    private static readonly Gen<string?> s_text = Gen.Frequency(
        (1, Gen.Const((string?)null)),
        (1, Gen.Const((string?)"")),
        (4, Gen.Char['\u0000', '\uFFFF'].Array[0, 40].Select(chars => (string?)new string(chars))),
        (4, Gen.Char[' ', '~'].Array[0, 80].Select(chars => (string?)new string(chars))),
        (
            2,
            Gen.OneOfConst("\u202Eabc", "😀\"\\", "a\u0000b", "\uD800", "x\uDC00y", "  ", "\u00A0Zoë ", "</script>")
                .Select(text => (string?)text)
        )
    );

    private static readonly Gen<(string? Text, long? Integer, double? Number, bool? Truth, DateOnly? Date, DateTimeOffset? Time)> s_record =
        Gen.Select(
            s_text,
            Gen.Long.Nullable(),
            Gen.Frequency(
                (4, Gen.Double.Nullable()),
                (1, Gen.OneOfConst<double?>(double.NaN, double.PositiveInfinity, double.Epsilon, double.MaxValue, -0.0))
            ),
            Gen.Bool.Nullable(),
            Gen.Date.Select(date => DateOnly.FromDateTime(date)).Nullable(),
            Gen.DateTimeOffset.Nullable()
        );

    private static ContactMap<(
        string? Text,
        long? Integer,
        double? Number,
        bool? Truth,
        DateOnly? Date,
        DateTimeOffset? Time
    )> Map { get; } =
        ContactMap.From<(string? Text, long? Integer, double? Number, bool? Truth, DateOnly? Date, DateTimeOffset? Time)>(map =>
        {
            map.ExternalId(_ => "1");
            map.Attribute("TEXT", x => x.Text);
            map.Attribute("LOWER", x => x.Text).Trim().ToLower();
            map.Attribute("INTEGER", x => x.Integer);
            map.Attribute("NUMBER", x => x.Number);
            map.Attribute("TRUTH", x => x.Truth);
            map.Attribute("DATE", x => x.Date);
            map.Attribute("TIME", x => x.Time);
        });

    [Fact]
    public void Encode_AnyRecord_IsJsonOfItsValuesOrACollectedFailure()
    {
        s_record.Sample(
            record =>
            {
                var contact = Encode.With(Map.CreateEncoder(), record);
                if (record.Number is { } number && !double.IsFinite(number))
                {
                    return contact.Record.Outcome == EncodeOutcome.Failed
                        && contact.Bytes.Length == 0
                        && contact.Failure.Target == "attributes.NUMBER";
                }

                using var json = JsonDocument.Parse(contact.Bytes);
                var attributes = json.RootElement.GetProperty("attributes");
                return Text(attributes, "TEXT") == Valid(record.Text)
                    && Text(attributes, "LOWER") == Valid(Valid(record.Text)?.Trim().ToLowerInvariant())
                    && (Has(attributes, "INTEGER") ? attributes.GetProperty("INTEGER").GetInt64() : (long?)null) == record.Integer
                    && (Has(attributes, "NUMBER") ? attributes.GetProperty("NUMBER").GetDouble() : (double?)null).Equals(record.Number)
                    && (Has(attributes, "TRUTH") ? attributes.GetProperty("TRUTH").GetBoolean() : (bool?)null) == record.Truth
                    && Text(attributes, "DATE") == record.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                    && (Has(attributes, "TIME") ? attributes.GetProperty("TIME").GetDateTimeOffset() : (DateTimeOffset?)null)
                        == record.Time;
            },
            iter: 20_000
        );
    }

    [Fact]
    public void Encode_AnyRowAgainstAnyRule_NeverThrowsAndWritesJson()
    {
        var schema = TestRows.Schema("v");
        var value = Gen.Frequency(
            (1, Gen.Const((object?)null)),
            (3, s_text.Select(text => (object?)(text is null ? null : Valid(text) ?? ""))),
            (2, Gen.Byte.Array[0, 30].Select(bytes => (object?)bytes)),
            (2, Gen.Long.Select(number => (object?)number)),
            (1, Gen.ULong.Select(number => (object?)number)),
            (2, Gen.Double.Select(number => (object?)number)),
            (1, Gen.Bool.Select(truth => (object?)truth)),
            (1, Gen.Const((object?)new[] { "a", "b" }))
        );
        var encoder = ContactMap
            .From<TdRow>(map =>
            {
                map.Email(_ => "a@b.de");
                map.Attribute("TEXT", Column.Text("v")).Trim().ToLower().ToUpper().OrDrop();
                map.Attribute("PHONE", Column.Text("v")).ToE164("JP").OrDrop();
                map.Attribute("MAIL", Column.Text("v")).MustBeEmail().OrDrop();
                map.Attribute("INTEGER", Column.Int64("v")).OrDrop();
                map.Attribute("NUMBER", Column.Double("v")).OrDrop();
                map.Attribute("DECIMAL", Column.Decimal("v")).OrDrop();
                map.Attribute("TRUTH", Column.Boolean("v")).OrDrop();
                map.Attribute("DATE", Column.Date("v")).OrDrop();
                map.Attribute("TIME", Column.Timestamp("v")).OrDrop();
            })
            .CreateEncoder();
        var failing = ContactMap
            .From<TdRow>(map =>
            {
                map.Email(_ => "a@b.de");
                map.Attribute("INTEGER", Column.Int64("v")).WhenNull(NullPolicy.Fail);
                map.Attribute("TEXT", Column.Text("v"));
            })
            .CreateEncoder();

        value.Sample(
            v =>
            {
                var row = TestRows.Of(schema, v);
                var contact = Encode.With(encoder, row);
                using var json = JsonDocument.Parse(contact.Bytes);
                var failed = Encode.With(failing, row);
                return json.RootElement.GetProperty("email").GetString() == "a@b.de"
                    && (failed.Record.Outcome == EncodeOutcome.Failed) == (failed.Record.Failures.Count > 0);
            },
            iter: 20_000,
            threads: 1
        );
    }

    [Fact]
    public void Steps_AnyUtf8_EqualTheirStringTwins()
    {
        var text = s_text.Where(value => !string.IsNullOrEmpty(value)).Select(value => Valid(value)!);

        text.Sample(
            value =>
                Attribute(value, rule => rule.Trim()) == Valid(value.Trim())
                && Attribute(value, rule => rule.ToLower()) == value.ToLowerInvariant()
                && Attribute(value, rule => rule.ToUpper()) == value.ToUpperInvariant(),
            iter: 5_000
        );
    }

    private static string? Attribute(string value, Action<TextRule<TdRow>> steps)
    {
        using var json = JsonDocument.Parse(Encode.Text(value, steps).Bytes);
        return json.RootElement.TryGetProperty("attributes", out var attributes) ? attributes.GetProperty("V").GetString() : null;
    }

    private static bool Has(JsonElement attributes, string name) => attributes.TryGetProperty(name, out _);

    private static string? Text(JsonElement attributes, string name) =>
        attributes.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>The text as UTF-8 can hold it: empty counts as none, halves of surrogate pairs become U+FFFD.</summary>
    private static string? Valid(string? text) => string.IsNullOrEmpty(text) ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
