using System.Net;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoCompaniesClientTests
{
    private const string Company = """
        {"attributes":{"created_at":"2022-01-13T19:04:24.376+05:30","domain":"xyz","last_updated_at":"2022-04-01T18:47:48.283+05:30","name":"Shop","number_of_contacts":0,
         "owner":"62260474111b1101704a9d85","phone_number":8171844192,"tags":["a","b"],"address":{"city":"Pune"},"closed":null},
         "id":"629475917295261d9b1f4403","linkedContactsIds":[1,2,3],"linkedDealsIds":["61a5ce58c5d4795761045990"],"new":1}
        """;

    [Fact]
    public async Task GetAsync_OfOpenAttributes_KeepsEachAsItIs()
    {
        await using var pipeline = CrmWire.Start().Answers(Company);

        var company = await Companies(pipeline).GetAsync("629475917295261d9b1f4403");

        Assert.Equal(new CompanyId("629475917295261d9b1f4403"), company.Id);
        Assert.Equal([1, 2, 3], company.LinkedContactIds!);
        Assert.Equal([new DealId("61a5ce58c5d4795761045990")], company.LinkedDealIds!);
        Assert.Equal("Shop", company.Name);
        Assert.Equal(new DateTimeOffset(2022, 1, 13, 13, 34, 24, 376, TimeSpan.Zero), company.CreatedAt);
        Assert.Equal(new DateTimeOffset(2022, 4, 1, 13, 17, 48, 283, TimeSpan.Zero), company.UpdatedAt);
        Assert.Equal(8171844192, company.Attributes!["phone_number"].AsInteger);
        Assert.Equal(["a", "b"], company.Attributes["tags"].AsTextList!);
        Assert.Equal("""{"city":"Pune"}""", company.Attributes["address"].AsJson);
        Assert.Equal(AttributeValueKind.Null, company.Attributes["closed"].Kind);
    }

    [Theory]
    [InlineData("""{"id":"a","attributes":{"created_at":"soon"}}""")]
    [InlineData("""{"id":"a","attributes":{"created_at":7}}""")]
    [InlineData("""{"id":"a","attributes":null}""")]
    [InlineData("""{}""")]
    public async Task GetAsync_WithoutADate_HasNone(string answer)
    {
        await using var pipeline = CrmWire.Start().Answers(answer);

        Assert.Null((await Companies(pipeline).GetAsync("a")).CreatedAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a\n")]
    public async Task DeleteAsync_OfAnIdThatWouldChangeThePath_IsRefusedBeforeSending(string id)
    {
        await using var pipeline = CrmWire.Start();

        await Assert.ThrowsAsync<ArgumentException>(() => Companies(pipeline).DeleteAsync(id));
        await Assert.ThrowsAsync<ArgumentException>(() => Companies(pipeline).DeleteAsync(default));

        Assert.Empty(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task DeleteAsync_OfAnIdWithASlash_StaysInItsSegment()
    {
        await using var pipeline = CrmWire.Start().Answers("", HttpStatusCode.NoContent);

        await Companies(pipeline).DeleteAsync("../a");

        Assert.EndsWith("/v3/companies/..%2Fa", pipeline.Handler.Seen[0].Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListAsync_WithEveryFilter_NamesThemAsBrevoDoes()
    {
        await using var pipeline = CrmWire.Start().Answers("""{"items":[]}""");

        await Companies(pipeline)
            .ListAsync(
                new CompanyQuery
                {
                    Name = "A & B",
                    Owner = "owner@example.com",
                    AttributeFilters = new Dictionary<string, string> { ["domain"] = "x.com" },
                    LinkedContactId = 7,
                    LinkedDealId = "d1",
                    ModifiedSince = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)),
                    CreatedSince = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
                    SortBy = "name",
                    Order = SortOrder.Descending,
                    PageSize = 20,
                }
            )
            .ReadAllAsync();

        Assert.Equal(
            "companies?filters[attributes.name]=A & B&filters[attributes.owner]=owner@example.com&linkedContactsIds=7&linkedDealsIds=d1"
                + "&modifiedSince=2026-01-02T02:04:05.000Z&createdSince=2026-01-02T03:04:05.000Z&filters[attributes.domain]=x.com"
                + "&page=1&limit=20&sort=desc&sortBy=name",
            pipeline.Request().Path
        );
    }

    [Fact]
    public async Task ListAsync_OverSeveralPages_CountsPagesFromOneAndEndsAtTheShortOne()
    {
        await using var pipeline = CrmWire.Start().Answers(Page(0, 50)).Answers(Page(50, 50)).Answers(Page(100, 3));

        var companies = await Companies(pipeline).ListAsync().ReadAllAsync();

        Assert.Equal(103, companies.Count);
        Assert.Equal(103, companies.Select(company => company.Id).Distinct().Count());
        Assert.Equal(
            ["page=1&limit=50&sort=asc", "page=2&limit=50&sort=asc", "page=3&limit=50&sort=asc"],
            pipeline.Handler.Seen.Select(seen => new Uri(seen.Uri).Query[1..])
        );
    }

    // Reference: "/companies … limit max UNCONFIRMED": a service that gives fewer than it was asked for has not come to its end.
    [Fact]
    public async Task ListAsync_WithPagesLargerThanTheServiceGives_DoesNotEndEarly()
    {
        await using var pipeline = CrmWire.Start().Answers(Page(0, 50)).Answers(Page(50, 50)).Answers(Page(100, 10));

        var companies = await Companies(pipeline).ListAsync(new CompanyQuery { PageSize = 100 }).ReadAllAsync();

        Assert.Equal(110, companies.Count);
    }

    [Fact]
    public async Task ListAsync_OfAServiceThatIgnoresThePage_EndsWithAnError()
    {
        await using var pipeline = CrmWire.Start().Answers(Page(0, 50)).Answers(Page(0, 50));

        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => Companies(pipeline).ListAsync().ReadAllAsync());
    }

    [Fact]
    public async Task AsPages_OfAToken_GoesOnWithItsPagesOfItsSize()
    {
        await using var pipeline = CrmWire.Start().Answers(Page(0, 20)).Answers(Page(20, 5));

        string? token = null;
        await foreach (var page in Companies(pipeline).ListAsync().AsPages(pageSizeHint: 20))
        {
            token = page.ContinuationToken;
            break;
        }

        Assert.NotNull(token);
        var rest = new List<Company>();
        await foreach (var page in Companies(pipeline).ListAsync().AsPages(token, pageSizeHint: 7))
        {
            rest.AddRange(page.Values);
        }

        Assert.Equal(5, rest.Count);
        Assert.Equal("companies?page=2&limit=20&sort=asc", pipeline.Request(1).Path);
    }

    [Theory]
    [InlineData("20")]
    [InlineData("2x0")]
    [InlineData("x")]
    public async Task AsPages_OfAnotherListingsToken_IsRefused(string token)
    {
        await using var pipeline = CrmWire.Start();

        await Assert.ThrowsAsync<ArgumentException>(async () =>
        {
            await foreach (var _ in Companies(pipeline).ListAsync().AsPages(token)) { }
        });
    }

    [Fact]
    public async Task CreateAsync_OfACompany_SendsTheDocumentedBody()
    {
        await using var pipeline = CrmWire.Start().Answers("""{"id":"61a5cd07ca1347c82306ad06"}""");

        var id = await Companies(pipeline)
            .CreateAsync(
                new CreateCompanyRequest
                {
                    Name = "Shop",
                    Attributes = new Dictionary<string, AttributeValue> { ["phone_number"] = 612345678, ["vip"] = true },
                    CountryCode = 33,
                    LinkedContactIds = [7],
                    LinkedDealIds = ["d1"],
                }
            );

        Assert.Equal(new CompanyId("61a5cd07ca1347c82306ad06"), id);
        Assert.Equal(
            """{"name":"Shop","attributes":{"phone_number":612345678,"vip":true},"countryCode":33,"linkedContactsIds":[7],"linkedDealsIds":["d1"]}""",
            pipeline.Request().Body
        );
    }

    [Theory]
    [InlineData(CrmWire.Now, "[7]", true)]
    [InlineData(CrmWire.Earlier, "[7]", false)]
    [InlineData(CrmWire.Now, "[8]", false)]
    [InlineData(CrmWire.Now, "[]", false)]
    public async Task CreateAsync_AnswerLost_FindsItsOwnCompanyAndNeverCreatesItTwice(string created, string contacts, bool own)
    {
        await using var pipeline = CrmWire.Start();
        pipeline.Lose();
        pipeline.Answers($$"""{"items":[{{Item("a", created, contacts)}},{{Item("b", CrmWire.Earlier, "[7]")}}]}""");

        var call = Companies(pipeline).CreateAsync(new CreateCompanyRequest { Name = "Shop", LinkedContactIds = [7] });

        if (own)
        {
            Assert.Equal(new CompanyId("a"), await call);
        }
        else
        {
            var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => call);
            Assert.True(e.MayHaveBeenProcessed);
            Assert.Contains("unknown: list the newest companies before sending it again", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["POST", "GET"], pipeline.Handler.Seen.Select(seen => seen.Method));
        Assert.Equal("companies?limit=50&sort=desc", pipeline.Request(1).Path);
    }

    [Fact]
    public async Task CreateAsync_AnswerLostAndTwoAlike_DoesNotGuess()
    {
        await using var pipeline = CrmWire.Start();
        pipeline.Lose();
        pipeline.Answers($$"""{"items":[{{Item("a", CrmWire.Now, "[]")}},{{Item("b", CrmWire.Now, "[]")}}]}""");

        await Assert.ThrowsAsync<ServiceUnreachableException>(() =>
            Companies(pipeline).CreateAsync(new CreateCompanyRequest { Name = "Shop" })
        );
    }

    [Fact]
    public async Task UpdateAsync_OfLinks_TellsAbsentFromEmpty()
    {
        await using var pipeline = CrmWire.Start().Answers(Company).Answers(Company);

        await Companies(pipeline)
            .UpdateAsync(
                "a",
                new UpdateCompanyRequest { Attributes = new Dictionary<string, AttributeValue> { ["x"] = AttributeValue.Null } }
            );
        var company = await Companies(pipeline).UpdateAsync("a", new UpdateCompanyRequest { ReplaceLinkedContactIds = [] });

        Assert.Equal("""{"attributes":{"x":null}}""", pipeline.Request(0).Body);
        Assert.Equal("""{"linkedContactsIds":[]}""", pipeline.Request(1).Body);
        Assert.Equal("Shop", company.Name);
    }

    [Fact]
    public async Task UpdateLinksAsync_OfBothKinds_SendsTheDocumentedNames()
    {
        await using var pipeline = CrmWire.Start().Answers("", HttpStatusCode.NoContent);

        await Companies(pipeline)
            .UpdateLinksAsync(
                "a",
                new UpdateCompanyLinksRequest
                {
                    LinkContactIds = [1],
                    LinkDealIds = ["d1"],
                    UnlinkContactIds = [2],
                    UnlinkDealIds = ["d2"],
                }
            );

        Assert.Equal(
            (
                "PATCH",
                "companies/link-unlink/a",
                """{"linkContactIds":[1],"linkDealsIds":["d1"],"unlinkContactIds":[2],"unlinkDealsIds":["d2"]}"""
            ),
            pipeline.Request()
        );
    }

    [Fact]
    public async Task Calls_ThatBrevoWouldRefuse_AreRefusedBeforeSending()
    {
        await using var pipeline = CrmWire.Start();
        var companies = Companies(pipeline);

        await Assert.ThrowsAsync<ArgumentException>(() => companies.CreateAsync(new CreateCompanyRequest { Name = " " }));
        await Assert.ThrowsAsync<ArgumentException>(() => companies.UpdateAsync("a", new UpdateCompanyRequest { Name = "" }));
        await Assert.ThrowsAsync<ArgumentException>(() => companies.UpdateLinksAsync("a", new UpdateCompanyLinksRequest()));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            companies.UpdateLinksAsync("a", new UpdateCompanyLinksRequest { LinkContactIds = [1], UnlinkContactIds = [1] })
        );
        Assert.Throws<ArgumentException>(() => companies.ListAsync(new CompanyQuery { PageSize = 0 }));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            companies.CreateAttributeAsync(new CreateCrmAttributeRequest { Label = new string('x', 51), Type = CrmAttributeType.Text })
        );
        await Assert.ThrowsAsync<ArgumentException>(() =>
            companies.CreateAttributeAsync(new CreateCrmAttributeRequest { Label = "Size", Type = CrmAttributeType.SingleSelect })
        );
        await Assert.ThrowsAsync<ArgumentException>(() => companies.UpdateAttributeAsync("a", new UpdateCrmAttributeRequest()));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            companies.UpdateAttributeAsync("a", new UpdateCrmAttributeRequest { Options = [new CrmAttributeOption { Value = "L" }] })
        );

        Assert.Empty(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task Attributes_OfCompanies_AreCreatedListedChangedAndDeleted()
    {
        await using var pipeline = CrmWire
            .Start()
            .Answers("""{"id":"61a5cd07ca1347c82306ad07"}""")
            .Answers(
                """[{"attributeOptions":[{"key":"custom key","value":"custom label"}],"attributeTypeName":"formula","internalName":"name","isRequired":true,"label":"Company Name"}]"""
            )
            .Answers("", HttpStatusCode.NoContent)
            .Answers("", HttpStatusCode.NoContent);
        var companies = Companies(pipeline);

        var id = await companies.CreateAttributeAsync(
            new CreateCrmAttributeRequest
            {
                Label = "Size",
                Type = CrmAttributeType.SingleSelect,
                OptionLabels = ["S", "L"],
            }
        );
        var attribute = Assert.Single(await companies.ListAttributesAsync());
        await companies.UpdateAttributeAsync(
            id,
            new UpdateCrmAttributeRequest { Options = [new CrmAttributeOption { Key = "s", Value = "Small" }] }
        );
        await companies.DeleteAttributeAsync(id);

        Assert.Equal(
            """{"attributeType":"single-select","label":"Size","objectType":"companies","optionsLabels":["S","L"]}""",
            pipeline.Request(0).Body
        );
        Assert.Equal(new CrmAttributeType("formula"), attribute.Type);
        Assert.Equal("custom label", Assert.Single(attribute.Options!).Value);
        Assert.True(attribute.IsRequired);
        Assert.Equal(
            (
                "PATCH",
                "crm/attributes/61a5cd07ca1347c82306ad07",
                """{"optionsLabels":[{"key":"s","value":"Small"}],"objectType":"companies"}"""
            ),
            pipeline.Request(2)
        );
        Assert.Equal(("DELETE", "crm/attributes/61a5cd07ca1347c82306ad07", (string?)null), pipeline.Request(3));
    }

    private static BrevoCompaniesClient Companies(Pipeline pipeline) => new(pipeline.Transport);

    private static string Page(int from, int count) =>
        $$"""{"items":[{{string.Join(',', Enumerable.Range(from, count).Select(n => $$"""{"id":"c{{n}}"}"""))}}]}""";

    private static string Item(string id, string created, string contacts) =>
        $$"""{"id":"{{id}}","attributes":{"name":"Shop","created_at":"{{created}}"},"linkedContactsIds":{{contacts}},"linkedDealsIds":[]}""";
}
