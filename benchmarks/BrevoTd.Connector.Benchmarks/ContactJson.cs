using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BrevoTd.Connector.Brevo;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace BrevoTd.Connector.Benchmarks;

/// <summary>
/// The JSON of contacts: reading a page of 1,000 as <c>GET /contacts</c> answers it, and writing the body of an import of 1,000, with the connector's models,
/// with plain models through System.Text.Json by reflection, and with plain models through Newtonsoft.Json. All read the same bytes and write the same body.
/// </summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class ContactJson
{
    private const int Contacts = 1_000;

    private static readonly string[] s_names = ["Anna", "Björn", "Chloé", "Dagmar", "Émile"];
    private static readonly JsonSerializerOptions s_web = new(JsonSerializerDefaults.Web);
    private static readonly JsonSerializerSettings s_camel = new()
    {
        ContractResolver = new CamelCasePropertyNamesContractResolver { NamingStrategy = new CamelCaseNamingStrategy() },
    };

    private byte[] _page = [];
    private ImportContactsRequest? _request;
    private PlainImport? _plain;

    /// <summary>Makes the page and both forms of the import, and makes sure that all sides say the same.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _page = Page();
        _request = new ImportContactsRequest { Contacts = [.. Enumerable.Range(0, Contacts).Select(Contact)], ListIds = [42] };
        _plain = new PlainImport { JsonBody = [.. Enumerable.Range(0, Contacts).Select(PlainContact)], ListIds = [42] };
        Check(ReadWithConnector() == Contacts && ReadWithReflection() == Contacts && ReadWithNewtonsoft() == Contacts);
        var body = JsonNode.Parse(WriteWithConnector());
        Check(JsonNode.DeepEquals(body, JsonNode.Parse(WriteWithReflection())));
        Check(JsonNode.DeepEquals(body, JsonNode.Parse(WriteWithNewtonsoft())));
    }

    /// <summary>The connector's models.</summary>
    [Benchmark]
    [BenchmarkCategory("read a page")]
    public int ReadWithConnector() =>
        System.Text.Json.JsonSerializer.Deserialize(_page, BrevoJsonContext.Default.ContactListAnswer)!.Contacts!.Count;

    /// <summary>Plain models by reflection.</summary>
    [Benchmark(Baseline = true)]
    [BenchmarkCategory("read a page")]
    public int ReadWithReflection() => System.Text.Json.JsonSerializer.Deserialize<PlainContactPage>(_page, s_web)!.Contacts.Count;

    /// <summary>Plain models through Newtonsoft.Json.</summary>
    [Benchmark]
    [BenchmarkCategory("read a page")]
    public int ReadWithNewtonsoft() =>
        JsonConvert.DeserializeObject<PlainContactPage>(Encoding.UTF8.GetString(_page), s_camel)!.Contacts.Count;

    /// <summary>The connector's models.</summary>
    [Benchmark]
    [BenchmarkCategory("write an import")]
    public byte[] WriteWithConnector() =>
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(_request!, BrevoJsonContext.Default.ImportContactsRequest);

    /// <summary>Plain models by reflection.</summary>
    [Benchmark(Baseline = true)]
    [BenchmarkCategory("write an import")]
    public byte[] WriteWithReflection() => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(_plain!, s_web);

    /// <summary>Plain models through Newtonsoft.Json.</summary>
    [Benchmark]
    [BenchmarkCategory("write an import")]
    public byte[] WriteWithNewtonsoft() => Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(_plain, s_camel));

    private static void Check(bool isSame)
    {
        if (!isSame)
        {
            throw new InvalidOperationException("The sides do not do the same work.");
        }
    }

    private static ImportContact Contact(int number) =>
        new()
        {
            Email = Email(number),
            Attributes = new Dictionary<string, AttributeValue>
            {
                ["FIRSTNAME"] = s_names[number % s_names.Length],
                ["CITY"] = "Lindqvist",
                ["BIRTHDAY"] = "1984-05-17",
                ["ORDERS"] = (long)(number % 50),
                ["LTV"] = number * 1.25,
                ["VIP"] = number % 7 == 0,
            },
        };

    private static PlainImportContact PlainContact(int number) =>
        new()
        {
            Email = Email(number),
            Attributes = new Dictionary<string, object?>
            {
                ["FIRSTNAME"] = s_names[number % s_names.Length],
                ["CITY"] = "Lindqvist",
                ["BIRTHDAY"] = "1984-05-17",
                ["ORDERS"] = (long)(number % 50),
                ["LTV"] = number * 1.25,
                ["VIP"] = number % 7 == 0,
            },
        };

    private static byte[] Page()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray("contacts");
            for (var number = 0; number < Contacts; number++)
            {
                WriteContact(json, number);
            }

            json.WriteEndArray();
            json.WriteNumber("count", 25_000);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteContact(Utf8JsonWriter json, int number)
    {
        json.WriteStartObject();
        json.WriteNumber("id", number + 1);
        json.WriteString("email", Email(number));
        json.WriteBoolean("emailBlacklisted", number % 9 == 0);
        json.WriteBoolean("smsBlacklisted", false);
        json.WriteBoolean("whatsappBlacklisted", false);
        json.WriteString("createdAt", "2025-05-02T16:40:31.123Z");
        json.WriteString("modifiedAt", "2026-01-02T06:40:31.000Z");
        json.WriteStartArray("listIds");
        json.WriteNumberValue(42);
        json.WriteNumberValue(number % 20);
        json.WriteEndArray();
        json.WriteNull("listUnsubscribed");
        json.WriteStartObject("attributes");
        json.WriteString("FIRSTNAME", s_names[number % s_names.Length]);
        json.WriteString("CITY", "Lindqvist");
        json.WriteString("BIRTHDAY", "1984-05-17");
        json.WriteNumber("ORDERS", number % 50);
        json.WriteNumber("LTV", number * 1.25);
        json.WriteBoolean("VIP", number % 7 == 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Email(int number) => string.Create(CultureInfo.InvariantCulture, $"customer{number:D6}@example.com");
}
