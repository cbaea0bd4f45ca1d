using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class ListMembersTests
{
    [Fact]
    public async Task AddManyContactsAsync_OfMoreThan150_SplitsAndJoinsTheAnswersOfEitherShape()
    {
        await using var wire = BrevoWire.Start();
        var answers = new Queue<string>([
            """{"contacts":{"success":[1],"failure":[2]}}""",
            """{"success":[151,152],"failure":[]}""",
            """{"contacts":{"success":[],"failure":[301]}}""",
        ]);
        wire.Server.Given(Request.Create().WithPath("/v3/contacts/lists/5/contacts/add").UsingPost())
            .RespondWith(Response.Create().WithStatusCode(201).WithBody(_ => answers.Dequeue()));

        var result = await wire.Client.Lists.AddManyContactsAsync(
            5,
            ContactSelection.ManyById(Enumerable.Range(1, 301).Select(id => new ContactId(id)))
        );

        Assert.Equal(["1", "151", "152"], result.Success);
        Assert.Equal(["2", "301"], result.Failure);
        Assert.Equal([150, 150, 1], wire.Server.LogEntries.Select(entry => entry.RequestMessage!.Body!.Split(',').Length));
    }

    [Fact]
    public async Task RemoveManyContactsAsync_WhenOneCallChangesNothing_GoesOn()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "POST",
                "contacts/lists/5/contacts/remove",
                400,
                """{"code":"invalid_parameter","message":"Contact already removed from list and/or does not exist"}"""
            );

        var result = await wire.Client.Lists.RemoveManyContactsAsync(
            5,
            ContactSelection.ManyByEmail(Enumerable.Range(1, 200).Select(i => $"p{i}@example.com"))
        );

        Assert.Empty(result.Success);
        Assert.Equal(200, result.Failure.Count);
        Assert.Equal(2, wire.Server.LogEntries.Count);
    }

    [Fact]
    public async Task AddManyContactsAsync_OfNobody_SendsNothing()
    {
        await using var wire = BrevoWire.Start();

        var result = await wire.Client.Lists.AddManyContactsAsync(5, ContactSelection.ManyByExternalId([]));

        Assert.Empty(result.Failure);
        Assert.Empty(wire.Server.LogEntries);
    }

    [Fact]
    public void ContactSelection_OfMoreThan150_IsRefusedWithTheRemedy()
    {
        var refusal = Assert.Throws<ArgumentException>(() => ContactSelection.ByEmail(Enumerable.Repeat("a@example.com", 151)));

        Assert.Contains("Many…", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ContactSelection.ById());
    }

    [Fact]
    public async Task UpdateAsync_OfNameAndFolderAtOnce_IsRefused()
    {
        await using var wire = BrevoWire.Start();

        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Lists.UpdateAsync(5, "New", 2));
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Lists.UpdateAsync(5));
        Assert.Empty(wire.Server.LogEntries);
    }

    [Fact]
    public async Task GetAsync_OfATime_SendsBothEndsInUtc()
    {
        await using var wire = BrevoWire.Start().Answers("GET", "contacts/lists/5", 200, """{"id":5,"campaignStats":null}""");

        var list = await wire.Client.Lists.GetAsync(
            5,
            new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.FromHours(1)),
            new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero)
        );

        Assert.Null(list.CampaignStats);
        Assert.Equal(
            "/v3/contacts/lists/5?startDate=2026-01-01T00%3A00%3A00.000Z&endDate=2026-02-01T00%3A00%3A00.000Z",
            wire.LastRequest.PathAndQuery
        );
        await Assert.ThrowsAsync<ArgumentException>(() =>
            wire.Client.Lists.GetAsync(5, DateTimeOffset.UnixEpoch.AddDays(1), DateTimeOffset.UnixEpoch)
        );
    }
}
