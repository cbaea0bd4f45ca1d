using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoListsClientTests
{
    [Fact]
    public async Task GetAsync_OfADocumentedAnswer_ReadsEveryMember()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "GET",
                "contacts/lists/12",
                200,
                """
                {"id":12,"name":"Newsletter_Weekly","startDate":"2023-10-10T00:00:00Z","endDate":"2024-04-10T00:00:00Z","totalSubscribers":6533,"totalBlacklisted":63,
                 "uniqueSubscribers":6596,"folderId":1,"createdAt":"2016-02-26T11:56:08Z","campaignStats":[{"campaignId":15,"stats":{"uniqueClicks":701,"clickers":789,"sent":6645,"opensRate":51.8}}],"dynamicList":false}
                """
            );

        var list = await wire.Client.Lists.GetAsync(12);

        Assert.Equal(12, list.Id);
        Assert.Equal("Newsletter_Weekly", list.Name);
        Assert.Equal(1, list.FolderId);
        Assert.Equal(6596, list.UniqueSubscribers);
        Assert.Equal(new DateTimeOffset(2016, 2, 26, 11, 56, 8, TimeSpan.Zero), list.CreatedAt);
        Assert.False(list.DynamicList);
        Assert.Equal(701, list.CampaignStats!.Single().Stats!.UniqueClicks);
        Assert.Equal(51.8, list.CampaignStats!.Single().Stats!.OpensRate);
    }

    [Theory]
    [InlineData("""{"contacts":{"success":["a@example.com"],"failure":["b@example.com"]}}""")]
    [InlineData("""{"success":["a@example.com"],"failure":["b@example.com"]}""")]
    public async Task AddContactsAsync_OfEitherDocumentedShape_ReadsBothLists(string answer)
    {
        await using var wire = BrevoWire.Start().Answers("POST", "contacts/lists/5/contacts/add", 201, answer);

        var result = await wire.Client.Lists.AddContactsAsync(5, ContactSelection.ByEmail("a@example.com", "b@example.com"));

        Assert.Equal(["a@example.com"], result.Success);
        Assert.Equal(["b@example.com"], result.Failure);
        Assert.Equal("""{"emails":["a@example.com","b@example.com"]}""", wire.LastRequest.Body);
    }

    [Fact]
    public async Task RemoveContactsAsync_ByIds_ReadsNumbersAsText()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers("POST", "contacts/lists/5/contacts/remove", 201, """{"success":[1,2],"failure":[5]}""");

        var result = await wire.Client.Lists.RemoveContactsAsync(5, ContactSelection.ById(1, 2, 5));

        Assert.Equal(["1", "2"], result.Success);
        Assert.Equal(["5"], result.Failure);
        Assert.Equal("""{"ids":[1,2,5]}""", wire.LastRequest.Body);
    }

    [Fact]
    public async Task AddContactsAsync_WhenNothingChanges_ReportsEveryContactInsteadOfThrowing()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "POST",
                "contacts/lists/5/contacts/add",
                400,
                """{"code":"invalid_parameter","message":"Contact already in list and/or does not exist"}"""
            );

        var result = await wire.Client.Lists.AddContactsAsync(5, ContactSelection.ByExternalId("x"));

        Assert.Empty(result.Success);
        Assert.Equal(["x"], result.Failure);
    }

    [Fact]
    public async Task AddContactsAsync_OfAnotherRefusal_Throws()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers("POST", "contacts/lists/5/contacts/add", 400, """{"code":"invalid_parameter","message":"Invalid list"}""");

        await Assert.ThrowsAsync<ServiceException>(() => wire.Client.Lists.AddContactsAsync(5, ContactSelection.ByExternalId("x")));
    }

    [Fact]
    public void ContactSelection_AboveTheLimit_SaysWhatToDo()
    {
        var refusal = Assert.Throws<ArgumentException>(() =>
            ContactSelection.ById(Enumerable.Range(1, 151).Select(id => new ContactId(id)))
        );

        Assert.Contains("150", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ContactSelection.ByEmail());
    }

    [Fact]
    public async Task RemoveAllContactsAsync_OfAList_ReturnsItsProcess()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers("POST", "contacts/lists/5/contacts/remove", 201, """{"contacts":{"processId":5,"total":23}}""");

        var result = await wire.Client.Lists.RemoveAllContactsAsync(5);

        Assert.Equal(new ProcessId(5), result.ProcessId);
        Assert.Equal(23, result.Total);
        Assert.Equal("""{"all":true}""", wire.LastRequest.Body);
    }

    [Fact]
    public async Task CreateAndUpdateAsync_OfAList_SendTheDocumentedBodies()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers("POST", "contacts/lists", 201, """{"id":5}""")
            .Answers("PUT", "contacts/lists/5", 204);

        Assert.Equal(5, await wire.Client.Lists.CreateAsync("Customers", 2));
        Assert.Equal("""{"name":"Customers","folderId":2}""", wire.LastRequest.Body);

        await wire.Client.Lists.UpdateAsync(5, folderId: 3);
        Assert.Equal("""{"folderId":3}""", wire.LastRequest.Body);

        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Lists.UpdateAsync(5));
    }

    [Fact]
    public async Task ListContactsAsync_OfAList_AsksForTheEndpointsMaximum()
    {
        await using var wire = BrevoWire.Start().Answers("GET", "contacts/lists/5/contacts", 200, """{"contacts":[{"id":1}],"count":1}""");

        var ids = new List<long>();
        await foreach (var contact in wire.Client.Lists.ListContactsAsync(5))
        {
            ids.Add(contact.Id!.Value.Value);
        }

        Assert.Equal([1], ids);
        Assert.Equal("/v3/contacts/lists/5/contacts?limit=500&offset=0&sort=asc", wire.LastRequest.PathAndQuery);
    }
}
