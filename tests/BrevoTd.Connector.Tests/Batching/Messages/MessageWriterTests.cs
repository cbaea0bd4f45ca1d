using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Tests.Brevo;
using BrevoTd.Connector.Tests.Http;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace BrevoTd.Connector.Tests.Batching.Messages;

public sealed partial class MessageWriterTests
{
    private sealed record Mail(int Number, int Copies = 0, int ParamsLength = 0);

    private static readonly MessageMap<Mail> s_map = MessageMap.From<Mail>(map =>
    {
        map.To(mail => string.Create(CultureInfo.InvariantCulture, $"to{mail.Number}@example.com"));
        map.Bcc(
            mail => Enumerable.Range(0, mail.Copies),
            bcc => bcc.Email(copy => string.Create(CultureInfo.InvariantCulture, $"copy{copy}@example.com"))
        );
        map.Params(fields => fields.Field("t", mail => mail.ParamsLength == 0 ? null : new string('x', mail.ParamsLength - 8)));
    });

    private static SendTransactionalEmailRequest Template => new() { TemplateId = new EmailTemplateId(7) };

    [Fact]
    public async Task Messages_OfOneBatch_AreVersionsOfOneRequestWithItsKey()
    {
        await using var wire = Start();
        await using var writer = wire.Client.TransactionalEmails.CreateWriter(
            s_map,
            Template with
            {
                Sender = MessageSender.FromEmail("shop@example.com", "Shop"),
                Tags = ["t"],
                Sandbox = true,
            }
        );

        var report = await writer.WriteAllAsync([new Mail(1, ParamsLength: 9), new Mail(2)]);

        Assert.Equal(2, report.Delivered);
        Assert.Equal("brevo.transactional_emails.send", report.SinkName);
        var body = wire.LastRequest.Body!;
        var key = Key().Match(body).Groups[1].Value;
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", key);
        Assert.Equal(
            """{"sender":{"email":"shop@example.com","name":"Shop"},"templateId":7,"headers":{"idempotencyKey":"KEY","X-Sib-Sandbox":"drop"},"tags":["t"],"messageVersions":[{"to":[{"email":"to1@example.com"}],"params":{"t":"x"}},{"to":[{"email":"to2@example.com"}]}]}""".Replace(
                "KEY",
                key,
                StringComparison.Ordinal
            ),
            body
        );
    }

    [Theory]
    [InlineData(1_001, 0, 0, 2)]
    [InlineData(100, 98, 0, 5)]
    [InlineData(25, 0, 100_000, 3)]
    [InlineData(1_000, 1, 1_000, 1)]
    public async Task Messages_InAnyNumber_KeepTheLimitsOfARequest(int count, int copies, int paramsLength, int requests)
    {
        await using var wire = Start();
        await using var writer = wire.Client.TransactionalEmails.CreateWriter(s_map, Template);

        var report = await writer.WriteAllAsync(Enumerable.Range(0, count).Select(i => new Mail(i, copies, paramsLength)));

        Assert.Equal(count, report.Delivered);
        Assert.Equal(requests, wire.Server.LogEntries.Count);
        Assert.Equal(
            requests,
            wire.Server.LogEntries.Select(entry => Key().Match(entry.RequestMessage!.Body!).Groups[1].Value).Distinct().Count()
        );
        foreach (var entry in wire.Server.LogEntries)
        {
            using var body = JsonDocument.Parse(entry.RequestMessage!.Body!);
            var versions = body.RootElement.GetProperty("messageVersions").EnumerateArray().ToList();
            Assert.InRange(versions.Count, 1, 1_000);
            Assert.InRange(versions.Sum(version => 1 + (version.TryGetProperty("bcc", out var bcc) ? bcc.GetArrayLength() : 0)), 1, 2_000);
            Assert.InRange(
                versions.Sum(version => version.TryGetProperty("params", out var values) ? values.GetRawText().Length : 0),
                0,
                1_000_000
            );
        }
    }

