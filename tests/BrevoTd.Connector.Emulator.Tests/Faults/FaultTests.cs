using System.Net;
using System.Text;
using BrevoTd.Connector.Emulator.Tests.Brevo;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Emulator.Tests.Faults;

public sealed class FaultTests
{
    [Fact]
    public async Task TooManyRequests_NextTwo_429WithResetThenFine()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var fault = brevo.Brevo.Faults.Add(FaultRule.TooManyRequests(TimeSpan.FromMilliseconds(1_500)) with { Times = 2 });
        for (var i = 0; i < 2; i++)
        {
            var reply = await brevo.GetAsync("account");
            reply.ExpectError(429, "too_many_requests");
            Assert.Equal(2, reply.Header("x-sib-ratelimit-reset"));
        }

        (await brevo.GetAsync("account")).Expect(HttpStatusCode.OK);
        Assert.Equal(2, fault.Hits);
        Assert.Equal(2, brevo.Brevo.Requests.Count("GET /v3/account", 429));
        Assert.Equal(1, brevo.Brevo.Requests.Count("GET /v3/account", 200));
    }

    [Theory]
    [InlineData(500, FaultBody.Json, "application/json", "{")]
    [InlineData(503, FaultBody.Html, "text/html; charset=utf-8", "<html>")]
    [InlineData(425, FaultBody.Json, "application/json", "{\"code\":\"account_in_process\"")]
    public async Task Status_Body_AsAskedAndNotExecuted(int status, FaultBody body, string contentType, string start)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.Faults.Add(FaultRule.Status(status, body));
        var reply = await brevo.PostAsync("contacts", """{"email":"a@example.com"}""");
        Assert.Equal(status, (int)reply.Status);
        Assert.Equal(contentType, reply.Headers["Content-Type"]);
        Assert.StartsWith(start, reply.Body, StringComparison.Ordinal);
        Assert.Equal(0, brevo.Brevo.ContactCount);
    }

    [Fact]
    public async Task Status_Empty_NoBody()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.Faults.Add(FaultRule.Status(502, FaultBody.Empty));
        (await brevo.GetAsync("account")).ExpectNothing(HttpStatusCode.BadGateway);
    }

    [Theory]
    [InlineData("POST", "contacts/lists", """{"name":"cut","folderId":1}""", 0)]
    // A body shorter than the rule's bytes is cut too, and an answer without a body does not come.
    [InlineData("POST", "contacts/lists", """{"name":"cut","folderId":1}""", 1_000)]
    [InlineData("PUT", "contacts/lists/2", """{"name":"cut"}""", 10)]
    public async Task CutBody_AnyAnswer_FailsButIsExecuted(string method, string path, string body, int bytes)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.Faults.Add(FaultRule.CutBody(bytes) with { Times = 1 });
        await Assert.ThrowsAsync<HttpRequestException>(() => brevo.SendAsync(new HttpMethod(method), path, body));
        Assert.Contains("\"cut\"", (await brevo.GetAsync("contacts/lists")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CutBody_InTheMiddle_ThatManyBytesArrive()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.Faults.Add(FaultRule.CutBody(100));
        using var client = Client(brevo);
        using var response = await client.GetAsync(
            "account",
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Content.Headers.ContentLength > 100);
        using var received = new MemoryStream();
        var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(received, TestContext.Current.CancellationToken));
        Assert.Equal(100, received.Length);
    }

    [Fact]
    public async Task StoredButNoAnswer_Create_FailsButIsStored()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.Faults.Add(FaultRule.StoredButNoAnswer() with { Method = "POST" });
        await Assert.ThrowsAsync<HttpRequestException>(() => brevo.PostAsync("contacts", """{"email":"a@example.com"}"""));
        Assert.Equal("a@example.com", (await brevo.ContactAsync("a@example.com")).GetProperty("email").GetString());
    }

    [Fact]
    public async Task NoAnswer_Create_FailsAndIsNotStored()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.Faults.Add(FaultRule.NoAnswer() with { Method = "POST" });
        await Assert.ThrowsAsync<HttpRequestException>(() => brevo.PostAsync("contacts", """{"email":"a@example.com"}"""));
        (await brevo.GetAsync("contacts/a%40example.com")).ExpectError(404, "document_not_found");
    }

    [Fact]
    public async Task Latency_FakeClock_WaitsThatLong()
    {
        var clock = new FakeTimeProvider();
        await using var brevo = await BrevoHttp.StartAsync(o => o.TimeProvider = clock);
        brevo.Brevo.Faults.Add(FaultRule.Latency(TimeSpan.FromSeconds(3)) with { Path = "/v3/account" });
        brevo.Brevo.Faults.Add(FaultRule.Latency(TimeSpan.FromSeconds(4)) with { Path = "/v3/account" });
        var start = clock.GetUtcNow();
        var slow = brevo.GetAsync("account");
        while (!slow.IsCompleted)
        {
            // Other paths are not slowed down, and each answer is a moment for the slow one to come too early.
            (await brevo.GetAsync("contacts")).Expect(HttpStatusCode.OK);
            clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        (await slow).Expect(HttpStatusCode.OK);
        Assert.True(clock.GetUtcNow() - start >= TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task StalledBody_SilentThenCut()
    {
        var clock = new FakeTimeProvider();
        await using var brevo = await BrevoHttp.StartAsync(o => o.TimeProvider = clock);
        brevo.Brevo.Faults.Add(FaultRule.StalledBody(50, TimeSpan.FromMinutes(2)) with { Path = "/v3/account" });
        using var client = Client(brevo);
        using var response = await client.GetAsync(
            "account",
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var start = new byte[50];
        await body.ReadExactlyAsync(start, TestContext.Current.CancellationToken);
        Assert.StartsWith("{\"organization_id\"", Encoding.UTF8.GetString(start), StringComparison.Ordinal);
        var begin = clock.GetUtcNow();
        var more = body.ReadAsync(new byte[1], TestContext.Current.CancellationToken).AsTask();
        while (!more.IsCompleted)
        {
            await brevo.GetAsync("contacts");
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        await Assert.ThrowsAnyAsync<IOException>(() => more);
        Assert.True(clock.GetUtcNow() - begin >= TimeSpan.FromMinutes(1.9));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("get", "/v3/contacts/lists/2", true)]
    [InlineData("POST", null, false)]
    [InlineData(null, "/v3/contacts/*/2", true)]
    [InlineData(null, "/v3/contacts/*", false)]
    [InlineData(null, "/v3/contacts/**", true)]
    [InlineData(null, "**/2", true)]
    [InlineData(null, "/v3/contacts", false)]
    public async Task Add_MethodAndPath_OnlyMatchingRequests(string? method, string? path, bool hit)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var fault = brevo.Brevo.Faults.Add(FaultRule.Status(500) with { Method = method, Path = path });
        var reply = await brevo.GetAsync("contacts/lists/2");
        Assert.Equal(hit ? HttpStatusCode.InternalServerError : HttpStatusCode.OK, reply.Status);
        Assert.Equal(hit ? 1 : 0, fault.Matched);
        Assert.Equal(hit ? 1 : 0, fault.Hits);
    }

    [Fact]
    public async Task Add_SkipAndTimes_OnlyThoseInBetween()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.Faults.Add(FaultRule.Status(500) with { Skip = 2, Times = 1 });
        List<int> statuses = [];
        for (var i = 0; i < 5; i++)
            statuses.Add((int)(await brevo.GetAsync("account")).Status);
        Assert.Equal([200, 200, 500, 200, 200], statuses);
    }

    [Fact]
    public async Task Remove_And_Clear_EndTheTrouble()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var fault = brevo.Brevo.Faults.Add(FaultRule.Status(500));
        fault.Remove();
        (await brevo.GetAsync("account")).Expect(HttpStatusCode.OK);
        brevo.Brevo.Faults.Add(FaultRule.Status(500));
        Assert.Single(brevo.Brevo.Faults.Active);
        brevo.Brevo.Faults.Clear();
        (await brevo.GetAsync("account")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Probability_SameSeed_SameRequestsAreHit()
    {
        var first = await HitsAsync(new ConnectorEmulatorOptions { Seed = 5 }, null);
        Assert.Equal(first, await HitsAsync(new ConnectorEmulatorOptions { Seed = 5 }, null));
        Assert.NotEqual(first, await HitsAsync(new ConnectorEmulatorOptions { Seed = 6 }, null));
        var own = await HitsAsync(new ConnectorEmulatorOptions { Seed = 5 }, 42);
        Assert.Equal(own, await HitsAsync(new ConnectorEmulatorOptions { Seed = 6 }, 42));
        // 200 draws of 0.3: 60 on average, with a standard deviation of 6.5.
        Assert.InRange(first.Count(static hit => hit), 35, 85);
    }

    // A fault stands where a gateway would: before the key check, before quotas.
    [Fact]
    public async Task Status_WithQuotas_UsesUpNothing()
    {
        await using var brevo = await BrevoHttp.StartAsync(o => o.EnforceQuotas = true);
        brevo.Brevo.Faults.Add(FaultRule.Status(503) with { Times = 30 });
        for (var i = 0; i < 30; i++)
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await brevo.GetAsync("account")).Status);
        Assert.Equal(99, (await brevo.GetAsync("account")).Header("x-sib-ratelimit-remaining"));
    }

    [Fact]
    public async Task Faults_OfOneService_LeaveTheOtherAlone()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Emulator.TreasureData.Faults.Add(FaultRule.Status(503, FaultBody.Html));
        (await brevo.GetAsync("account")).Expect(HttpStatusCode.OK);
        using var client = new HttpClient();
        using var response = await client.GetAsync(brevo.Emulator.TreasureData.BaseAddress, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task Add_ValueOutOfRange_ArgumentException()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        FaultRule[] bad =
        [
            FaultRule.Status(200),
            FaultRule.Status(500) with
            {
                Probability = 1.1,
            },
            FaultRule.Status(500) with
            {
                Times = -1,
            },
            FaultRule.Status(500) with
            {
                Path = "contacts",
            },
            FaultRule.Latency(TimeSpan.FromSeconds(-1)),
            FaultRule.CutBody(-1),
        ];
        Assert.All(bad, rule => Assert.Throws<ArgumentException>(() => brevo.Brevo.Faults.Add(rule)));
        Assert.Empty(brevo.Brevo.Faults.Active);
    }

    private static async Task<List<bool>> HitsAsync(ConnectorEmulatorOptions options, int? seed)
    {
        options.EnforceQuotas = false;
        await using var emulator = await ConnectorEmulator.StartAsync(options, TestContext.Current.CancellationToken);
        emulator.Brevo.Faults.Add(FaultRule.Status(503) with { Probability = 0.3, Seed = seed });
        using var client = new HttpClient { BaseAddress = emulator.Brevo.BaseAddress };
        List<bool> hits = [];
        for (var i = 0; i < 200; i++)
        {
            using var response = await client.GetAsync("account", TestContext.Current.CancellationToken);
            hits.Add(response.StatusCode == HttpStatusCode.ServiceUnavailable);
        }

        return hits;
    }

    private static HttpClient Client(BrevoHttp brevo)
    {
        var client = new HttpClient { BaseAddress = brevo.Brevo.BaseAddress };
        client.DefaultRequestHeaders.Add("api-key", brevo.Brevo.ApiKey);
        return client;
    }
}
