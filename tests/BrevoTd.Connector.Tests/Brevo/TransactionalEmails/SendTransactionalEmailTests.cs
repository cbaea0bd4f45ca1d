using System.Text;
using System.Text.Json.Nodes;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Brevo.TransactionalEmails;

public sealed class SendTransactionalEmailTests
{
    private const string Send = "POST /smtp/email";
    private const string Sent = """{"messageId":"<1@relay.example.com>"}""";
    private const string Replayed = """{"code":"duplicate_parameter"}""";

    private static readonly SendTransactionalEmailRequest s_message = new()
    {
        Sender = MessageSender.FromEmail("shop@example.com", "Shop"),
        To = ["ada@example.com"],
        Subject = "Hello",
        HtmlContent = "<p>Hi</p>",
    };

    [Fact]
    public async Task SendAsync_OfAMessage_WritesNothingThatIsNotSet()
    {
        await using var stub = MessageStub.Answering(201, Sent);

        var result = await stub.Client.TransactionalEmails.SendAsync(s_message);

        Assert.Equal("<1@relay.example.com>", result.MessageId);
        Assert.False(result.IsScheduled);
        Assert.Null(result.BatchId);
        Assert.Equal(
            """{"sender":{"email":"shop@example.com","name":"Shop"},"to":[{"email":"ada@example.com"}],"subject":"Hello","htmlContent":"<p>Hi</p>"}""",
            stub.LastBody.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
        );
    }

    [Fact]
    public async Task SendAsync_ListsWithoutEntries_AreNotSent()
    {
        await using var stub = MessageStub.Answering(201, Sent);

        await stub.Client.TransactionalEmails.SendAsync(
            s_message with
            {
                Cc = [],
                Bcc = [],
                MessageVersions = [],
                Attachments = [],
                Tags = [],
                Headers = new Dictionary<string, string>(),
            }
        );

        Assert.Equal(["sender", "to", "subject", "htmlContent"], stub.LastBody.Select(member => member.Key));
    }

    [Fact]
    public async Task SendAsync_WithKeySandboxAndHeaders_WritesThemAsHeadersOfTheBody()
    {
        await using var stub = MessageStub.Answering(201, Sent);
        var key = Guid.NewGuid();

        await stub.Client.TransactionalEmails.SendAsync(
            s_message with
            {
                IdempotencyKey = key,
                Sandbox = true,
                Headers = new Dictionary<string, string> { ["X-Mailin-custom"] = "order:7" },
            }
        );

        Assert.Equal(
            $$"""{"X-Mailin-custom":"order:7","idempotencyKey":"{{key}}","X-Sib-Sandbox":"drop"}""",
            stub.LastBody["headers"]!.ToJsonString()
        );
    }

    [Fact]
    public async Task SendAsync_Attachments_WritesBase64AndUrls()
    {
        await using var stub = MessageStub.Answering(201, Sent);

        await stub.Client.TransactionalEmails.SendAsync(
            s_message with
            {
                Attachments =
                [
                    MessageAttachment.FromContent("Ticket.PDF", new byte[] { 251, 255, 254 }),
                    MessageAttachment.FromUrl(new Uri("https://example.com/report?id=7")),
                ],
            }
        );

        var written = stub.LastBody["attachment"]!.AsArray();
        Assert.Equal("+//+", written[0]!["content"]!.GetValue<string>());
        Assert.Equal("Ticket.PDF", written[0]!["name"]!.GetValue<string>());
        Assert.Equal("https://example.com/report?id=7", written[1]!["url"]!.GetValue<string>());
    }

    [Fact]
    public async Task SendAsync_Versions_ReadsTheIdOfEach()
    {
        await using var stub = MessageStub.Answering(201, """{"messageIds":["<1@r.example>","<2@r.example>"]}""");

        var result = await stub.Client.TransactionalEmails.SendAsync(
            s_message with
            {
                To = null,
                MessageVersions =
                [
                    new()
                    {
                        To = ["ada@example.com"],
                        Params = new JsonObject { ["items"] = new JsonArray(1, "two", new JsonObject { ["deep"] = true }) },
                    },
                    new() { To = ["bob@example.com"], Subject = "For Bob" },
                ],
            }
        );

        Assert.Equal(["<1@r.example>", "<2@r.example>"], result.MessageIds);
        Assert.Equal("""{"items":[1,"two",{"deep":true}]}""", stub.LastBody["messageVersions"]![0]!["params"]!.ToJsonString());
    }

