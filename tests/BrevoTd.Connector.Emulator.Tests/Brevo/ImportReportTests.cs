using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class ImportReportTests
{
    // reference §4: import with invalid e-mails is still 202; bad rows only appear as CSV report URLs
    [Theory]
    [InlineData("plain")]
    [InlineData("@example.com")]
    [InlineData("a@")]
    [InlineData("a@example")]
    [InlineData("a b@example.com")]
    [InlineData("a..b@example.com")]
    [InlineData("a@exa_mple.com")]
    [InlineData("a@-example.com")]
    [InlineData("")]
    public async Task Import_InvalidEmail_InItsReport(string email)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var import = await brevo.ImportAsync(
            $$$"""{"listIds":[2],"jsonBody":[{"email":"{{{email}}}","attributes":{"FIRSTNAME":"Bad"}},{"email":"good@example.com"}]}"""
        );
        Assert.Equal(["EMAIL;FIRSTNAME", $"{email};Bad"], await BrevoHttp.ReportAsync(import, "invalid_emails"));
        Assert.Equal(1, brevo.Brevo.ContactCount);
    }

    // reference §5: duplicate_email_id
    [Fact]
    public async Task Import_SameEmailTwice_FirstWinsSecondReported()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var import = await brevo.ImportAsync(
            """{"listIds":[2],"jsonBody":[{"email":"a@example.com","attributes":{"FIRSTNAME":"1"}},{"email":" A@Example.com ","attributes":{"FIRSTNAME":"2"}}]}"""
        );
        Assert.Equal(["EMAIL;FIRSTNAME", " A@Example.com ;2"], await BrevoHttp.ReportAsync(import, "duplicate_email_id"));
        Assert.Equal("1", brevo.Brevo.FindContact("a@example.com")!.Attributes["FIRSTNAME"]);
    }

    // reference §5: the other four causes of identifiers that another contact has; §4: same conflict as in single writes
    [Theory]
    [InlineData("SMS", "33612345678", "duplicate_phone_id")]
    [InlineData("WHATSAPP", "33612345678", "duplicate_whatsapp_id")]
    [InlineData("LANDLINE_NUMBER", "33112345678", "duplicate_landline_number_id")]
    [InlineData("EXT_ID", "e1", "duplicate_ext_id")]
    public async Task Import_IdentifierOfAnotherContact_RowInItsReport(string attribute, string value, string cause)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddContact("owner@example.com", new Dictionary<string, string> { [attribute] = value });
        brevo.Brevo.AddContact("old@example.com");
        var import = await brevo.ImportAsync(
            $$$"""{"listIds":[2],"jsonBody":[{"email":"new@example.com","attributes":{"FIRSTNAME":"N","{{{attribute}}}":"{{{value}}}"}},{"email":"old@example.com","attributes":{"{{{attribute}}}":"{{{value}}}"}},{"email":"owner@example.com","attributes":{"{{{attribute}}}":"{{{value}}}"}}]}"""
        );
        Assert.Equal(
            [$"EMAIL;FIRSTNAME;{attribute}", $"new@example.com;N;{value}", $"old@example.com;;{value}"],
            await BrevoHttp.ReportAsync(import, cause)
        );
        Assert.Null(brevo.Brevo.FindContact("new@example.com"));
        Assert.Empty(brevo.Brevo.FindContact("old@example.com")!.ListIds);
        Assert.Equal([2L], brevo.Brevo.FindContact("owner@example.com")!.ListIds);
    }

    [Fact]
    public async Task Import_StoreConflictingImportRows_StoredWithoutThePhone()
    {
        await using var brevo = await BrevoHttp.StartAsync(o =>
            o.BrevoChoices = new BrevoEmulatorChoices { StoreConflictingImportRows = true }
        );
        var import = await brevo.ImportAsync(
            """{"listIds":[2],"jsonBody":[{"email":"a@example.com","attributes":{"SMS":"33612345678"}},{"email":"b@example.com","attributes":{"SMS":"33612345678","FIRSTNAME":"B"}}]}"""
        );
        Assert.Equal(["EMAIL;SMS;FIRSTNAME", "b@example.com;33612345678;B"], await BrevoHttp.ReportAsync(import, "duplicate_phone_id"));
        var stored = brevo.Brevo.FindContact("b@example.com")!;
        Assert.Equal(["FIRSTNAME"], stored.Attributes.Keys);
        Assert.Equal([2L], stored.ListIds);
    }

    [Theory]
    [InlineData(false, "duplicate_ext_id")]
    [InlineData(true, "duplicate_email_id")]
    public async Task Import_AddressAndExtIdOfTwoContacts_TheChoiceSaysWhichOfThemConflicts(bool prefersExtId, string cause)
    {
        await using var brevo = await BrevoHttp.StartAsync(o =>
            o.BrevoChoices = new BrevoEmulatorChoices { ImportPrefersExtId = prefersExtId }
        );
        brevo.Brevo.AddContact("a@example.com");
        brevo.Brevo.AddContact("b@example.com", new Dictionary<string, string> { ["EXT_ID"] = "e1" });
        var import = await brevo.ImportAsync("""{"listIds":[2],"jsonBody":[{"email":"a@example.com","attributes":{"EXT_ID":"e1"}}]}""");
        Assert.Equal(["EMAIL;EXT_ID", "a@example.com;e1"], await BrevoHttp.ReportAsync(import, cause));
    }

    // docs/emulator.md: duplicate_contact_id
    [Fact]
    public async Task Import_TwoRowsThatAreOneContact_DuplicateContactId()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddContact("a@example.com", new Dictionary<string, string> { ["EXT_ID"] = "e1" });
        var import = await brevo.ImportAsync(
            """{"listIds":[2],"jsonBody":[{"email":"a@example.com","attributes":{"FIRSTNAME":"1"}},{"attributes":{"EXT_ID":"e1","FIRSTNAME":"2"}}]}"""
        );
        Assert.Equal(["EMAIL;FIRSTNAME;EXT_ID", ";2;e1"], await BrevoHttp.ReportAsync(import, "duplicate_contact_id"));
        Assert.Equal("1", brevo.Brevo.FindContact("a@example.com")!.Attributes["FIRSTNAME"]);
    }

    // reference §5: the columns of these CSVs are UNCONFIRMED
    [Theory]
    [InlineData(';', BrevoReportHeader.Upper, false, false, "EMAIL;FIRSTNAME\nbad;\"a;\"\"b,\"\n")]
    [InlineData(',', BrevoReportHeader.Lower, true, false, "\uFEFFemail,firstname\nbad,\"a;\"\"b,\"\n")]
    [InlineData('\t', BrevoReportHeader.None, false, true, "bad\t\"a;\"\"b,\"\r\n")]
    [InlineData(',', BrevoReportHeader.None, true, true, "\uFEFFbad,\"a;\"\"b,\"\r\n")]
    public async Task Report_EveryFormat_AsChosen(char separator, BrevoReportHeader header, bool mark, bool returns, string expected)
    {
        await using var brevo = await BrevoHttp.StartAsync(o =>
            o.BrevoChoices = new BrevoEmulatorChoices
            {
                ReportSeparator = separator,
                ReportHeader = header,
                ReportByteOrderMark = mark,
                ReportCarriageReturns = returns,
            }
        );
        var import = await brevo.ImportAsync("""{"listIds":[2],"jsonBody":[{"email":"bad","attributes":{"FIRSTNAME":"a;\"b,"}}]}""");
        using var client = new HttpClient();
        var bytes = await client.GetByteArrayAsync(import.GetProperty("invalid_emails").GetString(), TestContext.Current.CancellationToken);
        Assert.Equal(expected, Encoding.UTF8.GetString(bytes));
    }

    // reference §5: the lifetime of the URLs is UNCONFIRMED
    [Fact]
    public async Task Report_AfterItsLifetime_403()
    {
        var clock = new FakeTimeProvider();
        await using var brevo = await BrevoHttp.StartAsync(o =>
        {
            o.TimeProvider = clock;
            o.BrevoChoices = new BrevoEmulatorChoices { ReportLifetime = TimeSpan.FromHours(1) };
        });
        var import = await brevo.ImportAsync("""{"listIds":[2],"jsonBody":[{"email":"bad"}]}""");
        var address = import.GetProperty("invalid_emails").GetString();
        using var client = new HttpClient();
        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(address, TestContext.Current.CancellationToken)).StatusCode);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(address, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(address + "x", TestContext.Current.CancellationToken)).StatusCode);
    }

    // Every row of an import ends exactly once: stored or in one report.
    [Fact]
    public async Task Import_MixedRows_EveryRowAccountedFor()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var random = new Random(7);
        var rows = Enumerable
            .Range(0, 3_000)
            .Select(i => new
            {
                email = random.Next(10) switch
                {
                    0 => $"bad{i}",
                    1 => $"c{random.Next(300)}@example.com",
                    _ => $"c{i}@example.com",
                },
                attributes = new Dictionary<string, object> { ["FIRSTNAME"] = $"F{i}", ["SMS"] = $"336{random.Next(4_000):D8}" },
            })
            .ToArray();
        var import = await brevo.ImportAsync(JsonSerializer.Serialize(new { listIds = new[] { 2 }, jsonBody = rows }));
        var refused = 0;
        foreach (var cause in import.EnumerateObject().Where(static p => p.Value.ValueKind == JsonValueKind.String))
            refused += (await BrevoHttp.ReportAsync(import, cause.Name)).Length - 1;
        Assert.True(refused > 500);
        Assert.Equal(rows.Length, brevo.Brevo.ContactCount + refused);
        Assert.Equal(brevo.Brevo.ContactCount, brevo.Brevo.EnumerateContacts().Select(static c => c.Attributes["SMS"]).Distinct().Count());
    }
}
