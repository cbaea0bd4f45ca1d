using System.Net;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoNotesClientTests
{
    // Reference: the author is an object in a note and a bare id in a file.
    [Theory]
    [InlineData(
        """{"email":"author@example.com","id":"u1","locale":"en_GB","name":{"fullName":"John Doe"},"timezone":"Asia/Kolkata"}""",
        "John Doe"
    )]
    [InlineData("\"u1\"", null)]
    public async Task GetAsync_OfEitherAuthor_ReadsIt(string author, string? name)
    {
        await using var pipeline = CrmWire
            .Start()
            .Answers(
                $$"""{"authorId":{{author}},"contactIds":[247],"createdAt":"2017-05-01T17:05:03Z","dealIds":["d1"],"id":"n1","text":"Hello"}"""
            );

        var note = await Notes(pipeline).GetAsync("n1");

        Assert.Equal(new CrmUserId("u1"), note.Author!.Id);
        Assert.Equal(name, note.Author.Name?.FullName);
        Assert.Equal([247], note.ContactIds!);
        Assert.Equal(new DateTimeOffset(2017, 5, 1, 17, 5, 3, TimeSpan.Zero), note.CreatedAt);
    }

    [Fact]
    public async Task ListAsync_OfOneRecord_NamesItsKind()
    {
        await using var pipeline = CrmWire.Start().Answers("[]").Answers("[]");

        await Notes(pipeline)
            .ListAsync(
                new CrmEntityQuery
                {
                    DealId = "d1",
                    From = DateTimeOffset.UnixEpoch,
                    To = DateTimeOffset.UnixEpoch,
                }
            )
            .ReadAllAsync();
        await Notes(pipeline)
            .ListAsync(new CrmEntityQuery { EntityType = CrmEntityType.Contacts, Order = SortOrder.Descending })
            .ReadAllAsync();

        Assert.Equal("crm/notes?entity=deals&entityIds=d1&dateFrom=0&dateTo=0&offset=0&limit=50&sort=asc", pipeline.Request(0).Path);
        Assert.Equal("crm/notes?entity=contacts&offset=0&limit=50&sort=desc", pipeline.Request(1).Path);
    }

    [Fact]
    public async Task Calls_ThatBrevoWouldRefuse_AreRefusedBeforeSending()
    {
        await using var pipeline = CrmWire.Start();
        var notes = Notes(pipeline);

        Assert.Throws<ArgumentException>(() => notes.ListAsync(new CrmEntityQuery { DealId = "d1", ContactId = 7 }));
        Assert.Throws<ArgumentException>(() => notes.ListAsync(new CrmEntityQuery { DealId = "d1", EntityType = CrmEntityType.Contacts }));
        await Assert.ThrowsAsync<ArgumentException>(() => notes.CreateAsync(new CreateCrmNoteRequest { Text = " " }));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            notes.UpdateAsync("n1", new UpdateCrmNoteRequest { Text = new string('x', 3001) })
        );

        Assert.Empty(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task CreateAndUpdateAsync_OfANote_SendTheDocumentedBodies()
    {
        await using var pipeline = CrmWire.Start().Answers("""{"id":"n1"}""").Answers("", HttpStatusCode.NoContent);

        var id = await Notes(pipeline).CreateAsync(new CreateCrmNoteRequest { Text = new string('x', 3000), CompanyIds = ["c1"] });
        await Notes(pipeline).UpdateAsync(id, new UpdateCrmNoteRequest { Text = "Hello", ContactIds = [] });

        Assert.EndsWith("\",\"companyIds\":[\"c1\"]}", pipeline.Request(0).Body, StringComparison.Ordinal);
        Assert.Equal(("PATCH", "crm/notes/n1", """{"text":"Hello","contactIds":[]}"""), pipeline.Request(1));
    }

    [Fact]
    public async Task CreateAsync_AnswerLost_IsFoundAmongTheNewest()
    {
        await using var pipeline = CrmWire.Start();
        pipeline.Lose();
        pipeline.Answers($$"""[{"id":"n2","text":"Hello","contactIds":[7],"createdAt":"{{CrmWire.Now}}"}]""");

        Assert.Equal(new CrmNoteId("n2"), await Notes(pipeline).CreateAsync(new CreateCrmNoteRequest { Text = "Hello", ContactIds = [7] }));
    }

    private static BrevoNotesClient Notes(Pipeline pipeline) => new(pipeline.Transport);
}
