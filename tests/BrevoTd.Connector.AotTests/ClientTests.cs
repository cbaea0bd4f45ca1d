using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.AotTests;

/// <summary>Registration, options, JSON in both directions, and rows, without reflection.</summary>
internal static class ClientTests
{
    public static (string Name, Func<Task> Run)[] All =>
        [
            ("every option binds from the configuration", OptionsBindAsync),
            ("invalid options are refused when a client is created", InvalidOptionsAreRefusedAsync),
            ("a contact is written and read", ContactIsWrittenAndReadAsync),
            ("a refusal is read", RefusalIsReadAsync),
            ("the rows of a query stream", RowsStreamAsync),
            ("both styles of the CDP are read, and a workflow is started", CdpIsReadAsync),
            ("a token is obtained, kept in a file, and sent", TokenIsObtainedAsync),
            .. TreasureDataLoadAot.All,
        ];

    private static Task OptionsBindAsync()
    {
        var section = Section(
            ("ApiKey", "xkeysib-bound"),
            ("Account", "shop"),
            ("AttemptTimeout", "00:00:11"),
            ("TotalTimeout", "00:01:12"),
            ("MaxQuotaWait", "00:00:13"),
            ("ReadIdleTimeout", "00:00:14"),
            ("MaxRetries", "15"),
            ("RetryBaseDelay", "00:00:01.6"),
            ("RetryMaxDelay", "00:00:17"),
            ("BreakerDuration", "00:00:22"),
            ("MaxAnswerBytes", "18000"),
            ("MaxErrorBytes", "23000"),
            ("MaxAnswerDepth", "24"),
            ("ApplicationName", "Job/1"),
            ("BaseAddress", "https://example.com/19/"),
            ("ImportBaseAddress", "https://example.com/20/"),
            ("IngestionBaseAddress", "https://example.com/25/"),
            ("CdpBaseAddress", "https://example.com/26/"),
            ("ProfilesBaseAddress", "https://example.com/27/"),
            ("WorkflowBaseAddress", "https://example.com/28/"),
            ("Tier", "Extended"),
            ("Site", "eu01"),
            ("MaxConcurrentRequests", "21")
        );
        var services = new ServiceCollection();
        services.AddBrevoClient(section);
        services.AddTreasureDataClient(section);
        using var provider = services.BuildServiceProvider();
        var brevo = provider.GetRequiredService<IOptionsMonitor<BrevoClientOptions>>().CurrentValue;
        var td = provider.GetRequiredService<IOptionsMonitor<TreasureDataClientOptions>>().CurrentValue;
        foreach (ServiceClientOptions options in new ServiceClientOptions[] { brevo, td })
        {
            Expect.Equal("xkeysib-bound", options.ApiKey);
            Expect.Equal("shop", options.Account);
            Expect.Equal(TimeSpan.FromSeconds(11), options.AttemptTimeout);
            Expect.Equal(TimeSpan.FromSeconds(72), options.TotalTimeout);
            Expect.Equal(TimeSpan.FromSeconds(13), options.MaxQuotaWait);
            Expect.Equal(TimeSpan.FromSeconds(14), options.ReadIdleTimeout);
            Expect.Equal(15, options.MaxRetries);
            Expect.Equal(TimeSpan.FromSeconds(1.6), options.RetryBaseDelay);
            Expect.Equal(TimeSpan.FromSeconds(17), options.RetryMaxDelay);
            Expect.Equal(TimeSpan.FromSeconds(22), options.BreakerDuration);
            Expect.Equal(18_000L, options.MaxAnswerBytes);
            Expect.Equal(23_000, options.MaxErrorBytes);
            Expect.Equal(24, options.MaxAnswerDepth);
            Expect.Equal("Job/1", options.ApplicationName);
        }

        Expect.Equal("https://example.com/19/", brevo.BaseAddress.AbsoluteUri);
        Expect.Equal(BrevoTier.Extended, brevo.Tier);
        Expect.Equal("eu01", td.Site);
        Expect.Equal("https://example.com/19/", td.BaseAddress?.AbsoluteUri);
        Expect.Equal("https://example.com/20/", td.ImportBaseAddress?.AbsoluteUri);
        Expect.Equal("https://example.com/25/", td.IngestionBaseAddress?.AbsoluteUri);
        Expect.Equal("https://example.com/26/", td.CdpBaseAddress?.AbsoluteUri);
        Expect.Equal("https://example.com/27/", td.ProfilesBaseAddress?.AbsoluteUri);
        Expect.Equal("https://example.com/28/", td.WorkflowBaseAddress?.AbsoluteUri);
        Expect.Equal(21, td.MaxConcurrentRequests);
        return Task.CompletedTask;
    }

