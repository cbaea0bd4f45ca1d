using System.Net;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class DoubleOptInTests
{
    // reference §6, DOI: email, includeListIds, redirectionUrl, templateId; 201 created, 204 updated
    [Fact]
    public async Task DoubleOptIn_UntilTheLinkIsCalled_TheContactIsOnNoList()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        const string body =
            """{"email":"A@example.com","includeListIds":[2],"redirectionUrl":"https://example.com/thanks","templateId":5,"attributes":{"FIRSTNAME":"Ada"}}""";

        (await brevo.PostAsync("contacts/doubleOptinConfirmation", body)).ExpectNothing(HttpStatusCode.Created);
        (await brevo.PostAsync("contacts/doubleOptinConfirmation", body)).ExpectNothing(HttpStatusCode.NoContent);

        var before = brevo.Brevo.FindContact("a@example.com")!;
        Assert.Empty(before.ListIds);
        Assert.Equal("Ada", before.Attributes["FIRSTNAME"]);
        Assert.DoesNotContain("DOUBLE_OPT-IN", before.Attributes.Keys);
        var links = brevo.Brevo.FindDoubleOptInLinks("a@example.com");
        Assert.Equal(2, links.Count);
        Assert.Equal(
            2,
            brevo
                .Brevo.MessageEvents.OfRecipient("a@example.com")
                .Count(static sent => sent is { Kind: Emulator.Brevo.MessageEventKind.Sent, TemplateId: 5 })
        );

        using var reader = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var click = await reader.GetAsync(links[0], TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, click.StatusCode);
        Assert.Equal("https://example.com/thanks", click.Headers.Location!.AbsoluteUri);
        var after = brevo.Brevo.FindContact("a@example.com")!;
        Assert.Equal([2], after.ListIds);
        Assert.Equal("Yes", after.Attributes["DOUBLE_OPT-IN"]);
        using var wrong = await reader.GetAsync(new Uri(links[0], "/doi/none"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
    }

    [Theory]
    [InlineData("""{"includeListIds":[2],"redirectionUrl":"https://example.com","templateId":5}""", "missing_parameter")]
    [InlineData("""{"email":"a@example.com","redirectionUrl":"https://example.com","templateId":5}""", "missing_parameter")]
    [InlineData(
        """{"email":"a@example.com","includeListIds":[99],"redirectionUrl":"https://example.com","templateId":5}""",
        "invalid_parameter"
    )]
    [InlineData("""{"email":"a@example.com","includeListIds":[2],"redirectionUrl":"thanks","templateId":5}""", "invalid_parameter")]
    [InlineData("""{"email":"a@example.com","includeListIds":[2],"redirectionUrl":"https://example.com"}""", "missing_parameter")]
    [InlineData("""{"email":"nobody","includeListIds":[2],"redirectionUrl":"https://example.com","templateId":5}""", "invalid_parameter")]
    public async Task DoubleOptIn_OfWhatCannotBe_IsRefused(string body, string code)
    {
        await using var brevo = await BrevoHttp.StartAsync();

        (await brevo.PostAsync("contacts/doubleOptinConfirmation", body)).ExpectError(400, code);
        Assert.Equal(0, brevo.Brevo.ContactCount);
    }
}
