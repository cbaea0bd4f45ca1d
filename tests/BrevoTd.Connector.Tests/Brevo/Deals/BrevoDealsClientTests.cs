using System.Net;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoDealsClientTests
{
    private const string Pipelines =
        """[{"pipeline":"p1","pipeline_name":"Sales","stages":[{"id":"s1","name":"New"}]},{"pipeline":"p2","pipeline_name":"Partners","stages":[]}]""";

    [Fact]
    public async Task GetAsync_OfADocumentedAnswer_ReadsEveryMember()
    {
        await using var pipeline = CrmWire
            .Start()
            .Answers(
                """
                {"attributes":{"amount":12.5,"created_at":"2022-05-30T07:42:05.671Z","deal_name":"testname","last_updated_date":"2022-06-06T08:38:36.761Z","next_activity_date":{"key":"value"}},
                 "id":"629475917295261d9b1f4403","linkedCompaniesIds":["61a5ce58c5d4795761045990"],"linkedContactsIds":[1]}
                """
            );

        var deal = await Deals(pipeline).GetAsync("629475917295261d9b1f4403");

        Assert.Equal(new DealId("629475917295261d9b1f4403"), deal.Id);
        Assert.Equal("testname", deal.Name);
        Assert.Equal(12.5, deal.Attributes!["amount"].AsNumber);
        Assert.Equal("""{"key":"value"}""", deal.Attributes["next_activity_date"].AsJson);
        Assert.Equal(new DateTimeOffset(2022, 5, 30, 7, 42, 5, 671, TimeSpan.Zero), deal.CreatedAt);
        Assert.Equal(new DateTimeOffset(2022, 6, 6, 8, 38, 36, 761, TimeSpan.Zero), deal.UpdatedAt);
        Assert.Equal([new CompanyId("61a5ce58c5d4795761045990")], deal.LinkedCompanyIds!);
        Assert.Equal([1], deal.LinkedContactIds!);
    }

    [Fact]
    public async Task ListAsync_WithEveryFilter_NamesThemAsBrevoDoes()
    {
        await using var pipeline = CrmWire.Start().Answers("""{"items":[]}""");

        await Deals(pipeline)
            .ListAsync(
                new DealQuery
                {
                    Name = "Big",
                    Owner = "owner@example.com",
                    Stage = "s1",
                    Pipeline = "p1",
                    LinkedCompanyId = "c1",
                    LinkedContactId = 7,
                    AttributeFilters = new Dictionary<string, string> { ["amount"] = "12" },
                    SortBy = "amount",
                }
            )
            .ReadAllAsync();

        Assert.Equal(
            "crm/deals?filters[attributes.deal_name]=Big&filters[attributes.deal_owner]=owner@example.com&filters[attributes.deal_stage]=s1&filters[attributes.pipeline]=p1"
                + "&filters[linkedCompaniesIds]=c1&filters[linkedContactsIds]=7&filters[attributes.amount]=12&offset=0&limit=50&sort=asc&sortBy=amount",
            pipeline.Request().Path
        );
    }

    // Reference: "/companies, /crm/deals | limit max UNCONFIRMED": a service that gives fewer than it was asked for has not come to its end.
    [Fact]
    public async Task ListAsync_WithPagesLargerThanTheServiceGives_FillsThem()
    {
        await using var pipeline = CrmWire
            .Start()
            .Answers(Page(0, 50))
            .Answers(Page(50, 50))
            .Answers(Page(99, 30))
            .Answers("""{"items":[]}""");

        var deals = await Deals(pipeline).ListAsync(new DealQuery { PageSize = 100 }).ReadAllAsync();

        Assert.Equal(Enumerable.Range(0, 129).Select(n => new DealId($"d{n}")), deals.Select(deal => deal.Id!.Value));
        Assert.Equal(
            ["offset=0&limit=100", "offset=50&limit=50", "offset=99&limit=100"],
            pipeline.Handler.Seen.Select(seen => new Uri(seen.Uri).Query[1..].Replace("&sort=asc", "", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task ListAsync_WhenADealInFrontIsDeleted_SkipsNone()
    {
        await using var pipeline = CrmWire.Start().Answers(Page(0, 50)).Answers(Page(50, 10)).Answers(Page(20, 40));

        var deals = await Deals(pipeline).ListAsync().ReadAllAsync();

        Assert.Equal(60, deals.Select(deal => deal.Id).Distinct().Count());
    }

    [Fact]
    public async Task CreateAsync_AnswerLost_IsFoundByItsNameAndLinks()
    {
        await using var pipeline = CrmWire.Start();
        pipeline.Lose();
        pipeline.Answers(
            $$$"""
            {"items":[{"id":"a","attributes":{"deal_name":"Big","created_at":"{{{CrmWire.Now}}}"},"linkedCompaniesIds":["c2"],"linkedContactsIds":[]},
             {"id":"b","attributes":{"deal_name":"Big","created_at":"{{{CrmWire.Now}}}"},"linkedCompaniesIds":["c1"],"linkedContactsIds":[]}]}
            """
        );

        var id = await Deals(pipeline).CreateAsync(new CreateDealRequest { Name = "Big", LinkedCompanyIds = ["c1"] });

        Assert.Equal(new DealId("b"), id);
        Assert.Equal(1, pipeline.Handler.Seen.Count(seen => seen.Method == "POST"));
    }

    // Reference: "To move a deal to a different pipeline or stage, provide both the pipeline and deal_stage attribute IDs."
    [Fact]
    public async Task UpdateAsync_OfAPipelineWithoutAStage_IsRefusedBeforeSending()
    {
        await using var pipeline = CrmWire.Start();

        var e = await Assert.ThrowsAsync<ArgumentException>(() =>
            Deals(pipeline)
                .UpdateAsync("a", new UpdateDealRequest { Attributes = new Dictionary<string, AttributeValue> { ["pipeline"] = "p2" } })
        );

        Assert.Contains("deal_stage", e.Message, StringComparison.Ordinal);
        Assert.Empty(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task UpdateAsync_OfAStageAndLinks_SendsTheDocumentedNames()
    {
        await using var pipeline = CrmWire.Start().Answers("", HttpStatusCode.NoContent).Answers("", HttpStatusCode.NoContent);
        var deals = Deals(pipeline);

        await deals.UpdateAsync(
            "a",
            new UpdateDealRequest
            {
                Attributes = new Dictionary<string, AttributeValue> { ["pipeline"] = "p2", ["deal_stage"] = "s9" },
                ReplaceLinkedCompanyIds = [],
            }
        );
        await deals.UpdateLinksAsync("a", new UpdateDealLinksRequest { LinkCompanyIds = ["c1"], UnlinkContactIds = [7] });

        Assert.Equal("""{"attributes":{"pipeline":"p2","deal_stage":"s9"},"linkedCompaniesIds":[]}""", pipeline.Request(0).Body);
        Assert.Equal(("PATCH", "crm/deals/link-unlink/a", """{"linkCompanyIds":["c1"],"unlinkContactIds":[7]}"""), pipeline.Request(1));
    }

    [Fact]
    public async Task GetPipelineAsync_OfAList_TakesTheOneThatWasAskedFor()
    {
        await using var pipeline = CrmWire.Start().Answers(Pipelines).Answers(Pipelines).Answers("[]");
        var deals = Deals(pipeline);

        Assert.Equal("Partners", (await deals.GetPipelineAsync("p2")).Name);
        Assert.Equal(new DealPipelineStageId("s1"), (await deals.ListPipelinesAsync())[0].Stages!.Single().Id);
        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => deals.GetPipelineAsync("p3"));
    }

    [Fact]
    public async Task CreateAttributeAsync_OfDeals_NamesTheirType()
    {
        await using var pipeline = CrmWire.Start().Answers("""{"id":"a1"}""");

        await Deals(pipeline).CreateAttributeAsync(new CreateCrmAttributeRequest { Label = "Margin", Type = CrmAttributeType.Number });

        Assert.Equal("""{"attributeType":"number","label":"Margin","objectType":"deals"}""", pipeline.Request().Body);
    }

    private static BrevoDealsClient Deals(Pipeline pipeline) => new(pipeline.Transport);

    private static string Page(int from, int count) =>
        $$"""{"items":[{{string.Join(',', Enumerable.Range(from, count).Select(n => $$"""{"id":"d{{n}}"}"""))}}]}""";
}
