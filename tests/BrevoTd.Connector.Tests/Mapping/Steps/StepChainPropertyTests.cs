using System.Globalization;
using System.Text.Json;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;
using CsCheck;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Tests.Mapping;

/// <summary>Chains of steps that nobody would write, over values that nobody expects.</summary>
public class StepChainPropertyTests
{
    private static readonly TdSchema s_schema = TestRows.Schema("v", "w");

    private static readonly Dictionary<string, string> s_texts = new()
    {
        ["a"] = "b",
        ["ü"] = "",
        ["1"] = "2",
    };

    private static readonly Action<TextRule<TdRow>>[] s_textSteps =
    [
        rule => rule.Trim(),
        rule => rule.ToLower(),
        rule => rule.ToUpper(),
        rule => rule.Truncate(1),
        rule => rule.Truncate(7),
        rule => rule.Replace("a", "bb"),
        rule => rule.Replace("\u0001", "\uD83D"),
        rule => rule.Replace("é", ""),
        rule => rule.Part(" ", 1),
        rule => rule.Part("-", -2),
        rule => rule.Join(", ", Column.Text("w"), Column.Text("missing")),
        rule => rule.NormalizeEmail(),
        rule => rule.MustBeEmail(),
        rule => rule.ToE164("FR"),
        rule => rule.Hash(),
        rule => rule.Map(s_texts, UnknownKey.Keep),
        rule => rule.Map(s_texts, UnknownKey.Omit),
        rule => rule.Map(s_texts),
        rule => rule.Default("there"),
        rule => rule.Coalesce(Column.Text("w")),
        rule => rule.Coalesce(row => row.Text("w")),
        rule => rule.Convert(s => s.Length > 3 ? s[1..] : null),
        rule => rule.Convert(s => s + "\uD800"),
        rule => rule.Must(s => s.Length < 20, "too long"),
        rule => rule.OrDrop(),
        rule => rule.Required(),
        rule => rule.WhenNull(NullPolicy.Clear),
        rule => rule.WhenNull(NullPolicy.Fail),
        rule => rule.WhenEmpty(EmptyPolicy.Keep),
        rule => rule.WhenEmpty(EmptyPolicy.Null),
        rule => rule.WhenEmpty(EmptyPolicy.Fail),
        rule => rule.When(row => row.Text("w").Length != 1),
        rule => rule.Step("Broken", (_, _) => throw new InvalidOperationException()),
    ];

    private static readonly Action<TextRule<TdRow>>[] s_conversions =
    [
        _ => { },
        rule =>
            rule.ParseInt64()
                .Scale(long.MaxValue)
                .Clamp(-5, 5)
                .Map(new Dictionary<long, string> { [5] = "five" }, UnknownKey.Omit)
                .ToUpper(),
        rule => rule.ParseDouble().Scale(1e300).Scale(1e300).Round(15).FromUnixSeconds().ToDate(),
        rule => rule.ParseDecimal(CultureInfo.GetCultureInfo("de-DE")).Scale(decimal.MaxValue).Format("E"),
        rule => rule.ParseDate("yyyy-MM-dd").Format("dddd", CultureInfo.GetCultureInfo("ar-SA")).Truncate(3),
        rule => rule.ParseTimestamp("yyyy-MM-ddTHH:mm:ss").InTimeZone("Pacific/Apia").ToUnixMilliseconds().FromUnixMilliseconds(),
        rule => rule.Convert(s => (double)s.Length / (s.Length - 5)).Default(double.NaN).OrDrop(),
        rule => rule.Convert(s => s.Length > 4).Not().Map("yes", ""),
        rule => rule.Convert(s => (long?)s.Length).FromUnixMilliseconds().InTimeZone("America/St_Johns").Format("R"),
    ];

    private static readonly Gen<object?> s_value = Gen.Frequency(
        (1, Gen.Const((object?)null)),
        (4, Gen.Char['\u0000', '\uFFFF'].Array[0, 30].Select(chars => (object?)System.Text.Encoding.UTF8.GetBytes(chars))),
        (4, Gen.Char[' ', '~'].Array[0, 30].Select(chars => (object?)new string(chars))),
        (2, Gen.Byte.Array[0, 20].Select(bytes => (object?)bytes)),
        (
            4,
            Gen.OneOfConst<object?>(
                "",
                " ",
                "a",
                "1",
                "NaN",
                "-1e400",
                "9223372036854775807",
                "2026-02-29",
                "9999-12-31",
                "0001-01-01T00:00:00",
                "a@b.de",
                "x@ü.de",
                "+33612345678",
                "\u202E\u05D0\u05D1\u202C",
                "👨‍👩‍👧‍👦 family",
                "e\u0301\u0301\u0301",
                "\u0000\u001F\u007F\u2028"
            )
        ),
        (1, Gen.Long.Select(number => (object?)number)),
        (1, Gen.Double.Select(number => (object?)number)),
        (1, Gen.Bool.Select(truth => (object?)truth)),
        (1, Gen.Const((object?)new[] { "a" }))
    );

