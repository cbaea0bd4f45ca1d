using System.Net;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoTasksClientTests
{
    private static readonly DateTimeOffset s_due = new(2026, 12, 1, 9, 30, 0, TimeSpan.FromHours(1));

    [Fact]
    public async Task CreateAsync_OfATask_WritesMomentsAndDurationsAsBrevoDoes()
    {
        await using var pipeline = CrmWire.Start().Answers("""{"id":"t1"}""", HttpStatusCode.Created);

        var id = await Tasks(pipeline)
            .CreateAsync(
                new CreateCrmTaskRequest
                {
                    Name = "Call",
                    TaskTypeId = "y1",
                    Date = s_due,
                    Duration = TimeSpan.FromMinutes(10),
                    AssignTo = "owner@example.com",
                    ContactIds = [7],
                    Reminder = new CrmTaskReminder
                    {
                        Types = [CrmReminderType.Email],
                        Unit = CrmReminderUnit.Hours,
                        Value = 2,
                    },
                }
            );

        Assert.Equal(new CrmTaskId("t1"), id);
        Assert.Equal(
            """{"name":"Call","taskTypeId":"y1","date":"2026-12-01T08:30:00.000Z","duration":600000,"assignToId":"owner@example.com","contactsIds":[7],"reminder":{"types":["email"],"unit":"hours","value":2}}""",
            pipeline.Request().Body
        );
    }

    [Fact]
    public async Task UpdateAsync_TellsAbsentFromNullFromEmpty()
    {
        await using var pipeline = CrmWire.Start().Answers("", HttpStatusCode.NoContent).Answers("", HttpStatusCode.NoContent);

        await Tasks(pipeline).UpdateAsync("t1", new UpdateCrmTaskRequest { Done = true });
        await Tasks(pipeline)
            .UpdateAsync(
                "t1",
                new UpdateCrmTaskRequest
                {
                    Notes = "",
                    AssignTo = new Optional<string>(null),
                    ReplaceDealIds = [],
                }
            );

        Assert.Equal("""{"done":true}""", pipeline.Request(0).Body);
        Assert.Equal("""{"notes":"","assignToId":null,"dealsIds":[]}""", pipeline.Request(1).Body);
    }

    [Fact]
    public async Task ListAsync_BetweenMoments_SetsTheFilterThatBelongsToThem()
    {
        await using var pipeline = CrmWire.Start().Answers("""{"items":[]}""");

        await Tasks(pipeline)
            .ListAsync(
                new CrmTaskQuery
                {
                    TaskTypeId = "y1",
                    Status = CrmTaskStatus.Undone,
                    DueFrom = DateTimeOffset.FromUnixTimeMilliseconds(1_000),
                    DueTo = DateTimeOffset.FromUnixTimeMilliseconds(2_000),
                    AssignTo = "u1",
                    ContactId = 7,
                    DealId = "d1",
                    CompanyId = "c1",
                    SortBy = "name",
                }
            )
            .ReadAllAsync();

        Assert.Equal(
            "crm/tasks?filter[type]=y1&filter[status]=undone&filter[date]=range&filter[assignTo]=u1&filter[contacts]=7&filter[deals]=d1&filter[companies]=c1"
                + "&dateFrom=1000&dateTo=2000&offset=0&limit=50&sort=asc&sortBy=name",
            pipeline.Request().Path
        );
    }

    [Fact]
    public async Task Calls_ThatBrevoWouldRefuse_AreRefusedBeforeSending()
    {
        await using var pipeline = CrmWire.Start();
        var tasks = Tasks(pipeline);

        Assert.Throws<ArgumentException>(() => tasks.ListAsync(new CrmTaskQuery { Due = CrmTaskDue.Today, DueFrom = s_due }));
        Assert.Throws<ArgumentException>(() => tasks.ListAsync(new CrmTaskQuery { Due = CrmTaskDue.Range }));
        Assert.Throws<ArgumentException>(() => tasks.ListAsync(new CrmTaskQuery { DueFrom = s_due, DueTo = s_due.AddDays(-1) }));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            tasks.CreateAsync(
                new CreateCrmTaskRequest
                {
                    Name = "",
                    TaskTypeId = "y1",
                    Date = s_due,
                }
            )
        );
        await Assert.ThrowsAsync<ArgumentException>(() =>
            tasks.CreateAsync(
                new CreateCrmTaskRequest
                {
                    Name = "Call",
                    TaskTypeId = default,
                    Date = s_due,
                }
            )
        );
        await Assert.ThrowsAsync<ArgumentException>(() =>
            tasks.UpdateAsync("t1", new UpdateCrmTaskRequest { Duration = TimeSpan.FromSeconds(-1) })
        );

        Assert.Empty(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task CreateAsync_AnswerLost_IsFoundAmongTheNewest()
    {
        await using var pipeline = CrmWire.Start();
        pipeline.Lose();
        pipeline.Answers(
            $$"""{"items":[{"id":"t2","name":"Call","taskTypeId":"y1","createdAt":"{{CrmWire.Now}}"},{"id":"t1","name":"Call","taskTypeId":"y1","createdAt":"{{CrmWire.Earlier}}"}]}"""
        );

        var id = await Tasks(pipeline)
            .CreateAsync(
                new CreateCrmTaskRequest
                {
                    Name = "Call",
                    TaskTypeId = "y1",
                    Date = s_due,
                }
            );

        Assert.Equal(new CrmTaskId("t2"), id);
    }

    [Fact]
    public async Task GetAsync_OfEmptyDates_HasNone()
    {
        await using var pipeline = CrmWire.Start().Answers("""{"id":"t1","date":"","createdAt":null,"contactsIds":null}""");

        var task = await Tasks(pipeline).GetAsync("t1");

        Assert.Null(task.Date);
        Assert.Null(task.CreatedAt);
    }

    // Reference section 13: tasktypes is an array (was one object).
    [Theory]
    [InlineData("""[{"id":"y1","title":"Call"}]""")]
    [InlineData("""  {"id":"y1","title":"Call"}""")]
    public async Task ListTypesAsync_OfEitherShape_ReadsIt(string answer)
    {
        await using var pipeline = CrmWire.Start().Answers(answer);

        Assert.Equal(new CrmTaskTypeId("y1"), Assert.Single(await Tasks(pipeline).ListTypesAsync()).Id);
    }

    private static BrevoTasksClient Tasks(Pipeline pipeline) => new(pipeline.Transport);
}
