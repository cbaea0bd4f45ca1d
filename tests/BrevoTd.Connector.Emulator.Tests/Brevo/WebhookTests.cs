using System.Net;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

/// <summary>Management of webhooks: reference §9 and the document's <c>/webhooks</c>.</summary>
public sealed class WebhookTests
{
    // reference examples/webhook-create.json
    [Fact]
    public async Task Post_ExampleOfTheDocument_201AndReadBack()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var id = (
            await brevo.PostAsync(
                "webhooks",
                """
                {"url":"http://requestb.in/173lyyx1","description":"Webhook triggered on unsubscription","events":["unsubscribed","contactUpdated","contactDeleted","listAddition"],"type":"marketing",
                 "channel":"email","batched":true,"auth":{"type":"bearer","token":"test-auth-token1234"},"headers":[{"key":"cf-secret","value":"test-header-value"}]}
                """
            )
        ).Expect(HttpStatusCode.Created).GetProperty("id").GetInt64();

        var webhook = (await brevo.GetAsync($"webhooks/{id}")).Expect(HttpStatusCode.OK);
        Assert.Equal("http://requestb.in/173lyyx1", webhook.GetProperty("url").GetString());
        Assert.Equal("marketing", webhook.GetProperty("type").GetString());
        Assert.Equal(4, webhook.GetProperty("events").GetArrayLength());
        Assert.True(webhook.GetProperty("batched").GetBoolean());
        Assert.Equal("test-auth-token1234", webhook.GetProperty("auth").GetProperty("token").GetString());
        Assert.Equal("test-header-value", webhook.GetProperty("headers")[0].GetProperty("value").GetString());
        // reference §13: channel is gone from the answers
        Assert.False(webhook.TryGetProperty("channel", out _));
    }

    // reference derived GET /webhooks: type defaults to transactional, sort to desc; no paging
    [Fact]
    public async Task Get_WithoutType_TransactionalNewestFirst()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        await brevo.PostAsync("webhooks", """{"url":"https://a.example","events":["click"]}""");
        await brevo.PostAsync("webhooks", """{"url":"https://b.example","events":["listAddition"],"type":"marketing"}""");
        await brevo.PostAsync("webhooks", """{"url":"https://c.example","type":"inbound","domain":"in.example"}""");
        await brevo.PostAsync("webhooks", """{"url":"https://d.example","events":["sent","request"]}""");

        Assert.Equal(["https://d.example", "https://a.example"], await UrlsAsync("webhooks"));
        Assert.Equal(["https://a.example", "https://d.example"], await UrlsAsync("webhooks?sort=asc"));
        Assert.Equal(["https://b.example"], await UrlsAsync("webhooks?type=marketing"));
        var inbound = (await brevo.GetAsync("webhooks?type=inbound")).Expect(HttpStatusCode.OK).GetProperty("webhooks")[0];
        Assert.Equal("in.example", inbound.GetProperty("domain").GetString());
        Assert.Equal("inboundEmailProcessed", inbound.GetProperty("events")[0].GetString());

        async Task<List<string>> UrlsAsync(string path) =>
            [
                .. (await brevo.GetAsync(path))
                    .Expect(HttpStatusCode.OK)
                    .GetProperty("webhooks")
                    .EnumerateArray()
                    .Select(static webhook => webhook.GetProperty("url").GetString()!),
            ];
    }

    // reference derived POST /webhooks: url required, events by type, domain for inbound
    [Theory]
    [InlineData("""{"events":["click"]}""", "missing_parameter")]
    [InlineData("""{"url":"nowhere","events":["click"]}""", "invalid_parameter")]
    [InlineData("""{"url":"https://a.example"}""", "missing_parameter")]
    [InlineData("""{"url":"https://a.example","events":[]}""", "missing_parameter")]
    [InlineData("""{"url":"https://a.example","events":["hard_bounce"]}""", "invalid_parameter")]
    [InlineData("""{"url":"https://a.example","events":["contactUpdated"]}""", "invalid_parameter")]
    [InlineData("""{"url":"https://a.example","events":["deferred"],"type":"marketing"}""", "invalid_parameter")]
    [InlineData("""{"url":"https://a.example","events":["click"],"type":"other"}""", "invalid_parameter")]
    [InlineData("""{"url":"https://a.example","type":"inbound"}""", "missing_parameter")]
    [InlineData("""{"url":"https://a.example","events":["click"],"auth":{"type":"basic","token":"x"}}""", "invalid_parameter")]
    [InlineData("""{"url":"https://a.example","events":["click"],"headers":[{"key":"x"}]}""", "invalid_parameter")]
    public async Task Post_WhatBrevoRefuses_400(string json, string code)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.PostAsync("webhooks", json)).ExpectError(400, code);
        Assert.Equal(0, (await brevo.GetAsync("webhooks")).Json.GetProperty("webhooks").GetArrayLength());
    }

    // reference §3, §9: 40 outbound webhooks per account
    [Fact]
    public async Task Post_TheFortyFirst_400()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        for (var i = 0; i < 40; i++)
            (await brevo.PostAsync("webhooks", """{"url":"https://a.example","events":["click"]}""")).Expect(HttpStatusCode.Created);
        (await brevo.PostAsync("webhooks", """{"url":"https://a.example","events":["click"]}""")).ExpectError(400, "invalid_parameter");
        (await brevo.DeleteAsync("webhooks/7")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.PostAsync("webhooks", """{"url":"https://a.example","events":["click"]}""")).Expect(HttpStatusCode.Created);
    }

    // reference derived PUT, DELETE /webhooks/{webhookId}: 204, 404
    [Fact]
    public async Task PutDelete_ChangeAndEnd_204Then404()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        await brevo.PostAsync("webhooks", """{"url":"https://a.example","events":["click"],"description":"d"}""");
        (await brevo.PutAsync("webhooks/1", """{"events":["opened"],"batched":true}""")).ExpectNothing(HttpStatusCode.NoContent);
        var webhook = (await brevo.GetAsync("webhooks/1")).Expect(HttpStatusCode.OK);
        Assert.Equal("opened", webhook.GetProperty("events")[0].GetString());
        Assert.Equal("d", webhook.GetProperty("description").GetString());
        (await brevo.PutAsync("webhooks/1", """{"events":["listAddition"]}""")).ExpectError(400, "invalid_parameter");
        (await brevo.DeleteAsync("webhooks/1")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.GetAsync("webhooks/1")).ExpectError(404, "document_not_found");
        (await brevo.PutAsync("webhooks/1", "{}")).ExpectError(404, "document_not_found");
        (await brevo.DeleteAsync("webhooks/1")).ExpectError(404, "document_not_found");
        (await brevo.GetAsync("webhooks/first")).ExpectError(400, "invalid_parameter");
    }

    [Fact]
    public async Task StartAsync_FolderFromBefore_WebhooksAreThere()
    {
        var folder = Directory.CreateTempSubdirectory("emulator");
        try
        {
            await using (var brevo = await BrevoHttp.StartAsync(o => o.Folder = folder.FullName))
            {
                await brevo.PostAsync("webhooks", """{"url":"https://gone.example","events":["click"]}""");
                await brevo.PostAsync(
                    "webhooks",
                    """{"url":"https://a.example","events":["click","opened"],"description":"d","batched":true,"auth":{"type":"bearer","token":"t"},"headers":[{"key":"k","value":"v"}]}"""
                );
                await brevo.DeleteAsync("webhooks/1");
            }

            await using var again = await BrevoHttp.StartAsync(o => o.Folder = folder.FullName);
            var webhook = (await again.GetAsync("webhooks/2")).Expect(HttpStatusCode.OK);
            Assert.Equal(2, webhook.GetProperty("events").GetArrayLength());
            Assert.Equal("t", webhook.GetProperty("auth").GetProperty("token").GetString());
            Assert.Equal("v", webhook.GetProperty("headers")[0].GetProperty("value").GetString());
            (await again.GetAsync("webhooks/1")).ExpectError(404, "document_not_found");
            var next = (await again.PostAsync("webhooks", """{"url":"https://b.example","events":["click"]}""")).Expect(
                HttpStatusCode.Created
            );
            Assert.Equal(3, next.GetProperty("id").GetInt64());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
