using System.Net;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Brevo.Categories;

public sealed class BrevoCategoriesClientTests
{
    private static UpsertCategoryRequest Category(string id = "C1") => new() { Id = id, Name = "Food" };

    [Fact]
    public async Task UpsertBatchAsync_OfCategories_SendsThemAndReadsTheCounts()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "categories/batch", 201, """{"createdCount":2,"updatedCount":7}""");

        var result = await wire.Client.Categories.UpsertBatchAsync([
            Category() with
            {
                DeletedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            },
        ]);

        Assert.Equal((2L, 7L), (result.CreatedCount, result.UpdatedCount));
        Assert.Equal(
            """{"categories":[{"id":"C1","name":"Food","deletedAt":"2026-01-02T03:04:05.000Z"}],"updateEnabled":true}""",
            wire.LastRequest.Body
        );
    }

    [Fact]
    public async Task Batches_ThatBrevoWouldRefuse_SendNothing()
    {
        await using var wire = BrevoWire.Start();
        var categories = wire.Client.Categories;

        await Assert.ThrowsAsync<ArgumentException>(() => categories.UpsertBatchAsync([]));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            categories.UpsertBatchAsync([.. Enumerable.Range(0, 101).Select(i => Category($"{i}"))])
        );
        await Assert.ThrowsAsync<ArgumentException>(() => categories.UpsertBatchAsync([Category(), Category()]));
        await Assert.ThrowsAsync<ArgumentException>(() => categories.CreateBatchAsync([new UpsertCategoryRequest { Id = "C" }]));
        await Assert.ThrowsAsync<ArgumentException>(() => categories.UpsertAsync(Category("")));

        Assert.Empty(wire.Server.LogEntries);
    }

    [Fact]
    public async Task CreateAsync_AnswerLostAndCategoryNotThere_IsSentAgain()
    {
        await using var pipeline = Pipeline.Brevo(options => options.RetryBaseDelay = TimeSpan.Zero);
        pipeline
            .Handler.ThenThrow(new HttpRequestException(HttpRequestError.ResponseEnded))
            .Then(HttpStatusCode.NotFound, """{"code":"document_not_found","message":"Category id not found"}""")
            .Then(HttpStatusCode.Created, """{"id":"C1"}""");

        await new BrevoCategoriesClient(pipeline.Transport).CreateAsync(Category());

        Assert.Equal(["POST", "GET", "POST"], pipeline.Handler.Seen.Select(request => request.Method));
    }

    [Fact]
    public async Task ListAsync_WithFilters_SendsThem()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers("GET", "categories", 200, """{"categories":[{"id":11,"name":"Food","modifiedAt":""}],"count":1}""");

        var category = Assert.Single(
            await wire.Client.Categories.ListAsync(new CategoryQuery { Ids = ["11"], IsDeleted = false }).CollectAsync()
        );

        Assert.Equal("/v3/categories?ids=11&isDeleted=false&limit=100&offset=0&sort=asc", wire.LastRequest.PathAndQuery);
        Assert.Equal("11", category.Id);
        Assert.Null(category.ModifiedAt);
    }
}
