using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Mapping;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PhoneNumbers;

namespace BrevoTd.Connector.IntegrationTests.Mapping;

/// <summary>Customers of a shop in 24 countries, with phone numbers as people write them, become contacts.</summary>
public sealed class ChinookContactsTests
{
    private const string Customers = """
        SELECT c.CustomerId, c.FirstName, c.LastName, c.Company, c.City, c.Country, c.Phone, c.Fax, c.Email, c.State,
            SUM(i.Total) AS Revenue, COUNT(*) AS Invoices, MAX(i.InvoiceDate) AS LastInvoice
        FROM Customer c JOIN Invoice i USING (CustomerId)
        GROUP BY c.CustomerId ORDER BY c.CustomerId
        """;

    /// <summary>Names of countries as the shop writes them, with region and calling code.</summary>
    private static readonly Dictionary<string, (string Region, string Code)> s_countries = new()
    {
        ["Argentina"] = ("AR", "54"),
        ["Australia"] = ("AU", "61"),
        ["Austria"] = ("AT", "43"),
        ["Belgium"] = ("BE", "32"),
        ["Brazil"] = ("BR", "55"),
        ["Canada"] = ("CA", "1"),
        ["Chile"] = ("CL", "56"),
        ["Czech Republic"] = ("CZ", "420"),
        ["Denmark"] = ("DK", "45"),
        ["Finland"] = ("FI", "358"),
        ["France"] = ("FR", "33"),
        ["Germany"] = ("DE", "49"),
        ["Hungary"] = ("HU", "36"),
        ["India"] = ("IN", "91"),
        ["Ireland"] = ("IE", "353"),
        ["Italy"] = ("IT", "39"),
        ["Netherlands"] = ("NL", "31"),
        ["Norway"] = ("NO", "47"),
        ["Poland"] = ("PL", "48"),
        ["Portugal"] = ("PT", "351"),
        ["Spain"] = ("ES", "34"),
        ["Sweden"] = ("SE", "46"),
        ["United Kingdom"] = ("GB", "44"),
        ["USA"] = ("US", "1"),
    };

    private static readonly Dictionary<string, string> s_regions = s_countries.ToDictionary(x => x.Key, x => x.Value.Region);

    /// <summary>Customers whose numbers cannot exist: nine digits in Denmark, seven behind Chile's 2, ten behind India's 0124.</summary>
    private static readonly string[] s_withoutPhone = ["9", "57", "58"];

    private sealed class CustomerContacts : ContactMap<DbDataReader>
    {
        protected override void Configure(ContactMapBuilder<DbDataReader> map)
        {
            map.Email(Column.Text("Email")).NormalizeEmail().Required();
            map.ExternalId(Column.Int64("CustomerId"));
            map.Landline(Column.Text("Phone")).ToE164(Region).OrDrop();
            map.Attribute("FAX", Column.Text("Fax")).ToE164(Region).OrDrop();
            map.Attribute("FIRSTNAME", Column.Text("FirstName")).Trim();
            map.Attribute("LASTNAME", Column.Text("LastName")).Trim();
            map.Attribute("COMPANY", Column.Text("Company"));
            map.Attribute("PLACE", Column.Text("City")).Join(", ", Column.Text("State"), Column.Text("Country"));
            map.Attribute("COUNTRY", Column.Text("Country")).Map(s_regions);
            map.Attribute("LTV", Column.Double("Revenue")).Round(2);
            map.Attribute("ORDERS", Column.Int64("Invoices"));
            map.Attribute("LAST_ORDER", Column.Timestamp("LastInvoice")).ToDate();
        }

        private static string? Region(DbDataReader customer) => s_regions.GetValueOrDefault((string)customer["Country"]);
    }

    private sealed record Contact(JsonElement Json)
    {
        public string? Attribute(string name) =>
            Json.GetProperty("attributes").TryGetProperty(name, out var value) ? value.ToString() : null;
    }