    [Fact]
    public void Encode_AnyChainOverAnyValue_IsValidOnTheWireOrACollectedFailure()
    {
        var chain = Gen.Select(Gen.Int[0, s_textSteps.Length - 1].Array[0, 6], Gen.Int[0, s_conversions.Length - 1]);

        Gen.Select(chain, Gen.Select(s_value, s_value).Array[1, 8])
            .Sample(
                (steps, values) =>
                {
                    var contacts = ContactMap.From<TdRow>(map =>
                    {
                        map.Email(_ => "a@b.de");
                        Write(map.Attribute("V", Column.Text("v")), steps);
                    });
                    var rows = RowMap.From<TdRow>(map =>
                    {
                        map.OnFailure(FailurePolicy.Skip);
                        map.Time(_ => DateTimeOffset.UnixEpoch);
                        Write(map.Column("v", Column.Text("v")), steps);
                    });
                    if (!contacts.Check(null, null).Passed || !rows.Check().Passed)
                    {
                        // Steps that contradict each other are told before the first record.
                        Assert.Throws<MapDefinitionException>(() =>
                        {
                            contacts.Check(null, null).ThrowIfFailed();
                            rows.Check().ThrowIfFailed();
                        });
                        return;
                    }

                    var contactEncoder = contacts.CreateEncoder();
                    var rowEncoder = rows.CreateEncoder();
                    foreach (var (v, w) in values)
                    {
                        var row = TestRows.Of(s_schema, v, w);
                        var contact = Encode.With(contactEncoder, row);
                        if (IsEncoded(contact))
                        {
                            using var json = JsonDocument.Parse(contact.Bytes);
                            Assert.Equal("a@b.de", json.RootElement.GetProperty("email").GetString());
                        }

                        var written = Encode.With(rowEncoder, row);
                        if (IsEncoded(written))
                        {
                            var reader = new MessagePackReader(written.Bytes);
                            var count = reader.ReadMapHeader();
                            for (var i = 0; i < count; i++)
                            {
                                Assert.NotNull(reader.ReadString());
                                reader.Skip(new SerializationContext());
                            }

                            Assert.True(reader.End);
                        }
                    }
                },
                iter: 5_000,
                threads: 1
            );
    }

    [Fact]
    public void Encode_AnyNumber_IsValidOnTheWireOrACollectedFailure()
    {
        var number = Gen.OneOf(Gen.Double, Gen.OneOfConst(double.NaN, double.PositiveInfinity, double.MaxValue, -0.0, 1e17, -6e13));
        var encoder = ContactMap
            .From<double>(map =>
            {
                map.Email(_ => "a@b.de");
                map.Attribute("A", x => x).Round(3).Scale(1e10).OrDrop();
                map.Attribute("B", x => x).Clamp(-1, 1).OrDrop();
                map.Attribute("C", x => x).FromUnixSeconds().InTimeZone("Asia/Tokyo").ToDate().OrDrop();
                map.Attribute("D", x => x).FromUnixMilliseconds().ToUnixSeconds().Scale(3).OrDrop();
                map.Attribute("E", x => x).Format("N2", CultureInfo.GetCultureInfo("hi-IN")).OrDrop();
                map.Attribute("F", x => x).Convert(d => (decimal)d).Round(5).Scale(1e10m).OrDrop();
                map.Attribute("G", x => x).Map(new Dictionary<double, double> { [0] = double.NaN }, UnknownKey.Keep).OrDrop();
            })
            .CreateEncoder();

        number.Sample(
            x =>
            {
                using var json = JsonDocument.Parse(Encode.With(encoder, x).Bytes);
                return json.RootElement.GetProperty("email").GetString() == "a@b.de";
            },
            iter: 20_000,
            threads: 1
        );
    }

    [Fact]
    public void Encode_UsersFunctionIsCancelled_CancellationPasses()
    {
        Action<TextRule<TdRow>>[] rules =
        [
            rule => rule.Coalesce(_ => throw new OperationCanceledException()),
            rule => rule.Default("1").Convert(long? (_) => throw new OperationCanceledException()),
            rule => rule.Default("1").ParseInt64().Convert(string? (_) => throw new OperationCanceledException()),
            rule => rule.Default("1").ParseInt64().Convert(bool? (_) => throw new OperationCanceledException()),
            rule => rule.Default("1").ParseInt64().Step("Mine", _ => throw new OperationCanceledException()),
            rule => rule.Default("1").ParseInt64().Must(_ => throw new OperationCanceledException(), "m"),
        ];

        Assert.All(rules, rule => Assert.Throws<OperationCanceledException>(() => Encode.Text(null, rule)));
    }

    private static bool IsEncoded(Encoded encoded)
    {
        Assert.Equal(encoded.Record.Outcome == EncodeOutcome.Failed, encoded.Record.Failures.Count > 0);
        Assert.Equal(encoded.Record.Outcome == EncodeOutcome.Encoded, encoded.Bytes.Length > 0);
        return encoded.Record.Outcome == EncodeOutcome.Encoded;
    }

    private static void Write(TextRule<TdRow> rule, (int[] Steps, int Conversion) chain)
    {
        foreach (var step in chain.Steps)
        {
            s_textSteps[step](rule);
        }

        s_conversions[chain.Conversion](rule);
    }
}