    private static Task InvalidOptionsAreRefusedAsync()
    {
        try
        {
            using var client = BrevoClient.Create(new BrevoClientOptions { ApiKey = "k", BaseAddress = new Uri("http://example.com/") });
        }
        catch (OptionsValidationException)
        {
            return Task.CompletedTask;
        }

        throw new InvalidOperationException("An address without TLS was accepted.");
    }

    private static async Task ContactIsWrittenAndReadAsync()
    {
        var stub = new StubHandler(request =>
            request.Method == HttpMethod.Post
                ? Json(HttpStatusCode.Created, """{"id":21}""")
                : Json(
                    HttpStatusCode.OK,
                    """{"id":21,"email":"a@example.com","attributes":{"LTV":1.5,"TAGS":["x"]},"listIds":[7],"new":1}"""
                )
        );
        await using var provider = Provider(stub);
        var brevo = provider.GetRequiredService<BrevoClient>();

        var id = await brevo.Contacts.CreateAsync(
            new()
            {
                Email = "a@example.com",
                Attributes = new Dictionary<string, AttributeValue> { ["LTV"] = 1.5 },
                ListIds = [7],
            }
        );
        var contact = await brevo.Contacts.GetAsync(id);

        Expect.Equal("""{"email":"a@example.com","attributes":{"LTV":1.5},"listIds":[7],"updateEnabled":false}""", stub.Bodies[0]);
        Expect.Equal(21L, contact.Id?.Value);
        Expect.Equal(1.5, contact.Attributes?["LTV"].AsNumber);
        Expect.Equal("x", contact.Attributes?["TAGS"].AsTextList?[0]);
    }

    private static async Task RefusalIsReadAsync()
    {
        var stub = new StubHandler(_ => Json(HttpStatusCode.Unauthorized, """{"code":"unauthorized","message":"Key not found"}"""));
        await using var provider = Provider(stub);
        try
        {
            await provider.GetRequiredService<BrevoClient>().Account.GetAsync();
        }
        catch (CredentialsRejectedException refusal)
        {
            Expect.Equal("unauthorized", refusal.ErrorCode);
            return;
        }

        throw new InvalidOperationException("A wrong key was accepted.");
    }

    private static async Task RowsStreamAsync()
    {
        // ["a@example.com", 0.5] and ["b@example.com", null]
        var rows = Convert.FromHexString("92ad61406578616d706c652e636f6dcb3fe000000000000092ad62406578616d706c652e636f6dc0");
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(rows);
        }

        var body = zipped.ToArray();
        const string Job = """
            {"job_id":"7","status":"success","num_records":2,"result_size":SIZE,"type":"trino","database":"db","hive_result_schema":"[[\"email\", \"varchar\"], [\"score\", \"double\"]]"}
            """;
        var stub = new StubHandler(request =>
        {
            var path = request.RequestUri!.AbsolutePath;
            if (path.Contains("/job/result/", StringComparison.Ordinal))
            {
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(body) };
            }

            return path.Contains("/job/issue/", StringComparison.Ordinal)
                ? Json(HttpStatusCode.OK, """{"job":"7","job_id":"7","database":"db"}""")
                : Json(
                    HttpStatusCode.OK,
                    Job.Replace("SIZE", body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
                );
        });
        await using var provider = Provider(stub);
        var read = new List<string>();
        await using var result = provider.GetRequiredService<TreasureDataClient>().Jobs.Query("database", "SELECT 1");
        await foreach (var row in result)
        {
            read.Add(
                $"{row.Text("email")} {row.DoubleOrNull("score")?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}"
            );
        }