    [Fact]
    public async Task Customers_OfEveryCountry_BecomeContacts()
    {
        await using var shop = await OpenAsync();
        var encoder = new CustomerContacts().CreateEncoder();

        var contacts = await ContactsAsync(shop, encoder);

        var statistics = encoder.GetStatistics();
        Assert.Equal(await NumberAsync(shop, "SELECT COUNT(*) FROM Customer"), statistics.Encoded);
        Assert.Equal((0, 0), (statistics.Failed, statistics.Skipped));
        Assert.Equal(24, contacts.Select(contact => contact.Attribute("COUNTRY")).Distinct().Count());
        Assert.Equal(await CountAsync(shop, "Company"), contacts.Count(contact => contact.Attribute("COMPANY") is not null));
        Assert.Equal(
            await NumberAsync(shop, "SELECT ROUND(SUM(Total) * 100) FROM Invoice"),
            contacts.Sum(contact => contact.Json.GetProperty("attributes").GetProperty("LTV").GetDecimal()) * 100
        );
        Assert.Equal(
            await NumberAsync(shop, "SELECT COUNT(*) FROM Invoice"),
            contacts.Sum(contact => contact.Json.GetProperty("attributes").GetProperty("ORDERS").GetInt64())
        );
        Assert.Equal(
            await TextsAsync(shop, "SELECT LOWER(Email) FROM Customer WHERE Email NOT GLOB '*[^ -~]*' ORDER BY CustomerId"),
            contacts.Select(contact => contact.Json.GetProperty("email").GetString()!).Where(email => email.All(char.IsAscii))
        );
        Assert.Equal(
            await TextsAsync(shop, "SELECT City || COALESCE(', ' || State, '') || ', ' || Country FROM Customer ORDER BY CustomerId"),
            contacts.Select(contact => contact.Attribute("PLACE")!)
        );
        Assert.Equal(
            await TextsAsync(shop, "SELECT DATE(MAX(InvoiceDate)) FROM Invoice GROUP BY CustomerId ORDER BY CustomerId"),
            contacts.Select(contact => contact.Attribute("LAST_ORDER")!)
        );
    }

    [Fact]
    public async Task Phones_OfEveryCountry_AreValidThereOrDropped()
    {
        await using var shop = await OpenAsync();
        var encoder = new CustomerContacts().CreateEncoder();

        var contacts = await ContactsAsync(shop, encoder);

        Assert.Equal(
            new HashSet<string>([
                .. s_withoutPhone,
                .. await TextsAsync(shop, "SELECT CAST(CustomerId AS TEXT) FROM Customer WHERE Phone IS NULL"),
            ]),
            contacts
                .Where(contact => contact.Attribute("LANDLINE_NUMBER") is null)
                .Select(contact => contact.Attribute("EXT_ID")!)
                .ToHashSet()
        );
        foreach (var (column, attribute) in new[] { ("Phone", "LANDLINE_NUMBER"), ("Fax", "FAX") })
        {
            var dropped = encoder.GetStatistics().DroppedByTarget.GetValueOrDefault($"attributes.{attribute}");
            var numbers = contacts.Where(contact => contact.Attribute(attribute) is not null).ToList();
            Assert.Equal(await CountAsync(shop, column), numbers.Count + dropped);
            Assert.Equal(column == "Phone" ? s_withoutPhone.Length : 0, dropped);
            var written = await DigitsAsync(shop, column);
            Assert.All(
                numbers,
                contact =>
                {
                    var number = contact.Attribute(attribute)!;
                    var (region, code) = s_countries.Values.Single(country => country.Region == contact.Attribute("COUNTRY"));
                    var parsed = PhoneNumberUtil.GetInstance().Parse(number, null);
                    Assert.True(PhoneNumberUtil.GetInstance().IsValidNumberForRegion(parsed, region), region);
                    // The same digits, without the zero that is dialled inside the country; Italy alone keeps it.
                    var digits = written[contact.Attribute("EXT_ID")!];
                    Assert.StartsWith(code, digits, StringComparison.Ordinal);
                    var national = region == "IT" ? digits[code.Length..] : digits[code.Length..].TrimStart('0');
                    Assert.Equal($"+{code}{national}", number);
                }
            );
        }
    }

