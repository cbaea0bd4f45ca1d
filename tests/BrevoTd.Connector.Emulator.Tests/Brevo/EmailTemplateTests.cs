using System.Net;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class EmailTemplateTests
{
    private const string New =
        """{"templateName":"T","subject":"Hi {{params.name}}","htmlContent":"<p>Hello {{contact.EXT_ID}}</p>","sender":{"email":"shop@example.com","name":"Shop"}}""";

    // reference derived: created inactive unless isActive; only inactive templates can be deleted (405)
    [Fact]
    public async Task Templates_WholeLife_AsTheReferenceSays()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var id = (await brevo.PostAsync("smtp/templates", New)).Expect(HttpStatusCode.Created).GetProperty("id").GetInt64();

        var template = (await brevo.GetAsync($"smtp/templates/{id}")).Expect(HttpStatusCode.OK);
        Assert.False(template.GetProperty("isActive").GetBoolean());
        Assert.Equal("Shop", template.GetProperty("sender").GetProperty("name").GetString());
        (await brevo.PostAsync("smtp/email", $$"""{"templateId":{{id}},"to":[{"email":"a@example.com"}]}""")).ExpectError(
            400,
            "invalid_parameter"
        );

        (await brevo.PutAsync($"smtp/templates/{id}", """{"isActive":true,"tag":"sale"}""")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.DeleteAsync($"smtp/templates/{id}")).ExpectError(405, "method_not_allowed");
        Assert.Equal(1, (await brevo.GetAsync("smtp/templates?templateStatus=true")).Json.GetProperty("count").GetInt32());
        Assert.Equal(0, (await brevo.GetAsync("smtp/templates?templateStatus=false")).Json.GetProperty("count").GetInt32());
        (await brevo.PostAsync($"smtp/templates/{id}/sendTest", """{"emailTo":["a@example.com"]}""")).ExpectNothing(
            HttpStatusCode.NoContent
        );
        template = (await brevo.GetAsync($"smtp/templates/{id}")).Json;
        Assert.Equal("sale", template.GetProperty("tag").GetString());
        Assert.Equal("Hi {{params.name}}", template.GetProperty("subject").GetString());
        Assert.True(template.GetProperty("testSent").GetBoolean());

        (await brevo.PutAsync($"smtp/templates/{id}", """{"isActive":false}""")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.DeleteAsync($"smtp/templates/{id}")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.GetAsync($"smtp/templates/{id}")).ExpectError(404, "document_not_found");
        (await brevo.GetAsync("smtp/templates?limit=1001")).ExpectError(400, "out_of_range");
    }

    [Theory]
    [InlineData("""{"templateName":"T","subject":"s","sender":{"email":"s@example.com"}}""", "missing_parameter")]
    [InlineData(
        """{"templateName":"T","subject":"s","htmlContent":"0123456789","sender":{"email":"s@example.com"}}""",
        "invalid_parameter"
    )]
    [InlineData(
        """{"templateName":"T","subject":"s","htmlContent":"01234567890","sender":{"email":"s@example.com","id":1}}""",
        "invalid_parameter"
    )]
    [InlineData("""{"subject":"s","htmlContent":"01234567890","sender":{"id":1}}""", "missing_parameter")]
    public async Task Create_WhatTheDocumentForbids_IsRefused(string body, string code)
    {
        await using var brevo = await BrevoHttp.StartAsync();

        (await brevo.PostAsync("smtp/templates", body)).ExpectError(400, code);
    }

    // reference derived, POST /smtp/template/preview: email or params beside templateId
    [Fact]
    public async Task Preview_OfContactAndValues_FillsThemIn()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddContact("ada@example.com", new Dictionary<string, string> { ["EXT_ID"] = "e-1" });
        var id = (await brevo.PostAsync("smtp/templates", New)).Json.GetProperty("id").GetInt64();

        var preview = (
            await brevo.PostAsync(
                "smtp/template/preview",
                $$$"""{"templateId":{{{id}}},"email":"ada@example.com","params":{"name":"Ada"}}"""
            )
        ).Expect(HttpStatusCode.OK);

        Assert.Equal("<p>Hello e-1</p>", preview.GetProperty("html").GetString());
        Assert.Equal("Hi Ada", preview.GetProperty("subject").GetString());
        (await brevo.PostAsync("smtp/template/preview", $$"""{"templateId":{{id}}}""")).ExpectError(400, "missing_parameter");
        (await brevo.PostAsync("smtp/template/preview", $$"""{"templateId":{{id}},"email":"nobody@example.com"}""")).ExpectError(
            400,
            "invalid_parameter"
        );
    }
}