        Expect.Equal("a@example.com 0.5|b@example.com null", string.Join('|', read));
    }

    private static async Task CdpIsReadAsync()
    {
        var stub = new StubHandler(request =>
            request.RequestUri!.AbsolutePath switch
            {
                "/entities/segments/8" => Json(
                    HttpStatusCode.OK,
                    """{"data":{"id":"8","type":"segment-batch","attributes":{"audienceId":"3","rule":{"type":"And","conditions":[]}}}}"""
                ),
                "/audiences/3/segments" => Json(HttpStatusCode.OK, """[{"id":8,"kind":0,"population":"12"}]"""),
                "/audiences/3/segments/query" => Json(HttpStatusCode.OK, """{"sql":"select 1"}"""),
                "/audiences/3/segments/8/statistics" => Json(HttpStatusCode.OK, "[[1556382847,12,true]]"),
                "/cdp/lookup/collect/segments" => Json(HttpStatusCode.OK, """[{"values":["8"],"attributes":{"age":41}}]"""),
                _ => Json(HttpStatusCode.OK, """{"id":"92","done":false,"status":"running","params":{}}"""),
            }
        );
        await using var provider = Provider(stub);
        var td = provider.GetRequiredService<TreasureDataClient>();
        var audience = new TdAudienceId(3);
        var segment = await td.Segments.GetEntityAsync(new TdSegmentId(8));
        Expect.Equal<TdAudienceId?>(audience, segment.AudienceId);
        Expect.Equal("select 1", await td.Segments.GetSqlAsync(audience, segment.Rule!.Value));
        Expect.Equal(12L, (await td.Segments.ListAsync(audience))[0].Population);
        Expect.Equal(12L, (await td.Segments.GetStatisticsAsync(audience, new TdSegmentId(8)))[0].Population);
        Expect.Equal("41", (await td.Profiles.LookUpAsync(new TdProfileToken("t"), "id", "1"))[0].Attributes!["age"]);
        var started = await td.Workflows.StartAsync(
            new TdWorkflowStartRequest
            {
                WorkflowId = new TdWorkflowId(31),
                SessionTime = DateTimeOffset.UnixEpoch,
                Parameters = new JsonObject { ["day"] = "1970-01-01" },
            }
        );
        Expect.Equal<TdWorkflowAttemptId?>(new TdWorkflowAttemptId(92), started.Attempt.Id);
        Expect.Equal(
            """{"workflowId":"31","sessionTime":"1970-01-01T00:00:00\u002B00:00","params":{"day":"1970-01-01"}}""",
            stub.Bodies[^1]
        );
    }

    private static async Task TokenIsObtainedAsync()
    {
        var stub = new StubHandler(request =>
            request.RequestUri!.AbsolutePath.EndsWith("/token", StringComparison.Ordinal)
                ? Json(HttpStatusCode.OK, """{"access_token":"aot-access","expires_in":3600,"refresh_token":"aot-refresh"}""")
                : Json(HttpStatusCode.OK, $$"""{"companyName":"{{request.Headers.Authorization}}"}""")
        );
        var folder = Path.Combine(Path.GetTempPath(), "brevotd-aot-" + Guid.NewGuid().ToString("N"));
        var services = new ServiceCollection();
        services
            .AddBrevoClient()
            .UseOAuth(Section(("Grant", "RefreshToken"), ("ClientId", "aot"), ("RefreshToken", "seed"), ("RenewalBuffer", "00:00:30")))
            .UseTokenStore(new FileTokenStore(folder))
            .ConfigureOAuthHttp(http => http.ConfigurePrimaryHttpMessageHandler(() => stub))
            .Http.ConfigurePrimaryHttpMessageHandler(() => stub);
        try
        {
            await using var provider = services.BuildServiceProvider();
            var account = await provider.GetRequiredService<BrevoClient>().Account.GetAsync();
            Expect.Equal("Bearer aot-access", account.CompanyName);
            Expect.Equal("grant_type=refresh_token&refresh_token=seed&client_id=aot", stub.Bodies.Single());
            var stored = await new FileTokenStore(folder).LoadAsync("brevo");
            Expect.Equal("aot-refresh", stored?.RefreshToken);

            var pending = provider.GetRequiredService<BrevoOAuthFlow>().Begin(new Uri("https://app.example.com/callback"));
            Expect.Equal(pending.State, PendingAuthorization.FromJson(pending.ToJson()).State);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ServiceProvider Provider(StubHandler stub)
    {
        var services = new ServiceCollection();
        services.AddBrevoClient(options => options.ApiKey = "xkeysib-aot").Http.ConfigurePrimaryHttpMessageHandler(() => stub);
        services.AddTreasureDataClient(options => options.ApiKey = "1/aot").Http.ConfigurePrimaryHttpMessageHandler(() => stub);
        return services.BuildServiceProvider();
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(pair => new KeyValuePair<string, string?>("Client:" + pair.Key, pair.Value)))
            .Build()
            .GetSection("Client");

    private static HttpResponseMessage Json(HttpStatusCode status, string json) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    private sealed class StubHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is { } content)
            {
                Bodies.Add(await content.ReadAsStringAsync(cancellationToken));
            }

            return answer(request);
        }
    }
}
