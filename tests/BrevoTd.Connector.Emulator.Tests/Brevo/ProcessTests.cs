using System.Net;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class ProcessTests
{
    // reference overrides GET /processes: limit default 10, maximum 50, sort asc or desc
    [Fact]
    public async Task Get_Pages_InBothOrders()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        for (var i = 0; i < 12; i++)
            await brevo.ImportAsync($$"""{"listIds":[2],"jsonBody":[{"email":"c{{i}}@example.com"}]}""");
        Assert.Equal([12, 11, 10, 9, 8, 7, 6, 5, 4, 3], await IdsAsync(brevo, "processes"));
        Assert.Equal([1, 2, 3], await IdsAsync(brevo, "processes?sort=asc&limit=3"));
        Assert.Equal([2, 1], await IdsAsync(brevo, "processes?sort=desc&limit=50&offset=10"));
        Assert.Empty(await IdsAsync(brevo, "processes?offset=12"));
    }

    [Theory]
    [InlineData("processes/99", 404, "document_not_found")]
    [InlineData("processes/first", 400, "invalid_parameter")]
    public async Task Get_NoSuchProcess_Refused(string path, int status, string code)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.GetAsync(path)).ExpectError(status, code);
    }

    private static async Task<List<int>> IdsAsync(BrevoHttp brevo, string path)
    {
        var page = (await brevo.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal(12, page.GetProperty("count").GetInt32());
        return [.. page.GetProperty("processes").EnumerateArray().Select(static p => p.GetProperty("id").GetInt32())];
    }
}