    [Fact]
    public async Task SendAsync_ScheduledWithoutABatch_MakesOneUpAndSaysWhich()
    {
        await using var stub = MessageStub.Answering(202, Sent);

        var result = await stub.Client.TransactionalEmails.SendAsync(
            s_message with
            {
                ScheduledAt = new DateTimeOffset(2030, 4, 5, 12, 30, 0, TimeSpan.FromHours(2)),
            }
        );

        Assert.True(result.IsScheduled);
        Assert.Equal(result.BatchId.ToString(), stub.LastBody["batchId"]!.GetValue<string>());
        Assert.Equal("2030-04-05T10:30:00.000Z", stub.LastBody["scheduledAt"]!.GetValue<string>());
    }

    [Fact]
    public async Task SendAsync_AnswerLostWithoutAKey_IsNotRepeatedAndSaysHowToLook()
    {
        await using var stub = MessageStub.Answering(201, Sent).Losing(Send);

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => stub.Client.TransactionalEmails.SendAsync(s_message));

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Contains("IdempotencyKey", e.Message, StringComparison.Ordinal);
        Assert.Single(stub.Sent);
    }

    [Fact]
    public async Task SendAsync_AnswerLostWithAKeyAndMessageNotThere_SendsItAgainWithTheSameKey()
    {
        await using var stub = MessageStub.Answering(201, Sent).Losing(Send);

        var result = await stub.Client.TransactionalEmails.SendAsync(s_message with { IdempotencyKey = Guid.NewGuid() });

        Assert.Equal("<1@relay.example.com>", result.MessageId);
        Assert.False(result.WasAcceptedBefore);
        Assert.Equal(2, stub.Sent.Count);
        Assert.Equal(stub.Sent[0].Body, stub.Sent[1].Body);
    }

    // The example of the reference has no message beside the code.
    [Fact]
    public async Task SendAsync_AnswerLostWithAKeyAndMessageThere_SucceedsWithoutAnId()
    {
        await using var stub = MessageStub.Answering(400, Replayed).Losing(Send);

        var result = await stub.Client.TransactionalEmails.SendAsync(
            s_message with
            {
                IdempotencyKey = Guid.NewGuid(),
                ScheduledAt = new DateTimeOffset(2030, 4, 5, 12, 30, 0, TimeSpan.Zero),
            }
        );

        Assert.True(result.WasAcceptedBefore);
        Assert.True(result.IsScheduled);
        Assert.NotNull(result.BatchId);
        Assert.Null(result.MessageId);
        Assert.Equal(2, stub.Sent.Count);
    }

    [Fact]
    public async Task SendAsync_KeyThatAnotherCallUsed_FailsWithBrevosCode()
    {
        await using var stub = MessageStub.Answering(400, Replayed);

        var e = await Assert.ThrowsAsync<ServiceException>(() =>
            stub.Client.TransactionalEmails.SendAsync(s_message with { IdempotencyKey = Guid.NewGuid() })
        );

        Assert.Equal("duplicate_parameter", e.ErrorCode);
        Assert.False(e.MayHaveBeenProcessed);
    }

    [Theory]
    [InlineData(
        200,
        """{"batches":[{"createdAt":"2030-01-01T00:00:00Z","scheduledAt":"2030-01-02T00:00:00Z","status":"queued"}],"count":1}""",
        true
    )]
    [InlineData(404, """{"code":"document_not_found","message":"Record(s) for identifier not found"}""", false)]
    [InlineData(200, """{"batches":[],"count":0}""", false)]
    public async Task SendAsync_ScheduledAnswerLost_LooksForItsBatchAndNeverSendsAgain(int status, string found, bool succeeds)
    {
        await using var stub = new MessageStub(request => request.Method == "GET" ? (status, found) : (202, Sent)).Losing(Send);

        var call = stub.Client.TransactionalEmails.SendAsync(
            s_message with
            {
                ScheduledAt = new DateTimeOffset(2030, 1, 2, 0, 0, 0, TimeSpan.Zero),
            }
        );
        if (succeeds)
        {
            var result = await call;
            Assert.True(result.WasAcceptedBefore);
            Assert.Equal(result.BatchId.ToString(), stub.Sent[1].Segments[^1]);
        }
        else
        {
            Assert.True((await Assert.ThrowsAsync<ServiceUnreachableException>(() => call)).MayHaveBeenProcessed);
        }

        Assert.Equal(["POST", "GET"], stub.Sent.Select(request => request.Method));
    }

    public static TheoryData<string, string> Refused =>
        new([
            ("nobody", "Fill To"),
            ("to and versions", "Brevo ignores To"),
            ("1001 versions", "1,000 versions"),
            ("100 in a version", "MessageVersions[1] has 100 recipients"),
            ("99 in a version with a copy of the request", "MessageVersions[0] has 100 recipients"),
            ("2001 recipients", "2,000 recipients"),
            ("nobody in a version", "MessageVersions[0] has nobody"),
            ("no address", "To[1] has no Email"),
            ("long name", "The Name of MessageVersions[0].Cc[0] has more than the 70 characters"),
            ("no sender", "needs a Sender"),
            ("no subject", "needs a Subject"),
            ("no body", "needs HtmlContent or TextContent"),
            ("body of a version only", "needs HtmlContent or TextContent"),
            ("body and template", "Brevo ignores HtmlContent"),
            ("body of a version and template", "Brevo ignores HtmlContent"),
            ("sender of two kinds", "only one of them"),
            ("named sender by id", "Brevo ignores the Name"),
            ("params", "Params has 100,0"),
            ("params of a version", "MessageVersions[0].Params has 100,0"),
            ("params of all versions", "The Params of all versions"),
            ("attachment of two kinds", "Attachments[0] needs a Url or a Content, and only one"),
            ("local file", "not an absolute http(s) address"),
            ("attachment without a name", "needs a Name"),
            ("attachment of a wrong kind", "extension that Brevo does not take"),
            ("attachment without an extension", "extension that Brevo does not take"),
            ("large attachments", "MaxAttachmentBytes is 20,000,000"),
            ("batch without a time", "Set ScheduledAt"),
            ("batch of another version", "not a UUID of version 4"),
            ("empty key", "Guid.NewGuid()"),
            ("key among the headers", "IdempotencyKey or Sandbox"),
            ("line break in a header", "line break"),
            ("empty tag", "Tags has a tag without text"),
        ]);

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task SendAsync_WhatBrevoWouldRefuseOrLeaveOut_SaysWhatToChange(string what, string remedy)
    {
        await using var stub = MessageStub.Answering(201, Sent);

        var e = await Assert.ThrowsAsync<ArgumentException>(() => stub.Client.TransactionalEmails.SendAsync(Wrong(what)));

        Assert.Equal("request", e.ParamName);
        Assert.Contains(remedy, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("@example.com", e.Message, StringComparison.Ordinal);
        Assert.Empty(stub.Sent);
    }

    [Fact]
    public async Task SendAsync_AtEveryLimit_IsSent()
    {
        await using var stub = MessageStub.Answering(201, Sent);

        await stub.Client.TransactionalEmails.SendAsync(
            s_message with
            {
                To = null,
                MessageVersions =
                [
                    .. Enumerable.Range(0, 20).Select(version => Version(People(99)) with { Params = OfBytes(50_000) }),
                    .. Enumerable.Range(0, 20).Select(_ => Version(People(1))),
                ],
                Attachments = [MessageAttachment.FromContent("a.zip", new byte[20_000_000])],
            }
        );

        Assert.Equal(40, stub.LastBody["messageVersions"]!.AsArray().Count);
    }

    [Fact]
    public async Task SendAsync_LargeAttachmentsWithTheLimitRaised_AreSent()
    {
        await using var stub = MessageStub.Answering(201, Sent);

        await stub.Client.TransactionalEmails.SendAsync(
            s_message with
            {
                Attachments = [MessageAttachment.FromContent("a.zip", new byte[20_000_001])],
                MaxAttachmentBytes = 25_000_000,
            }
        );

        Assert.Single(stub.Sent);
    }

    private static SendTransactionalEmailRequest Wrong(string what)
    {
        var versions = s_message with { To = null };
        var template = s_message with { TemplateId = 7 };
        return what switch
        {
            "nobody" => s_message with { To = [] },
            "to and versions" => s_message with { MessageVersions = [Version(People(1))] },
            "1001 versions" => versions with { MessageVersions = [.. Enumerable.Repeat(Version(People(1)), 1_001)] },
            "100 in a version" => versions with { MessageVersions = [Version(People(1)), Version(People(99)) with { Bcc = People(1) }] },
            "99 in a version with a copy of the request" => versions with { MessageVersions = [Version(People(99))], Cc = People(1) },
            "2001 recipients" => versions with { MessageVersions = [.. Enumerable.Repeat(Version(People(87)), 23)] },
            "nobody in a version" => versions with { MessageVersions = [Version([])] },
            "no address" => s_message with { To = ["ada@example.com", " "] },
            "long name" => versions with
            {
                MessageVersions = [Version(People(1)) with { Cc = [new() { Email = "bob@example.com", Name = new string('x', 71) }] }],
            },
            "no sender" => s_message with { Sender = null },
            "no subject" => s_message with { Subject = " " },
            "no body" => s_message with { HtmlContent = null },
            "body of a version only" => versions with
            {
                HtmlContent = "",
                MessageVersions = [Version(People(1)) with { HtmlContent = "<p>Hi</p>" }],
            },
            "body and template" => template,
            "body of a version and template" => template with
            {
                To = null,
                HtmlContent = null,
                MessageVersions = [Version(People(1)) with { TextContent = "Hi" }],
            },
            "sender of two kinds" => s_message with
            {
                Sender = new() { Email = "shop@example.com", Id = 7 },
            },
            "named sender by id" => s_message with
            {
                Sender = new() { Name = "Shop", Id = 7 },
            },
            "params" => s_message with { Params = OfBytes(100_001) },
            "params of a version" => versions with { MessageVersions = [Version(People(1)) with { Params = OfBytes(100_001) }] },
            "params of all versions" => versions with
            {
                MessageVersions = [.. Enumerable.Repeat(0, 11).Select(_ => Version(People(1)) with { Params = OfBytes(91_000) })],
            },
            "attachment of two kinds" => With(
                new()
                {
                    Url = new Uri("https://example.com/a.pdf"),
                    Content = new byte[1],
                    Name = "a.pdf",
                }
            ),
            "local file" => With(MessageAttachment.FromUrl(new Uri("file:///home/a.pdf"))),
            "attachment without a name" => With(new() { Content = new byte[1] }),
            "attachment of a wrong kind" => With(MessageAttachment.FromUrl(new Uri("https://example.com/setup.exe"))),
            "attachment without an extension" => With(MessageAttachment.FromContent("README", new byte[1])),
            "large attachments" => s_message with
            {
                Attachments =
                [
                    MessageAttachment.FromContent("a.zip", new byte[10_000_000]),
                    MessageAttachment.FromContent("b.zip", new byte[10_000_001]),
                ],
            },
            "batch without a time" => s_message with { BatchId = Guid.NewGuid() },
            "batch of another version" => s_message with
            {
                ScheduledAt = DateTimeOffset.MaxValue,
                BatchId = new Guid("5c6cfa04-eed9-12c2-8b5c-6d470d978e9d"),
            },
            "empty key" => s_message with { IdempotencyKey = Guid.Empty },
            "key among the headers" => s_message with { Headers = new Dictionary<string, string> { ["Idempotency-Key"] = "7" } },
            "line break in a header" => s_message with
            {
                Headers = new Dictionary<string, string> { ["X-A"] = "7\r\nBcc: eve@example.com" },
            },
            _ => s_message with { Tags = ["a", ""] },
        };

        static SendTransactionalEmailRequest With(MessageAttachment attachment) => s_message with { Attachments = [attachment] };
    }

    private static MessageVersion Version(IReadOnlyList<MessageRecipient> to) => new() { To = to };

    private static MessageRecipient[] People(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (MessageRecipient)$"p{i}@example.com")];

    /// <summary>Values with so many bytes as JSON, of which some are written with escapes on the wire.</summary>
    private static JsonObject OfBytes(int count)
    {
        var frame = Encoding.UTF8.GetByteCount("""{"t":""}""");
        var umlauts = (count - frame) / 4;
        return new JsonObject { ["t"] = new string('é', umlauts) + new string('x', count - frame - (2 * umlauts)) };
    }
}
