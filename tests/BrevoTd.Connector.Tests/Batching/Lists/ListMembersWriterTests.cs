using System.Globalization;
using System.Text.Json;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Batching.Lists;

public sealed class ListMembersWriterTests
{
    private const string Add = "contacts/lists/7/contacts/add";
    private const string Remove = "contacts/lists/7/contacts/remove";
    private const string NothingAdded = """{"code":"invalid_parameter","message":"Contact already in list and/or does not exist"}""";

    private static async Task<BatchWriteReport> WriteAsync(
        WireRun run,
        IEnumerable<ContactIdentifier> contacts,
        Action<ListMembersWriterOptions>? set = null,
        bool adds = true
    )
    {
        var options = run.With(new ListMembersWriterOptions { CheckBeforeSending = false });
        set?.Invoke(options);
        var lists = run.Wire.Client.Lists;
        await using var writer = adds ? lists.CreateAddWriter(7, options) : lists.CreateRemoveWriter(7, options);
        return await writer.WriteAllAsync(contacts);
    }

    private static ContactIdentifier Email(string name) => ContactIdentifier.Email($"{name}@example.com");

    /// <summary>Everybody named is on the list now.</summary>
    private static (int, string?) Echo(WireMock.IRequestMessage request) =>
        (
            201,
            $$$"""{"contacts":{"success":{{{JsonElement.Parse(request.Body!).EnumerateObject().Single().Value.GetRawText()}}},"failure":[]}}"""
        );