    [Fact]
    public async Task Customers_Imported_AreStoredAsTheyWereMapped()
    {
        await using var shop = await OpenAsync();
        var contacts = await ContactsAsync(shop, new CustomerContacts().CreateEncoder());
        await using var emulator = await ConnectorEmulator.StartAsync(
            new() { EnforceQuotas = false, ImportProcessingTime = TimeSpan.FromMilliseconds(5) }
        );
        var services = new ServiceCollection();
        services.AddBrevoClient(options =>
        {
            options.BaseAddress = emulator.Brevo.BaseAddress;
            options.ApiKey = emulator.Brevo.ApiKey;
            options.Tier = BrevoTier.Extended;
        });
        await using var provider = services.BuildServiceProvider();
        var brevo = provider.GetRequiredService<BrevoClient>();
        var map = new CustomerContacts();
        _ = await map.EnsureAttributesAsync(brevo.Attributes);
        new CustomerContacts().Check(schema: null, await brevo.Attributes.ListAsync()).ThrowIfFailed();
        await using var writer = brevo.Contacts.CreateImportWriter(map, new() { ListIds = [emulator.Brevo.AddList("Shop")] });
        await using var command = Command(shop, Customers);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            await writer.WriteAsync(reader, TestContext.Current.CancellationToken);
        }

        var report = await writer.CompleteAsync(TestContext.Current.CancellationToken);

        Assert.True(report.IsBalanced, report.ToTable());
        Assert.Equal(contacts.Count, report.Delivered);
        var stored = emulator.Brevo.EnumerateContacts().ToDictionary(contact => contact.Email!);
        Assert.Equal(contacts.Count, stored.Count);
        Assert.All(
            contacts,
            contact =>
            {
                var attributes = stored[contact.Json.GetProperty("email").GetString()!].Attributes;
                Assert.Equal(contact.Attribute("LASTNAME"), attributes["LASTNAME"]);
                // Brevo keeps numbers without their plus sign.
                Assert.Equal(contact.Attribute("LANDLINE_NUMBER")?[1..], attributes.GetValueOrDefault("LANDLINE_NUMBER"));
            }
        );
    }

    private static async Task<List<Contact>> ContactsAsync(SqliteConnection shop, RecordEncoder<DbDataReader> encoder)
    {
        var contacts = new List<Contact>();
        var output = new ArrayBufferWriter<byte>();
        await using var command = Command(shop, Customers);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            output.ResetWrittenCount();
            var encoded = encoder.Encode(reader, contacts.Count + 1, output);
            Assert.True(encoded.Outcome == EncodeOutcome.Encoded, string.Join('\n', encoded.Failures));
            var json = JsonSerializer.Deserialize<JsonElement>(output.WrittenSpan);
            Assert.Equal(["email", "attributes"], json.EnumerateObject().Select(property => property.Name));
            Assert.All(
                json.GetProperty("attributes").EnumerateObject(),
                attribute => Assert.True(attribute.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number, attribute.Name)
            );
            contacts.Add(new Contact(json));
        }

        return contacts;
    }

    private static async Task<Dictionary<string, string>> DigitsAsync(SqliteConnection shop, string column)
    {
        var digits = new Dictionary<string, string>();
        await using var command = Command(
            shop,
            $"SELECT CustomerId, REPLACE(REPLACE(REPLACE(REPLACE(REPLACE({column}, '+', ''), ' ', ''), '-', ''), '(', ''), ')', '') FROM Customer WHERE {column} IS NOT NULL"
        );
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            digits.Add(reader.GetInt64(0).ToString(CultureInfo.InvariantCulture), reader.GetString(1));
        }

        return digits;
    }

    private static Task<long> CountAsync(SqliteConnection shop, string column) =>
        NumberAsync(shop, $"SELECT COUNT({column}) FROM Customer");

    private static async Task<long> NumberAsync(SqliteConnection shop, string sql)
    {
        await using var command = Command(shop, sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
    }

    private static async Task<List<string>> TextsAsync(SqliteConnection shop, string sql)
    {
        var texts = new List<string>();
        await using var command = Command(shop, sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    private static SqliteCommand Command(SqliteConnection shop, string sql)
    {
        var command = shop.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static async Task<SqliteConnection> OpenAsync()
    {
        var options = new SqliteConnectionStringBuilder
        {
            DataSource = SharedData.FindOrSkip("chinook.sqlite"),
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        };
        var shop = new SqliteConnection(options.ToString());
        await shop.OpenAsync(TestContext.Current.CancellationToken);
        return shop;
    }
}
