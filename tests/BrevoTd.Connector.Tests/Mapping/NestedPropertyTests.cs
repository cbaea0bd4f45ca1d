using System.Text;
using System.Text.Json;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;
using CsCheck;

namespace BrevoTd.Connector.Tests.Mapping;

public class NestedPropertyTests
{
    private sealed record Line(string? Sku, long? Quantity, double? Price, string?[]? Tags);

    private static readonly Gen<string?> s_text = Gen.Frequency(
        (1, Gen.Const((string?)null)),
        (1, Gen.Const((string?)"")),
        (3, Gen.Char['\u0000', '\uFFFF'].Array[0, 20].Select(chars => (string?)new string(chars))),
        (3, Gen.Char[' ', '~'].Array[0, 40].Select(chars => (string?)new string(chars)))
    );

    private static readonly Gen<Line> s_line = Gen.Select(
        s_text,
        Gen.Long.Nullable(),
        Gen.Frequency((9, Gen.Double.Nullable()), (1, Gen.OneOfConst<double?>(double.NaN, double.PositiveInfinity))),
        s_text.Array[0, 3].Select(tags => (string?[]?)tags),
        (sku, quantity, price, tags) => new Line(sku, quantity, price, tags)
    );

    private static void Fields(FieldsBuilder<Line> line)
    {
        line.Field("sku", x => x.Sku);
        line.Object(
            "numbers",
            numbers =>
            {
                numbers.Field("quantity", x => x.Quantity);
                numbers.Field("price", x => x.Price);
            }
        );
        line.List("tags", x => x.Tags);
    }

    [Fact]
    public void Encode_AnyLines_IsJsonOfTheirValuesOrFailuresThatNameThem()
    {
        var map = EventMap.From<Line[]>(map =>
        {
            map.Name("e");
            map.ContactId(_ => 1);
            map.Properties(p => p.List("lines", x => x, Fields));
        });

        s_line
            .Array[0, 6]
            .Sample(
                lines =>
                {
                    var encoded = Encode.With(map.CreateEncoder(), lines);
                    var wrong = Enumerable
                        .Range(0, lines.Length)
                        .Where(i => lines[i].Price is { } price && !double.IsFinite(price))
                        .ToList();
                    if (wrong.Count > 0)
                    {
                        return encoded.Bytes.Length == 0
                            && encoded
                                .Record.Failures.Select(failure => failure.Target)
                                .SequenceEqual(wrong.Select(i => $"event_properties.lines[{i}].numbers.price"));
                    }

                    using var json = JsonDocument.Parse(encoded.Bytes);
                    var written = json.RootElement.TryGetProperty("event_properties", out var properties)
                        ? properties.GetProperty("lines").EnumerateArray().Select(Shown)
                        : [];
                    return written.SequenceEqual(lines.Select(Shown).Where(line => line.Length > 0));
                },
                iter: 5_000
            );
    }

    [Fact]
    public void Encode_AnyTextAsList_NeverThrowsAndWritesJson()
    {
        var schema = TestRows.Schema("lines json");
        var json = Gen.Recursive<string>(
            (depth, inner) =>
                depth > 3
                    ? Gen.OneOfConst("null", "1", "-1.5e3", "true", "\"x\"", "12345678901234567890", "0.12345678901234567890123")
                    : Gen.Frequency(
                        (2, Gen.OneOfConst("null", "7", "1e400", "false", "\"\\u00e9\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "[", "{}")),
                        (2, inner.Array[0, 4].Select(items => $"[{string.Join(',', items)}]")),
                        (2, inner.Array[0, 3].Select(items => $"{{{string.Join(',', items.Select((item, i) => $"\"k{i}\":{item}"))}}}"))
                    )
        );
        var encoder = EventMap
            .From<TdRow>(map =>
            {
                map.Name("e");
                map.ContactId(_ => 1);
                map.Properties(p =>
                {
                    p.List("plain", Column.List("lines")).OrDrop();
                    p.List(
                            "maps",
                            Column.List("lines"),
                            line =>
                            {
                                line.Field("k0", Column.Text("k0")).OrDrop();
                                line.Field("k1", Column.Decimal("k1")).OrDrop();
                                line.Field("k2", Column.Double("k2")).OrDrop();
                                line.List("list", Column.List("k0")).OrDrop();
                            }
                        )
                        .OrDrop();
                });
            })
            .CreateEncoder();

        json.Sample(
            text =>
            {
                var encoded = Encode.With(encoder, TestRows.Of(schema, text));
                using var document = JsonDocument.Parse(encoded.Bytes);
                return encoded.Record.Outcome == EncodeOutcome.Encoded;
            },
            iter: 10_000,
            threads: 1
        );
    }

    private static string Shown(JsonElement line) =>
        Show(
            line.TryGetProperty("sku", out var sku) ? sku.GetString() : null,
            line.TryGetProperty("numbers", out var numbers) && numbers.TryGetProperty("quantity", out var quantity)
                ? quantity.GetInt64()
                : null,
            numbers.ValueKind == JsonValueKind.Object && numbers.TryGetProperty("price", out var price) ? price.GetDouble() : null,
            line.TryGetProperty("tags", out var tags) ? tags.EnumerateArray().Select(tag => tag.GetString()) : []
        );

    private static string Shown(Line line) =>
        Show(Valid(line.Sku), line.Quantity, line.Price, line.Tags?.Select(Valid).Where(tag => tag is not null) ?? []);

    private static string Show(string? sku, long? quantity, double? price, IEnumerable<string?> tags)
    {
        var list = string.Join('\u0001', tags);
        return sku is null && quantity is null && price is null && list.Length == 0
            ? ""
            : $"{sku}\u0002{quantity}\u0002{price:R}\u0002{list}";
    }

    private static string? Valid(string? text) => string.IsNullOrEmpty(text) ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