    [Fact]
    public async Task Message_WithTooManyRecipientsOrParams_IsDeadLetteredBeforeItIsSent()
    {
        await using var wire = Start();
        await using var writer = wire.Client.TransactionalEmails.CreateWriter(s_map, Template);

        var report = await writer.WriteAllAsync([new Mail(1, Copies: 99), new Mail(2, ParamsLength: 100_001), new Mail(3)]);

        Assert.Equal((1L, 2L), (report.Delivered, report.DeadLetteredByCause["mapping_too_large"]));
    }

    [Fact]
    public async Task Messages_ToOneRecipient_AreAllSent()
    {
        await using var wire = Start();
        await using var writer = wire.Client.TransactionalEmails.CreateWriter(s_map, Template);

        var report = await writer.WriteAllAsync([new Mail(1), new Mail(1)]);

        Assert.Equal(2, report.Delivered);
        Assert.Equal(2, wire.Server.LogEntries.Count);
    }

    [Theory]
    [InlineData("""{"messageIds":["<a@x>"]}""", "fewer_counted")]
    [InlineData("""{"messageId":"<a@x>"}""", "fewer_counted")]
    [InlineData("{}", "fewer_counted")]
    [InlineData("no json", "no_answer")]
    public async Task Messages_WithFewerIds_AreUnverified(string answer, string cause)
    {
        await using var wire = BrevoWire.Start().Answers("POST", "smtp/email", 201, answer);
        await using var writer = wire.Client.TransactionalEmails.CreateWriter(s_map, Template);

        var report = await writer.WriteAllAsync([new Mail(1), new Mail(2)]);

        Assert.Equal(2, report.UnverifiedByCause[cause]);
    }

