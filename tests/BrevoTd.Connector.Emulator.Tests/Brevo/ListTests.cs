using System.Net;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class ListTests
{
    // docs/emulator.md: a fresh account; reference examples/lists.json: totalSubscribers and totalBlacklisted are being dropped (0)
    [Fact]
    public async Task Get_FreshAccount_OneFolderWithOneList()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        Assert.Equal(
            """{"count":1,"lists":[{"id":2,"name":"Your first list","totalBlacklisted":0,"totalSubscribers":0,"uniqueSubscribers":0,"folderId":1}]}""",
            (await brevo.GetAsync("contacts/lists")).Body
        );
        Assert.Equal(
            """{"folders":[{"id":1,"name":"Your first folder","totalBlacklisted":0,"totalSubscribers":0,"uniqueSubscribers":0}],"count":1}""",
            (await brevo.GetAsync("contacts/folders")).Body
        );
        Assert.Equal("""{"count":0,"segments":[]}""", (await brevo.GetAsync("contacts/segments")).Body);
    }

    [Fact]
    public async Task Lists_WholeLife_AsTheReferenceSays()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var folder = (await brevo.PostAsync("contacts/folders", """{"name":"F"}"""))
            .Expect(HttpStatusCode.Created)
            .GetProperty("id")
            .GetInt64();
        var list = (await brevo.PostAsync("contacts/lists", $$"""{"name":"L","folderId":{{folder}}}"""))
            .Expect(HttpStatusCode.Created)
            .GetProperty("id")
            .GetInt64();
        var shown = (await brevo.GetAsync($"contacts/lists/{list}")).Expect(HttpStatusCode.OK);
        Assert.Equal("L", shown.GetProperty("name").GetString());
        Assert.Equal(folder, shown.GetProperty("folderId").GetInt64());
        Assert.Equal(1, (await brevo.GetAsync($"contacts/folders/{folder}/lists")).Json.GetProperty("count").GetInt32());

        // reference derived: either name or folderId at a time
        (await brevo.PutAsync($"contacts/lists/{list}", """{"name":"M"}""")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.PutAsync($"contacts/lists/{list}", """{"folderId":1}""")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.PutAsync($"contacts/lists/{list}", """{"name":"M","folderId":1}""")).ExpectError(400, "invalid_parameter");
        (await brevo.PutAsync($"contacts/lists/{list}", "{}")).ExpectError(400, "missing_parameter");
        Assert.Equal("M", (await brevo.GetAsync($"contacts/lists/{list}")).Json.GetProperty("name").GetString());
        Assert.Equal(0, (await brevo.GetAsync($"contacts/folders/{folder}/lists")).Json.GetProperty("count").GetInt32());

        (await brevo.DeleteAsync($"contacts/lists/{list}")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.GetAsync($"contacts/lists/{list}")).ExpectError(404, "document_not_found");
    }

    [Fact]
    public async Task Folders_WholeLife_DeletedWithTheirLists()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddContact("a@example.com", null, 2);
        (await brevo.PutAsync("contacts/folders/1", """{"name":"Renamed"}""")).ExpectNothing(HttpStatusCode.NoContent);
        var folder = (await brevo.GetAsync("contacts/folders/1")).Expect(HttpStatusCode.OK);
        Assert.Equal("Renamed", folder.GetProperty("name").GetString());
        Assert.Equal(1, folder.GetProperty("uniqueSubscribers").GetInt32());
        (await brevo.DeleteAsync("contacts/folders/1")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.GetAsync("contacts/folders/1")).ExpectError(404, "document_not_found");
        (await brevo.GetAsync("contacts/lists/2")).ExpectError(404, "document_not_found");
        Assert.Equal(1, brevo.Brevo.ContactCount);
    }

    // reference §6: a list needs a folder
    [Theory]
    [InlineData("contacts/lists", """{"name":"L"}""", "missing_parameter")]
    [InlineData("contacts/lists", """{"folderId":1}""", "missing_parameter")]
    [InlineData("contacts/lists", """{"name":"L","folderId":99}""", "invalid_parameter")]
    [InlineData("contacts/folders", "{}", "missing_parameter")]
    [InlineData("contacts/lists/2/contacts/add", "{}", "missing_parameter")]
    [InlineData("contacts/lists/2/contacts/add", """{"emails":[]}""", "missing_parameter")]
    [InlineData("contacts/lists/2/contacts/add", """{"emails":["a@example.com"],"ids":[1]}""", "invalid_parameter")]
    // reference §4: add to list, nobody added
    [InlineData("contacts/lists/2/contacts/add", """{"emails":["nobody@example.com"]}""", "invalid_parameter")]
    public async Task Post_Refused_400(string path, string body, string code)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.PostAsync(path, body)).ExpectError(400, code);
    }

    // reference §5: lists add/remove, one of emails / ids / extIds; success and failure within contacts
    [Theory]
    [InlineData("emails", """["A@example.com","nobody@example.com"]""", """["A@example.com"]""", """["nobody@example.com"]""")]
    [InlineData("ids", "[1,99]", "[1]", "[99]")]
    [InlineData("extIds", """["e1","e9"]""", """["e1"]""", """["e9"]""")]
    public async Task AddAndRemove_SomeUnknown_SuccessAndFailure(string name, string given, string success, string failure)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddContact("a@example.com", new Dictionary<string, string> { ["EXT_ID"] = "e1" });
        var expected = $$$"""{"contacts":{"success":{{{success}}},"failure":{{{failure}}}}}""";
        Assert.Equal(expected, (await brevo.PostAsync("contacts/lists/2/contacts/add", $$"""{"{{name}}":{{given}}}""")).Body);
        Assert.Equal([2L], brevo.Brevo.FindContact("a@example.com")!.ListIds);
        // reference §11: 400 when nothing changes
        var again = (await brevo.PostAsync("contacts/lists/2/contacts/add", $$"""{"{{name}}":{{given}}}""")).ExpectError(
            400,
            "invalid_parameter"
        );
        Assert.Equal("Contact already in list and/or does not exist", again.GetProperty("message").GetString());
        Assert.Equal(expected, (await brevo.PostAsync("contacts/lists/2/contacts/remove", $$"""{"{{name}}":{{given}}}""")).Body);
        (await brevo.PostAsync("contacts/lists/2/contacts/remove", $$"""{"{{name}}":{{given}}}""")).ExpectError(400, "invalid_parameter");
        Assert.Empty(brevo.Brevo.FindContact("a@example.com")!.ListIds);
    }

    // reference §5: document examples show success and failure at the top level
    [Fact]
    public async Task Add_FlatListResults_AtTheTopLevel()
    {
        await using var brevo = await BrevoHttp.StartAsync(o => o.BrevoChoices = new BrevoEmulatorChoices { FlatListResults = true });
        brevo.Brevo.AddContact("a@example.com");
        Assert.Equal("""{"success":[1],"failure":[]}""", (await brevo.PostAsync("contacts/lists/2/contacts/add", """{"ids":[1]}""")).Body);
    }

    // reference §5: 1-150
    [Fact]
    public async Task Add_151Contacts_400()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var ids = string.Join(',', Enumerable.Range(1, 151));
        (await brevo.PostAsync("contacts/lists/2/contacts/add", $$"""{"ids":[{{ids}}]}""")).ExpectError(400, "out_of_range");
    }

    // reference §5: remove {"all":true} answers processId and total
    [Fact]
    public async Task Remove_All_ProcessAndTotal()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddContact("a@example.com", null, 2);
        brevo.Brevo.AddContact("b@example.com", null, 2);
        var reply = (await brevo.PostAsync("contacts/lists/2/contacts/remove", """{"all":true}""")).Expect(HttpStatusCode.Created);
        Assert.Equal(2, reply.GetProperty("contacts").GetProperty("total").GetInt32());
        var process = await brevo.EndOfProcessAsync(reply.GetProperty("contacts").GetProperty("processId").GetInt64());
        Assert.Equal("completed", process.GetProperty("status").GetString());
        Assert.False(process.TryGetProperty("info", out _));
        Assert.Equal(0, (await brevo.GetAsync("contacts/lists/2/contacts")).Json.GetProperty("count").GetInt32());
        Assert.Equal(2, brevo.Brevo.ContactCount);
    }

    [Theory]
    [InlineData("GET", "contacts/lists/99")]
    [InlineData("PUT", "contacts/lists/99")]
    [InlineData("DELETE", "contacts/lists/99")]
    [InlineData("GET", "contacts/lists/99/contacts")]
    [InlineData("GET", "contacts/folders/99")]
    [InlineData("PUT", "contacts/folders/99")]
    [InlineData("DELETE", "contacts/folders/99")]
    [InlineData("GET", "contacts/folders/99/lists")]
    public async Task Send_UnknownListOrFolder_404(string method, string path)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.SendAsync(new HttpMethod(method), path, method == "PUT" ? """{"name":"x"}""" : null)).ExpectError(
            404,
            "document_not_found"
        );
    }

    [Fact]
    public async Task Get_ListIdIsNoNumber_400()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.GetAsync("contacts/lists/first")).ExpectError(400, "invalid_parameter");
    }
}
