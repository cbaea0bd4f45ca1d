using System.Net;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class CrmTests
{
    private const string Pipeline = "6093d296ad1e9c5cf2140a58";

    // reference openapi-derived-2026-08: POST /companies answers 200, POST /crm/deals 201
    [Fact]
    public async Task Post_CompanyAndDeal_TheirStatusesAndIds()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var company = (await brevo.PostAsync("companies", """{"name":"Shop"}""")).Expect(HttpStatusCode.OK);
        var deal = (await brevo.PostAsync("crm/deals", """{"name":"Big"}""")).Expect(HttpStatusCode.Created);

        foreach (var id in new[] { Id(company), Id(deal) })
        {
            Assert.Equal(24, id.Length);
            Assert.All(id, digit => Assert.True(char.IsAsciiHexDigitLower(digit)));
        }

        Assert.NotEqual(Id(company), Id(deal));
    }

    // reference examples/companies-list.json: what an item holds
    [Fact]
    public async Task Get_Company_ItsValuesAndThoseThatBrevoComputes()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var contact = await ContactAsync(brevo, "a@example.com");
        var id = Id(
            (
                await brevo.PostAsync(
                    "companies",
                    $$"""{"name":"Shop","attributes":{"domain":"shop.example","revenue":10.5,"phone_number":8171844192,"owner":"owner@example.com"},"countryCode":33,"linkedContactsIds":[{{contact}}]}"""
                )
            ).Expect(HttpStatusCode.OK)
        );

        var company = (await brevo.GetAsync($"companies/{id}")).Expect(HttpStatusCode.OK);

        var attributes = company.GetProperty("attributes");
        Assert.Equal("Shop", attributes.GetProperty("name").GetString());
        Assert.Equal(10.5, attributes.GetProperty("revenue").GetDouble());
        Assert.Equal(8171844192, attributes.GetProperty("phone_number").GetInt64());
        Assert.Equal(1, attributes.GetProperty("number_of_contacts").GetInt32());
        Assert.Equal(24, attributes.GetProperty("owner").GetString()!.Length);
        Assert.Equal(attributes.GetProperty("created_at").GetString(), attributes.GetProperty("last_updated_at").GetString());
        Assert.Equal([contact], company.GetProperty("linkedContactsIds").EnumerateArray().Select(item => item.GetInt64()));
        Assert.Empty(company.GetProperty("linkedDealsIds").EnumerateArray());
    }

    [Theory]
    [InlineData("companies", "{}", "missing_parameter")]
    [InlineData("companies", """{"name":" "}""", "invalid_parameter")]
    [InlineData("companies", """{"name":"Shop","attributes":{"revenue":"much"}}""", "invalid_parameter")]
    [InlineData("companies", """{"name":"Shop","attributes":{"created_at":"2026-01-01"}}""", "invalid_parameter")]
    [InlineData("companies", """{"name":"Shop","linkedContactsIds":[99]}""", "invalid_parameter")]
    [InlineData("companies", """{"name":"Shop","linkedDealsIds":["61a5cd07ca1347c82306ad06"]}""", "invalid_parameter")]
    [InlineData("crm/deals", """{"name":"Big","attributes":{"deal_stage":"nowhere"}}""", "invalid_parameter")]
    [InlineData("crm/deals", """{"name":"Big","attributes":{"pipeline":"nowhere"}}""", "invalid_parameter")]
    [InlineData("crm/attributes", """{"label":"Size","attributeType":"single-select","objectType":"companies"}""", "missing_parameter")]
    [InlineData("crm/attributes", """{"label":"Domain","attributeType":"text","objectType":"companies"}""", "duplicate_parameter")]
    [InlineData("crm/attributes", """{"label":"Size","attributeType":"text","objectType":"contacts"}""", "invalid_parameter")]
    [InlineData("crm/attributes", """{"attributeType":"text","objectType":"deals"}""", "missing_parameter")]
    public async Task Post_Refused_400(string path, string body, string code)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.PostAsync(path, body)).ExpectError(400, code);
    }

    [Fact]
    public async Task Get_UnknownAndImpossibleIds_404And400()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.GetAsync("companies/61a5cd07ca1347c82306ad06")).ExpectError(404, "document_not_found");
        (await brevo.DeleteAsync("crm/deals/61a5cd07ca1347c82306ad06")).ExpectError(404, "document_not_found");
        (await brevo.GetAsync("crm/deals/7")).ExpectError(400, "invalid_parameter");
    }

    // reference: "passing linkedContactsIds or linkedDealsIds replaces the entire list of associations"
    [Fact]
    public async Task Patch_Links_ReplacesThem()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var (first, second) = (await ContactAsync(brevo, "a@example.com"), await ContactAsync(brevo, "b@example.com"));
        var company = Id((await brevo.PostAsync("companies", $$"""{"name":"Shop","linkedContactsIds":[{{first}}]}""")).Json);

        var changed = (await PatchAsync(brevo, $"companies/{company}", $$"""{"linkedContactsIds":[{{second}}]}""")).Expect(
            HttpStatusCode.OK
        );

        Assert.Equal(second, Assert.Single(changed.GetProperty("linkedContactsIds").EnumerateArray()).GetInt64());
        (await PatchAsync(brevo, $"companies/{company}", """{"name":""}""")).ExpectError(400, "invalid_parameter");
    }

    [Fact]
    public async Task LinkUnlink_BothSides_SeeTheSame()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var contact = await ContactAsync(brevo, "a@example.com");
        var company = Id((await brevo.PostAsync("companies", """{"name":"Shop"}""")).Json);
        var deal = Id((await brevo.PostAsync("crm/deals", """{"name":"Big"}""")).Json);

        (
            await PatchAsync(
                brevo,
                $"companies/link-unlink/{company}",
                $$"""{"linkContactIds":[{{contact}}],"linkDealsIds":["{{deal}}"]}"""
            )
        ).ExpectNothing(HttpStatusCode.NoContent);
        Assert.Equal([company], await LinksAsync(brevo, $"crm/deals/{deal}", "linkedCompaniesIds"));
        Assert.Equal([deal], await LinksAsync(brevo, $"companies/{company}", "linkedDealsIds"));

        (await PatchAsync(brevo, $"crm/deals/link-unlink/{deal}", $$"""{"unlinkCompanyIds":["{{company}}"]}""")).ExpectNothing(
            HttpStatusCode.NoContent
        );
        Assert.Empty(await LinksAsync(brevo, $"companies/{company}", "linkedDealsIds"));

        (await PatchAsync(brevo, $"crm/deals/{deal}", $$"""{"linkedCompaniesIds":["{{company}}"]}""")).ExpectNothing(
            HttpStatusCode.NoContent
        );
        Assert.Equal([deal], await LinksAsync(brevo, $"companies/{company}", "linkedDealsIds"));
        (await brevo.DeleteAsync($"crm/deals/{deal}")).ExpectNothing(HttpStatusCode.NoContent);
        Assert.Empty(await LinksAsync(brevo, $"companies/{company}", "linkedDealsIds"));

        (await brevo.DeleteAsync("contacts/a@example.com")).ExpectNothing(HttpStatusCode.NoContent);
        Assert.Empty((await brevo.GetAsync($"companies/{company}")).Json.GetProperty("linkedContactsIds").EnumerateArray());
    }

    // reference: "To move a deal to a different pipeline or stage, provide both the pipeline and deal_stage attribute IDs."
    [Fact]
    public async Task Patch_PipelineOfADeal_NeedsTheStage()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var deal = Id((await brevo.PostAsync("crm/deals", """{"name":"Big"}""")).Json);
        var stage = (await brevo.GetAsync($"crm/pipeline/details/{Pipeline}"))
            .Expect(HttpStatusCode.OK)[0]
            .GetProperty("stages")[1]
            .GetProperty("id");

        (await PatchAsync(brevo, $"crm/deals/{deal}", $$$"""{"attributes":{"pipeline":"{{{Pipeline}}}"}}""")).ExpectError(
            400,
            "invalid_parameter"
        );
        (
            await PatchAsync(
                brevo,
                $"crm/deals/{deal}",
                $$$"""{"attributes":{"pipeline":"{{{Pipeline}}}","deal_stage":"{{{stage.GetString()}}}"}}"""
            )
        ).ExpectNothing(HttpStatusCode.NoContent);

        var attributes = (await brevo.GetAsync($"crm/deals/{deal}")).Json.GetProperty("attributes");
        Assert.Equal(stage.GetString(), attributes.GetProperty("deal_stage").GetString());
        Assert.Equal(Pipeline, attributes.GetProperty("pipeline").GetString());
    }

    // reference section 7: "/companies uses page+limit"; sort by creation, default desc
    [Fact]
    public async Task List_CompaniesAndDeals_PageAndOffset()
    {
        await using var brevo = await BrevoHttp.StartAsync(options => options.BrevoChoices = new() { LargestCrmPage = 2 });
        foreach (var name in new[] { "A", "B", "C" })
        {
            await brevo.PostAsync("companies", $$"""{"name":"{{name}}"}""");
            await brevo.PostAsync("crm/deals", $$"""{"name":"{{name}}"}""");
        }

        Assert.Equal("CB", await NamesAsync(brevo, "companies", "name"));
        Assert.Equal("AB", await NamesAsync(brevo, "companies?sort=asc&limit=50", "name"));
        Assert.Equal("C", await NamesAsync(brevo, "companies?sort=asc&limit=2&page=2", "name"));
        Assert.Equal("", await NamesAsync(brevo, "companies?page=3&limit=2", "name"));
        Assert.Equal("BC", await NamesAsync(brevo, "crm/deals?sort=asc&offset=1&limit=10", "deal_name"));
        Assert.Equal("CB", await NamesAsync(brevo, "crm/deals?sortBy=deal_name", "deal_name"));
        Assert.Equal("B", await NamesAsync(brevo, "companies?filters[attributes.name]=b", "name"));
        (await brevo.GetAsync("companies?page=0")).ExpectError(400, "out_of_range");
        (await brevo.GetAsync("crm/deals?sort=up")).ExpectError(400, "invalid_parameter");
    }

    [Fact]
    public async Task List_ByOwnersAddressAndLinks_FindsThem()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var contact = await ContactAsync(brevo, "a@example.com");
        var company = Id((await brevo.PostAsync("companies", """{"name":"Shop","attributes":{"owner":"owner@example.com"}}""")).Json);
        await brevo.PostAsync("companies", """{"name":"Other"}""");
        await brevo.PostAsync("crm/deals", $$"""{"name":"Big","linkedContactsIds":[{{contact}}],"linkedCompaniesIds":["{{company}}"]}""");
        await brevo.PostAsync("crm/deals", """{"name":"Small"}""");

        Assert.Equal("Shop", await NamesAsync(brevo, "companies?filters[attributes.owner]=owner%40example.com", "name"));
        Assert.Equal("Big", await NamesAsync(brevo, $"crm/deals?filters[linkedContactsIds]={contact}", "deal_name"));
        Assert.Equal("Big", await NamesAsync(brevo, $"crm/deals?filters[linkedCompaniesIds]={company}", "deal_name"));
        Assert.Equal("", await NamesAsync(brevo, $"companies?linkedContactsIds={contact}", "name"));
    }

    [Fact]
    public async Task Attributes_OfTheAccount_CheckAndCleanValues()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var created = await brevo.PostAsync(
            "crm/attributes",
            """{"label":"Shop Size","attributeType":"multi-choice","objectType":"companies","optionsLabels":["Small","Large"]}"""
        );
        var id = Id(created.Expect(HttpStatusCode.OK));
        var listed = (await brevo.GetAsync("crm/attributes/companies")).Expect(HttpStatusCode.OK).EnumerateArray().Last();
        Assert.Equal(
            """{"internalName":"shop_size","attributeTypeName":"multi-choice","label":"Shop Size","attributeOptions":[{"key":"small","value":"Small"},{"key":"large","value":"Large"}],"isRequired":false,"isValueReadonly":false}""",
            listed.GetRawText()
        );

        var company = Id((await brevo.PostAsync("companies", """{"name":"Shop","attributes":{"shop_size":["Small","large"]}}""")).Json);
        (await PatchAsync(brevo, $"companies/{company}", """{"attributes":{"shop_size":["huge"]}}""")).ExpectError(
            400,
            "invalid_parameter"
        );
        Assert.Equal("""["small","large"]""", await ValueAsync(brevo, company, "shop_size"));

        (await PatchAsync(brevo, $"crm/attributes/{id}", """{"optionsLabels":[{"key":"large","value":"L"}]}""")).ExpectNothing(
            HttpStatusCode.NoContent
        );
        Assert.Equal("""["large"]""", await ValueAsync(brevo, company, "shop_size"));
        (await PatchAsync(brevo, $"crm/attributes/{id}", """{"label":"Size","objectType":"deals"}""")).ExpectError(
            400,
            "invalid_parameter"
        );

        // reference: deleting "cleans up all references to it across companies or deals"
        (await brevo.DeleteAsync($"crm/attributes/{id}")).ExpectNothing(HttpStatusCode.NoContent);
        Assert.Null(await ValueAsync(brevo, company, "shop_size"));
        (await brevo.DeleteAsync($"crm/attributes/{id}")).ExpectError(404, "document_not_found");
    }

    [Theory]
    [InlineData(false, HttpStatusCode.OK)]
    [InlineData(true, HttpStatusCode.BadRequest)]
    public async Task Post_UnknownAttribute_AsChosen(bool reject, HttpStatusCode status)
    {
        await using var brevo = await BrevoHttp.StartAsync(options => options.BrevoChoices = new() { RejectUnknownAttributes = reject });
        (await brevo.PostAsync("companies", """{"name":"Shop","attributes":{"unknown":1}}""")).Expect(status);
    }

    [Fact]
    public async Task Restart_WithAFolder_KeepsRecordsLinksAndAttributes()
    {
        var folder = Directory.CreateTempSubdirectory("brevotd-crm-").FullName;
        try
        {
            string company;
            string deal;
            await using (var brevo = await BrevoHttp.StartAsync(options => options.Folder = folder))
            {
                await brevo.PostAsync("crm/attributes", """{"label":"Margin","attributeType":"number","objectType":"deals"}""");
                company = Id((await brevo.PostAsync("companies", """{"name":"Shop"}""")).Json);
                deal = Id(
                    (
                        await brevo.PostAsync(
                            "crm/deals",
                            $$"""{"name":"Big","attributes":{"margin":7},"linkedCompaniesIds":["{{company}}"]}"""
                        )
                    ).Json
                );
            }

            await using var again = await BrevoHttp.StartAsync(options => options.Folder = folder);

            Assert.Equal([deal], await LinksAsync(again, $"companies/{company}", "linkedDealsIds"));
            var read = (await again.GetAsync($"crm/deals/{deal}")).Expect(HttpStatusCode.OK);
            Assert.Equal(7, read.GetProperty("attributes").GetProperty("margin").GetInt32());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // reference section 5: multipart CSV and mapping, asynchronous, 200 with the process
    [Fact]
    public async Task Import_OfRows_CreatesChangesLinksAndClears()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var contact = await ContactAsync(brevo, "a@example.com");
        var deal = Id((await brevo.PostAsync("crm/deals", """{"name":"Big"}""")).Json);
        var old = Id((await brevo.PostAsync("companies", """{"name":"Old","attributes":{"domain":"old.example","revenue":1}}""")).Json);

        var process = await ImportAsync(
            brevo,
            "companies/import",
            $"company_id,name,domain,revenue,associated_contact,associated_deal\n{old},,,2.5,a@example.com,\n,\"New, really\",new.example,,{contact},{deal}\n,,nameless.example,,,\n61a5cd07ca1347c82306ad06,Lost,,,,\n",
            """{"update_existing_records":true,"unset_empty_attributes":true,"link_entities":true}"""
        );
        Assert.Equal("completed", process.GetProperty("status").GetString());

        var changed = (await brevo.GetAsync($"companies/{old}")).Json;
        Assert.Equal("Old", changed.GetProperty("attributes").GetProperty("name").GetString());
        Assert.Equal(2.5, changed.GetProperty("attributes").GetProperty("revenue").GetDouble());
        Assert.False(changed.GetProperty("attributes").TryGetProperty("domain", out _));
        Assert.Equal(contact, Assert.Single(changed.GetProperty("linkedContactsIds").EnumerateArray()).GetInt64());
        Assert.Equal("OldNew, really", await NamesAsync(brevo, "companies?sort=asc", "name"));
        Assert.Single(await LinksAsync(brevo, $"crm/deals/{deal}", "linkedCompaniesIds"));
    }

    [Fact]
    public async Task Import_OfDealsWithoutSwitches_TakesTheDocumentsExample()
    {
        await using var brevo = await BrevoHttp.StartAsync();

        await ImportAsync(brevo, "crm/deals/import", "deal_name;amount\nBig;12\nSmall;a lot\n", null);

        Assert.Equal("Big", await NamesAsync(brevo, "crm/deals", "deal_name"));
        (await brevo.PostAsync("crm/deals/import", "{}")).ExpectError(400, "invalid_parameter");
    }

    private static async Task<JsonElement> ImportAsync(BrevoHttp brevo, string path, string csv, string? mapping)
    {
        using var form = new MultipartFormDataContent { { new StringContent(csv), "file", "records.csv" } };
        if (mapping is not null)
            form.Add(new StringContent(mapping), "mapping");
        var accepted = (await brevo.SendAsync(path, form)).Expect(HttpStatusCode.OK);
        return await brevo.EndOfProcessAsync(accepted.GetProperty("processId").GetInt64());
    }

    private static string Id(JsonElement created) => created.GetProperty("id").GetString()!;

    private static Task<BrevoReply> PatchAsync(BrevoHttp brevo, string path, string json) => brevo.SendAsync(HttpMethod.Patch, path, json);

    private static async Task<long> ContactAsync(BrevoHttp brevo, string email) =>
        (await brevo.PostAsync("contacts", $$"""{"email":"{{email}}"}""")).Expect(HttpStatusCode.Created).GetProperty("id").GetInt64();

    private static async Task<string[]> LinksAsync(BrevoHttp brevo, string path, string member) =>
        [.. (await brevo.GetAsync(path)).Expect(HttpStatusCode.OK).GetProperty(member).EnumerateArray().Select(item => item.GetString()!)];

    private static async Task<string> NamesAsync(BrevoHttp brevo, string path, string attribute) =>
        string.Concat(
            (await brevo.GetAsync(path))
                .Expect(HttpStatusCode.OK)
                .GetProperty("items")
                .EnumerateArray()
                .Select(item => item.GetProperty("attributes").GetProperty(attribute).GetString())
        );

    private static async Task<string?> ValueAsync(BrevoHttp brevo, string company, string attribute) =>
        (await brevo.GetAsync($"companies/{company}")).Json.GetProperty("attributes").TryGetProperty(attribute, out var value)
            ? value.GetRawText()
            : null;
}