    [Fact]
    public async Task Message_Alone_MayHaveASingleId()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "smtp/email", 201, """{"messageId":"<a@x>"}""");
        await using var writer = wire.Client.TransactionalEmails.CreateWriter(s_map, Template);

        Assert.Equal(1, (await writer.WriteAllAsync([new Mail(1)])).Delivered);
    }

    [Theory]
    [InlineData(400, "invalid_parameter", "invalid_parameter")]
    [InlineData(400, "duplicate_parameter", "duplicate_parameter")]
    [InlineData(403, "permission_denied", "unauthorized")]
    public async Task Messages_RefusedAtOnce_AreDeadLettered(int status, string code, string cause)
    {
        await using var wire = BrevoWire.Start().Answers("POST", "smtp/email", status, $$"""{"code":"{{code}}","message":"no"}""");
        await using var writer = wire.Client.TransactionalEmails.CreateWriter(s_map, Template);

        var report = await writer.WriteAllAsync([new Mail(1), new Mail(2)]);

        Assert.Equal(2, report.DeadLetteredByCause[cause]);
    }

    [Fact]
    public async Task Messages_AnswerLost_AreSentAgainWithTheSameKeyAndOnceOnly()
    {
        await using var pipeline = Pipeline.Brevo(options => options.RetryBaseDelay = TimeSpan.Zero);
        pipeline
            .Handler.Then(HttpStatusCode.BadGateway)
            .Then(HttpStatusCode.BadRequest, """{"code":"duplicate_parameter","message":"used"}""");
        await using var writer = new BrevoTransactionalEmailsClient(pipeline.Transport).CreateWriter(s_map, Template);

        var report = await writer.WriteAllAsync([new Mail(1), new Mail(2)]);

        Assert.Equal(2, report.Delivered);
        Assert.Equal(2, pipeline.Handler.Seen.Count);
        Assert.Equal(pipeline.Handler.Seen[0].Body, pipeline.Handler.Seen[1].Body);
    }

    [Fact]
    public async Task Messages_AnswerLostAndRefusedThen_AreUnverifiedAndNeverTakenApart()
    {
        await using var pipeline = Pipeline.Brevo(options => options.RetryBaseDelay = TimeSpan.Zero);
        pipeline.Handler.Then(HttpStatusCode.BadGateway).Then(HttpStatusCode.BadRequest, """{"code":"invalid_parameter","message":"no"}""");
        await using var writer = new BrevoTransactionalEmailsClient(pipeline.Transport).CreateWriter(s_map, Template);

        var report = await writer.WriteAllAsync([new Mail(1), new Mail(2)]);

        Assert.Equal(2, report.UnverifiedByCause["no_answer"]);
        Assert.Equal(2, pipeline.Handler.Seen.Count);
    }

    [Fact]
    public async Task Messages_OfOtherBatches_HaveOtherKeys()
    {
        await using var wire = Start();
        await using var writer = wire.Client.TransactionalEmails.CreateWriter(s_map, Template, new() { MaxBatchRecords = 1 });
        await using var other = wire.Client.TransactionalEmails.CreateWriter(s_map, Template);

        await writer.WriteAllAsync([new Mail(1), new Mail(2)]);
        await other.WriteAllAsync([new Mail(1)]);

        Assert.Equal(
            3,
            wire.Server.LogEntries.Select(entry => Key().Match(entry.RequestMessage!.Body!).Groups[1].Value).Distinct().Count()
        );
    }

    public static TheoryData<SendTransactionalEmailRequest> WrongRequests =>
        [
            new SendTransactionalEmailRequest(),
            new SendTransactionalEmailRequest { TemplateId = new EmailTemplateId(7), To = ["a@example.com"] },
            new SendTransactionalEmailRequest { TemplateId = new EmailTemplateId(7), Cc = ["a@example.com"] },
            new SendTransactionalEmailRequest { TemplateId = new EmailTemplateId(7), IdempotencyKey = Guid.NewGuid() },
            new SendTransactionalEmailRequest { TemplateId = new EmailTemplateId(7), HtmlContent = "x" },
            new SendTransactionalEmailRequest { Subject = "x", HtmlContent = "x" },
        ];

    [Theory]
    [MemberData(nameof(WrongRequests), DisableDiscoveryEnumeration = true)]
    public async Task CreateWriter_WithARequestThatBrevoRefuses_Throws(SendTransactionalEmailRequest request)
    {
        await using var wire = BrevoWire.Start();

        Assert.Throws<ArgumentException>(() => wire.Client.TransactionalEmails.CreateWriter(s_map, request));
    }

    [Fact]
    public async Task CreateWriter_WithBodiesInTheMap_WantsOneInTheRequestAndNoTemplate()
    {
        await using var wire = BrevoWire.Start();
        var map = MessageMap.From<Mail>(map =>
        {
            map.To(_ => "to@example.com");
            map.HtmlContent(_ => "<p>x</p>");
        });
        var own = new SendTransactionalEmailRequest
        {
            Sender = MessageSender.FromId(1),
            Subject = "x",
            HtmlContent = "x",
        };

        Assert.Throws<ArgumentException>(() => wire.Client.TransactionalEmails.CreateWriter(map, Template));
        Assert.Throws<ArgumentException>(() =>
            wire.Client.TransactionalEmails.CreateWriter(map, own with { HtmlContent = null, TextContent = "x" })
        );
        await wire.Client.TransactionalEmails.CreateWriter(map, own).DisposeAsync();
    }

    [GeneratedRegex("\"idempotencyKey\":\"([^\"]+)\"")]
    private static partial Regex Key();

    private static BrevoWire Start()
    {
        var wire = BrevoWire.Start();
        wire.Server.Given(Request.Create().WithPath("/v3/smtp/email").UsingPost())
            .RespondWith(
                Response
                    .Create()
                    .WithStatusCode(201)
                    .WithHeader("Content-Type", "application/json")
                    .WithBody(request =>
                    {
                        using var body = JsonDocument.Parse(request.Body!);
                        var count = body.RootElement.GetProperty("messageVersions").GetArrayLength();
                        return $$"""{"messageIds":[{{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"<{i}@x>\""))}}]}""";
                    })
            );
        return wire;
    }
}
