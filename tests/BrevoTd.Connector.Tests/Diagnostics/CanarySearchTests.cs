using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BrevoTd.Connector.Testing;

namespace BrevoTd.Connector.Tests.Diagnostics;

/// <summary>The search that judges the whole run finds a planted value in every spelling, and nothing in what the library may say.</summary>
public sealed class CanarySearchTests
{
    private static readonly string[] s_spellings =
    [
        "raw",
        "upper case",
        "percent-encoded",
        "percent-encoded in lower case",
        "percent-encoded to the last character",
        "percent-encoded twice",
        "form-encoded",
        "JSON-escaped",
        "JSON-escaped to the last character",
        "base64 at offset 0",
        "base64 at offset 1",
        "base64 at offset 2",
        "base64 for URLs",
        "base64 after a path",
        "base64, percent-encoded",
        "JSON in base64",
    ];

    public static TheoryData<string, string> Planted
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var spelling in s_spellings)
            {
                foreach (
                    var kind in (string[])["e-mail", "phone", "Brevo key", "Treasure Data key", "token", "learned", "somebody's e-mail"]
                )
                {
                    data.Add(spelling, kind);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Planted))]
    public void FindIn_OfAPlantedValue_FindsItInEverySpelling(string spelling, string kind)
    {
        var value = Value(kind);
        var search = new CanarySearch(kind == "somebody's e-mail" ? [] : [value]);

        Assert.NotEmpty(search.FindIn($"Brevo contacts.get (GET contacts): {Spell(value, spelling)}; see errors.md."));
    }

    [Theory]
    [InlineData("+33639981234")]
    [InlineData("0033639981234")]
    [InlineData("33639981234")]
    [InlineData("+33 6 39 98 12 34")]
    [InlineData("+33-6-39-98-12-34")]
    [InlineData("+33 (0) 639.98.12.34")]
    [InlineData("0639981234")]
    [InlineData("06 39 98 12 34")]
    [InlineData("06.39.98.12.34")]
    [InlineData("sms:33639981234@sms.example")]
    [InlineData("1733639981234")]
    [InlineData("%2B33%206%2039%2098%2012%2034")]
    [InlineData("%2B33+6+39+98+12+34")]
    public void FindIn_OfAPhoneNumber_FindsItHoweverItIsWritten(string text)
    {
        var search = new CanarySearch(["+33639981234"]);

        Assert.NotEmpty(search.FindIn($"value={text}, status=200"));
    }

    [Theory]
    [InlineData("Brevo contacts.get (GET contacts/{identifier}) answered 200 after 1 attempt(s) in 0.639 s.")]
    [InlineData("url.template=contacts/{identifier}\nserver.address=api.brevo.com\nserver.port=443")]
    [InlineData("jobs.issue: Treasure Data answered 409 (request 6e2f8b1c-9d4a-4b7e-8c53-1f0a2b3c4d5e), 1733639 of 2000000 rows.")]
    [InlineData("401: check that ApiKey is a valid API key (xkeysib-…, not an SMTP key) of the right account.")]
    [InlineData("Quota 'contacts' is 10/36000; next permit in 00:00:01.0333639; job 123456789, process 987654321.")]
    [InlineData("The path $.attributes.LTV of BrevoTd.Connector.Brevo.ContactDetails, %s \\ C:\\temp\\users, 50% done, a@b")]
    public void FindIn_OfWhatTheLibraryMaySay_FindsNothing(string text)
    {
        var search = new CanarySearch(["+33639981234", Canaries.Email(), Canaries.ApiKey(), Canaries.Token(), Canaries.TreasureDataKey()]);

        Assert.Empty(search.FindIn(text));
    }

    [Fact]
    public void Canaries_OfEachKind_AreUniqueAndKnown()
    {
        string[] values =
        [
            .. Enumerable
                .Range(0, 50)
                .SelectMany(_ =>
                    (string[])[Canaries.Email(), Canaries.Phone(), Canaries.ApiKey(), Canaries.TreasureDataKey(), Canaries.Token()]
                ),
        ];

        Assert.Distinct(values);
        Assert.All(values, value => Assert.Contains(value, Canaries.Known.Keys));
    }

    [Fact]
    public void Numbers_WrittenInThisAssembly_AreKnown()
    {
        var numbers = WrittenNumbers.In(typeof(CanarySearchTests).Assembly.Location);

        Assert.Contains("+33639981234", numbers);
        Assert.True("+33639985678"u8.Length == 12);
        Assert.Contains("+33639985678", numbers);
    }

    private static string Value(string kind) =>
        kind switch
        {
            "e-mail" => Canaries.Email(),
            "phone" => Canaries.Phone(),
            "Brevo key" => Canaries.ApiKey(),
            "Treasure Data key" => Canaries.TreasureDataKey(),
            "token" => Canaries.Token(),
            "learned" => "Q7vEzT0pLmW4",
            _ => "zoë.o'neill+x@mail.example.co.uk",
        };

    private static string Spell(string value, string spelling)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        return spelling switch
        {
            "raw" => value,
            "upper case" => value.ToUpperInvariant(),
            "percent-encoded" => Uri.EscapeDataString(value),
            "percent-encoded in lower case" => Lower(Uri.EscapeDataString(value)),
            "percent-encoded to the last character" => string.Concat(
                utf8.Select(b => "%" + b.ToString("X2", CultureInfo.InvariantCulture))
            ),
            "percent-encoded twice" => Uri.EscapeDataString(Uri.EscapeDataString(value)),
            "form-encoded" => Uri.EscapeDataString("a " + value + " b").Replace("%20", "+", StringComparison.Ordinal),
            "JSON-escaped" => JsonEncodedText.Encode(value, JavaScriptEncoder.Default).ToString(),
            "JSON-escaped to the last character" => string.Concat(
                value.Select(c => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture))
            ),
            "base64 at offset 0" => Convert.ToBase64String([.. "abc"u8, .. utf8, .. " rest"u8]),
            "base64 at offset 1" => Convert.ToBase64String([.. "a"u8, .. utf8, .. " rest"u8]),
            "base64 at offset 2" => Convert.ToBase64String([.. "ab"u8, .. utf8, .. " rest"u8]),
            "base64 for URLs" => Convert.ToBase64String([.. "\xFF\xFE?>"u8, .. utf8]).Replace('+', '-').Replace('/', '_').TrimEnd('='),
            "base64 after a path" => "contacts/" + Convert.ToBase64String(utf8),
            "base64, percent-encoded" => Uri.EscapeDataString(Convert.ToBase64String([.. utf8, .. "?"u8])),
            _ => Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value))),
        };
    }

    // Only the hexadecimal digits: a key in another case is another key.
    private static string Lower(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text, "%[0-9A-F]{2}", match => match.Value.ToLowerInvariant());
}
