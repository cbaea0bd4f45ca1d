using System.Globalization;
using System.Text.Json.Nodes;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Brevo.TransactionalEmails;

namespace BrevoTd.Connector.Tests.Brevo.EmailTemplates;

public sealed class BrevoEmailTemplatesClientTests
{
    private const string Html = "<p>Hello there</p>";

    private static readonly CreateEmailTemplateRequest s_new = new()
    {
        Name = "Receipt",
        Subject = "Your order",
        Sender = MessageSender.FromEmail("shop@example.com"),
        HtmlContent = Html,
    };

    // "sender.id" is a text in answers, dates may be empty.
    [Fact]
    public async Task GetAsync_OfTrapsInTheAnswer_ReadsThem()
    {
        await using var stub = MessageStub.Answering(
            200,
            """{"id":"5","name":"T","sender":{"name":"S","email":"s@example.com","id":43},"modifiedAt":"","createdAt":"2016-02-24T14:44:24Z","isActive":null,"replyTo":null}"""
        );

        var template = await stub.Client.EmailTemplates.GetAsync(5);

        Assert.Equal(5, template.Id);
        Assert.Equal("43", template.Sender!.Id);
        Assert.Null(template.ModifiedAt);
        Assert.Null(template.IsActive);
    }

    [Fact]
    public async Task UpdateAsync_WhatIsNotSet_IsNotSentAndEmptyIs()
    {
        await using var stub = MessageStub.Answering(204);

        await stub.Client.EmailTemplates.UpdateAsync(
            7,
            new()
            {
                Tag = "",
                ToField = (string?)null,
                Subject = "New",
            }
        );

        Assert.Equal("""{"subject":"New","toField":null,"tag":""}""", stub.LastBody.ToJsonString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CreateAsync_AnswerLost_LooksForItAndNeverCreatesItTwice(bool isThere)
    {
        var created = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var old = """{"id":3,"name":"Receipt","subject":"Your order","createdAt":"2016-02-24T14:44:24Z"}""";
        var mine = $$"""{"id":9,"name":"Receipt","subject":"Your order","createdAt":"{{created}}"}""";
        await using var stub = new MessageStub(request =>
            request.Segments.Count > 2 ? (200, mine)
            : request.Method == "GET" ? (200, $$"""{"count":2,"templates":[{{(isThere ? mine + "," : "")}}{{old}}]}""")
            : (201, """{"id":10}""")
        ).Losing("POST /smtp/templates");

        var call = stub.Client.EmailTemplates.CreateAsync(s_new);

        if (isThere)
        {
            Assert.Equal(9, await call);
        }
        else
        {
            Assert.True((await Assert.ThrowsAsync<ServiceUnreachableException>(() => call)).MayHaveBeenProcessed);
        }

        Assert.Single(stub.Sent, request => request.Method == "POST");
    }

    [Fact]
    public async Task SendTestAsync_WithoutAddresses_IsNotSentToTheWholeTestList()
    {
        await using var stub = MessageStub.Answering(204);

        var e = await Assert.ThrowsAsync<ArgumentException>(() => stub.Client.EmailTemplates.SendTestAsync(7, []));

        Assert.Contains("SendTestToTestListAsync", e.Message, StringComparison.Ordinal);
        Assert.Empty(stub.Sent);
        await stub.Client.EmailTemplates.SendTestToTestListAsync(7);
        Assert.Equal("""{"emailTo":[]}""", stub.LastBody.ToJsonString());
    }

    [Theory]
    [InlineData("no body", "Set one of them")]
    [InlineData("two bodies", "Set one of them")]
    [InlineData("short body", "10 characters")]
    [InlineData("no sender", "only one of them")]
    [InlineData("relative address", "not an absolute address")]
    public async Task CreateAsync_WhatBrevoWouldRefuse_SaysWhatToChange(string what, string remedy)
    {
        await using var stub = MessageStub.Answering(201, """{"id":1}""");
        var request = what switch
        {
            "no body" => s_new with { HtmlContent = null },
            "two bodies" => s_new with { HtmlUrl = new Uri("https://example.com/a.html") },
            "short body" => s_new with { HtmlContent = "0123456789" },
            "no sender" => s_new with { Sender = new() { Name = "Shop" } },
            _ => s_new with { HtmlContent = null, HtmlUrl = new Uri("a.html", UriKind.Relative) },
        };

        var e = await Assert.ThrowsAsync<ArgumentException>(() => stub.Client.EmailTemplates.CreateAsync(request));

        Assert.Contains(remedy, e.Message, StringComparison.Ordinal);
        Assert.Empty(stub.Sent);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("has space")]
    [InlineData("a1234567890123456789012345678901234567890123456789012345678901234")]
    public async Task GetByCustomIdAsync_OfWhatIsNoSuchId_IsRefused(string id)
    {
        await using var stub = MessageStub.Answering(200, "{}");

        await Assert.ThrowsAsync<ArgumentException>(() => stub.Client.EmailTemplates.GetByCustomIdAsync(id));
        Assert.Empty(stub.Sent);
    }

    [Fact]
    public async Task PreviewAsync_WithoutContactAndValues_IsRefused()
    {
        await using var stub = MessageStub.Answering(200, """{"html":"<p>Hi</p>","usedFeedNames":["f"]}""");

        await Assert.ThrowsAsync<ArgumentException>(() => stub.Client.EmailTemplates.PreviewAsync(new() { TemplateId = 7 }));
        var preview = await stub.Client.EmailTemplates.PreviewAsync(
            new()
            {
                TemplateId = 7,
                Params = new JsonObject { ["a"] = 1 },
            }
        );

        Assert.Equal("<p>Hi</p>", preview.Html);
        Assert.Equal(["f"], preview.UsedFeedNames);
    }
}
