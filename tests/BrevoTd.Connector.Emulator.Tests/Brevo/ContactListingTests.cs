using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class ContactListingTests
{
    // reference §7: limit and offset, count of all, by creation, default desc
    [Fact]
    public async Task Get_Pages_InBothOrders()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        for (var i = 1; i <= 150; i++)
            brevo.Brevo.AddContact($"c{i}@example.com", null, 2);
        await brevo.DeleteAsync("contacts/75");

        Assert.Equal(Enumerable.Range(101, 50).Reverse(), await IdsAsync(brevo, "contacts", 149));
        Assert.Equal([149, 148], await IdsAsync(brevo, "contacts?limit=2&offset=1", 149));
        Assert.Equal([74, 76, 77], await IdsAsync(brevo, "contacts?limit=3&offset=73&sort=asc", 149));
        Assert.Equal([76, 74], await IdsAsync(brevo, "contacts/lists/2/contacts?limit=2&offset=74&sort=desc", 149));
        Assert.Equal([150], await IdsAsync(brevo, "contacts?limit=1000&offset=148&sort=asc", 149));
        Assert.Empty(await IdsAsync(brevo, "contacts?offset=149", 149));
        Assert.Empty(await IdsAsync(brevo, "contacts?limit=0", 149));
    }

    // reference §7: maximum limits 1000 for contacts, 500 for a list, 50 for lists, folders and processes
    [Theory]
    [InlineData("contacts?limit=1001")]
    [InlineData("contacts?offset=-1")]
    [InlineData("contacts/lists/2/contacts?limit=501")]
    [InlineData("contacts/lists?limit=51")]
    [InlineData("contacts/folders?limit=51")]
    [InlineData("contacts/folders/1/lists?limit=51")]
    [InlineData("contacts/segments?limit=51")]
    [InlineData("processes?limit=51")]
    [InlineData("processes?limit=0")]
    [InlineData("contacts?ids=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21")]
    [InlineData("contacts?segmentId=0")]
    public async Task Get_BeyondALimit_400OutOfRange(string path)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.GetAsync(path)).ExpectError(400, "out_of_range");
    }

    [Theory]
    [InlineData("contacts?limit=ten")]
    [InlineData("contacts?sort=up")]
    [InlineData("contacts?modifiedSince=yesterday")]
    [InlineData("contacts?filter=FIRSTNAME")]
    [InlineData("contacts?filter=equals(NOPE,%22x%22)")]
    [InlineData("contacts?listIds=99")]
    // reference §7: segmentId XOR listIds
    [InlineData("contacts?listIds=2&segmentId=1")]
    [InlineData("contacts?segmentId=7")]
    public async Task Get_BadQuery_400InvalidParameter(string path)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.GetAsync(path)).ExpectError(400, "invalid_parameter");
    }

    // reference §7: modifiedSince, createdSince; "after" a given moment, inclusiveness UNCONFIRMED
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Get_Since_ContactsAfterThatMoment(bool inclusive)
    {
        var start = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
        var clock = new FakeTimeProvider(start);
        await using var brevo = await BrevoHttp.StartAsync(o =>
        {
            o.TimeProvider = clock;
            o.BrevoChoices = new BrevoEmulatorChoices { SinceIsInclusive = inclusive };
        });
        for (var i = 1; i <= 3; i++)
        {
            brevo.Brevo.AddContact($"c{i}@example.com", null, 2);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        await brevo.PutAsync("contacts/1", """{"attributes":{"FIRSTNAME":"changed"}}""");
        int[] modified = inclusive ? [1, 2, 3] : [1, 3];
        int[] created = inclusive ? [2, 3] : [3];
        const string moment = "2026-05-01T00:00:01.000Z";
        Assert.Equal(modified, await IdsAsync(brevo, $"contacts?sort=asc&modifiedSince={moment}", modified.Length));
        Assert.Equal(created, await IdsAsync(brevo, $"contacts?sort=asc&createdSince={moment}", created.Length));
        Assert.Equal(modified, await IdsAsync(brevo, $"contacts/lists/2/contacts?sort=asc&modifiedSince={moment}", modified.Length));
        // A date-time with a zone means that zone.
        Assert.Equal(created, await IdsAsync(brevo, "contacts?sort=asc&createdSince=2026-05-01T02:00:01%2B02:00", created.Length));
    }

    // reference §7 and derived: filter=equals(ATTR,"v"); category by id and label, multiple-choice with AND
    [Theory]
    [InlineData("equals(FIRSTNAME,\"Antoine\")", new[] { 1 })]
    [InlineData("equals(VIP, true)", new[] { 1 })]
    [InlineData("equals(BORN, \"1989-11-23\")", new[] { 1 })]
    [InlineData("equals(AGE, \"33.50\")", new[] { 1 })]
    [InlineData("equals(GENDER, \"2\")", new[] { 1, 2 })]
    [InlineData("equals(GENDER, \"women\")", new[] { 1, 2 })]
    [InlineData("equals(COUNTRY,\"USA, INDIA\")", new[] { 2 })]
    [InlineData("equals(SMS,\"+33612345678\")", new[] { 2 })]
    [InlineData("equals(EMAIL,\"c1@example.com\")", new[] { 1 })]
    [InlineData("equals(FIRSTNAME,\"Nobody\")", new int[0])]
    public async Task Get_Filter_MatchingContacts(string filter, int[] expected)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddAttribute("AGE", "float");
        brevo.Brevo.AddAttribute("BORN", "date");
        brevo.Brevo.AddAttribute("VIP", "boolean");
        brevo.Brevo.AddAttribute("COUNTRY", "multiple-choice", "USA", "INDIA");
        brevo.Brevo.AddCategoryAttribute("GENDER", "Men", "Women");
        await brevo.PostAsync(
            "contacts",
            """{"email":"c1@example.com","attributes":{"FIRSTNAME":"Antoine","AGE":33.5,"BORN":"1989-11-23","VIP":true,"COUNTRY":["USA"],"GENDER":2}}"""
        );
        await brevo.PostAsync(
            "contacts",
            """{"email":"c2@example.com","attributes":{"SMS":"33612345678","COUNTRY":["INDIA","USA"],"GENDER":2}}"""
        );
        await brevo.PostAsync("contacts", """{"email":"c3@example.com","attributes":{"GENDER":1}}""");
        Assert.Equal(expected, await IdsAsync(brevo, $"contacts?sort=asc&filter={Uri.EscapeDataString(filter)}", expected.Length));
    }

    // reference §7: ids (<= 20), listIds
    [Fact]
    public async Task Get_IdsAndListIds_ThoseContacts()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var other = brevo.Brevo.AddList("other");
        brevo.Brevo.AddContact("c1@example.com", null, 2);
        brevo.Brevo.AddContact("c2@example.com", null, other);
        brevo.Brevo.AddContact("c3@example.com");
        Assert.Equal([1, 3], await IdsAsync(brevo, "contacts?sort=asc&ids=1&ids=3&ids=99", 2));
        Assert.Equal([1, 3], await IdsAsync(brevo, "contacts?sort=asc&ids=1,3", 2));
        Assert.Equal([1, 2], await IdsAsync(brevo, $"contacts?sort=asc&listIds=2&listIds={other}", 2));
        Assert.Equal([2], await IdsAsync(brevo, $"contacts?sort=asc&listIds={other}&ids=1&ids=2", 1));
    }

    [Fact]
    public async Task Get_FilteredSweepWithWritesBetween_SeesTheWrites()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        for (var i = 1; i <= 5; i++)
            brevo.Brevo.AddContact($"c{i}@example.com", new Dictionary<string, string> { ["FIRSTNAME"] = "A" });
        const string filter = "contacts?sort=asc&limit=2&filter=equals(FIRSTNAME,%22A%22)";
        Assert.Equal([1, 2], await IdsAsync(brevo, filter, 5));
        await brevo.PutAsync("contacts/1", """{"attributes":{"FIRSTNAME":"B"}}""");
        Assert.Equal([2, 3], await IdsAsync(brevo, filter, 4));
        await brevo.DeleteAsync("contacts/2");
        Assert.Equal([3, 4], await IdsAsync(brevo, filter, 3));
    }

    private static async Task<List<int>> IdsAsync(BrevoHttp brevo, string path, int count)
    {
        var listing = (await brevo.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal(count, listing.GetProperty("count").GetInt32());
        return [.. listing.GetProperty("contacts").EnumerateArray().Select(static c => c.GetProperty("id").GetInt32())];
    }
}