    [Theory]
    [InlineData(true, Add)]
    [InlineData(false, Remove)]
    public async Task WriteAllAsync_EachKindOfIdentifier_TravelsByItself(bool adds, string path)
    {
        await using var run = new WireRun().Answers("POST", path, Echo);

        var report = await WriteAsync(
            run,
            [Email("ann"), ContactIdentifier.Id(21), ContactIdentifier.ExternalId("A \"1\""), Email("ben"), ContactIdentifier.Id(22)],
            adds: adds
        );

        Assert.Equal(5, report.Delivered);
        Assert.Equal(
            ["""{"emails":["ann@example.com","ben@example.com"]}""", """{"extIds":["A \u00221\u0022"]}""", """{"ids":[21,22]}"""],
            run.Bodies.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task WriteAllAsync_ManyContacts_AreSentOneHundredAndFiftyAtATime()
    {
        await using var run = new WireRun().Answers("POST", Add, Echo);

        var report = await WriteAsync(
            run,
            Enumerable.Range(1, 400).Select(id => ContactIdentifier.Id(id)),
            options => options.MaxBatchRecords = 1_000
        );

        Assert.Equal(400, report.Delivered);
        Assert.Equal([150, 150, 100], run.Bodies.Select(body => JsonElement.Parse(body).GetProperty("ids").GetArrayLength()));
    }

    [Fact]
    public async Task WriteAllAsync_RecordsOfAnyType_AreNamedByAFunction()
    {
        await using var run = new WireRun().Answers("POST", Add, Echo);
        await using var writer = run.Wire.Client.Lists.CreateAddWriter<string?>(
            7,
            email => email is null ? null : ContactIdentifier.Email(email),
            run.With(new ListMembersWriterOptions { CheckBeforeSending = false })
        );

        var report = await writer.WriteAllAsync(["ann@example.com", null, "ben@example.com"]);

        Assert.Equal((2, 1), (report.Delivered, report.DeadLetteredByCause["mapping_no_identifier"]));
    }

    [Fact]
    public async Task WriteAllAsync_IdentifierThatListsDoNotKnow_IsDeadLettered()
    {
        await using var run = new WireRun().Answers("POST", Add, Echo);

        var report = await WriteAsync(run, [Email("ann"), ContactIdentifier.Phone("+33612345678")]);

        Assert.Equal((1, 1), (report.Delivered, report.DeadLetteredByCause["mapping_wrong_type"]));
    }

    [Theory]
    [InlineData("""{"contacts":{"success":["ANN@example.com"],"failure":["ben@example.com"]}}""")]
    [InlineData("""{"success":["ann@example.com"],"failure":["ben@example.com"]}""")]
    public async Task SendAsync_SomeUnchanged_AreToldApart(string json)
    {
        await using var run = new WireRun().Answers("POST", Add, 201, json);

        await WriteAsync(run, [Email("ann"), Email("ben"), Email("cy")]);

        Assert.Equal(["record 1: Delivered", "record 2: Rejected (unchanged)", "record 3: Unverified (not_named)"], run.Outcomes);
    }

    [Theory]
    [InlineData(201, """{"contacts":{"success":[5],"failure":[6]}}""", "Delivered", "Rejected (unchanged)")]
    [InlineData(400, NothingAdded, "Rejected (unchanged)", "Rejected (unchanged)")]
    [InlineData(
        400,
        """{"code":"invalid_parameter","message":"Invalid ids"}""",
        "DeadLettered (invalid_parameter)",
        "DeadLettered (invalid_parameter)"
    )]
    [InlineData(
        404,
        """{"code":"document_not_found","message":"List ID does not exist"}""",
        "DeadLettered (document_not_found)",
        "DeadLettered (document_not_found)"
    )]
    [InlineData(413, null, "DeadLettered (record_too_large)", "DeadLettered (record_too_large)")]
    [InlineData(429, null, "DeadLettered (rate_limited)", "DeadLettered (rate_limited)")]
    [InlineData(500, null, "Unverified (no_answer)", "Unverified (no_answer)")]
    public async Task SendAsync_AnyAnswer_IsTheOutcomeOfEachContact(int status, string? json, string first, string second)
    {
        await using var run = new WireRun().Answers("POST", Add, status, json);

        var report = await WriteAsync(run, [ContactIdentifier.Id(5), ContactIdentifier.Id(6)]);

        Assert.True(report.IsBalanced);
        Assert.Equal([$"record 1: {first}", $"record 2: {second}"], run.Outcomes);
    }

    [Theory]
    [InlineData(true, "Delivered", "Rejected (unchanged)")]
    [InlineData(false, "Rejected (unchanged)", "Delivered")]
    public async Task SendAsync_UnchangedAreLookedUp_TellsWhoIsWhereTheyShouldBe(bool adds, string onTheList, string onAnother)
    {
        await using var run = new WireRun()
            .Answers("POST", adds ? Add : Remove, 400, NothingAdded)
            .Answers("GET", "contacts/5", 200, """{"id":5,"listIds":[7]}""")
            .Answers("GET", "contacts/6", 200, """{"id":6,"listIds":[8]}""")
            .Answers("GET", "contacts/7", 404, """{"code":"document_not_found","message":"Contact does not exist"}""")
            .Answers("GET", "contacts/8", 500);

        var report = await WriteAsync(
            run,
            Enumerable.Range(5, 4).Select(id => ContactIdentifier.Id(id)),
            options => options.LookUpUnchanged = true,
            adds
        );

        Assert.Equal(
            [
                $"record 1: {onTheList}",
                $"record 2: {onAnother}",
                "record 3: Rejected (document_not_found)",
                "record 4: Unverified (no_answer)",
            ],
            run.Outcomes
        );
        Assert.Equal(4, report.RequestsByOperation["contacts.get"]);
        Assert.Equal(5, report.Requests);
    }

    [Fact]
    public async Task WriteAsync_ListThatBrevoLacks_IsFoundBeforeAnythingIsSent()
    {
        await using var run = new WireRun().Answers(
            "GET",
            "contacts/lists/7",
            404,
            """{"code":"document_not_found","message":"List ID does not exist"}"""
        );

        var failure = await Assert.ThrowsAsync<BatchCheckException>(() =>
            WriteAsync(run, [Email("ann")], options => options.CheckBeforeSending = true)
        );

        Assert.Contains("list with the id 7", failure.Message, StringComparison.Ordinal);
        Assert.Single(run.Requests);
    }

    [Fact]
    public async Task DisposeAsync_WhileARequestIsUnderWay_LeavesItsContactsUnverified()
    {
        await using var run = new WireRun();
        var (arrived, release) = run.Hangs("POST", Add);
        var writer = run.Wire.Client.Lists.CreateAddWriter(
            7,
            run.With(
                new ListMembersWriterOptions
                {
                    CheckBeforeSending = false,
                    MaxBatchRecords = 1,
                    DisposeTimeout = TimeSpan.Zero,
                }
            )
        );
        await writer.WriteAsync(Email("ann"));
        await writer.WriteAsync(Email("ben"));
        await arrived;

        await writer.DisposeAsync();
        release.SetResult();

        Assert.Equal(["record 1: Unverified (cancelled)", "record 2: DeadLettered (not_sent)"], run.Outcomes);
    }

    [Theory]
    [InlineData(true, "contacts/lists/{listId}/contacts/add")]
    [InlineData(false, "contacts/lists/{listId}/contacts/remove")]
    public async Task Calls_OfTheSink_AreOneABatch(bool adds, string route)
    {
        await using var run = new WireRun();

        Assert.Equal([new SinkCall("POST", route)], new ListMembersSink(run.Wire.Client.Lists, null, 7, adds).Calls);
    }
}
