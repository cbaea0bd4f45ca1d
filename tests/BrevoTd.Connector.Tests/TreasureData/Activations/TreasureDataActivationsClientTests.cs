using System.Net;
using System.Text.Json;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataActivationsClientTests
{
    private const string Path = CdpRig.Cdp + "audiences/341502/segments/8801/syndications";

    private static readonly TdActivationRequest s_request = new()
    {
        Name = "Daily export",
        ConnectionId = "4410",
        ConnectorConfig = JsonDocument.Parse("""{"list":"9"}""").RootElement,
        Columns = [TdActivationColumn.Of("EMAIL", "email")],
        StartAt = new DateTime(2026, 12, 1, 2, 0, 0),
        EndOn = new DateOnly(2027, 1, 31),
        RepeatUnit = TdRepeatUnit.Week,
        RepeatDays = [1, 5],
        TimeZone = "Europe/Paris",
        EmailRecipients = [77],
    };

    [Fact]
    public async Task ListAsync_OfADocumentedAnswer_ReadsEveryMember()
    {
        await using var rig = new CdpRig().Answers($"[{Activation(CdpRig.Earlier, ("9200", CdpRig.Now, "running"))}]");

        var activation = Assert.Single(await rig.Client.Activations.ListAsync(CdpRig.Audience, CdpRig.Segment));

        Assert.Equal([$"GET {Path}"], rig.Seen);
        Assert.Equal(CdpRig.Activation, activation.Id);
        Assert.Equal(CdpRig.Segment, activation.SegmentId);
        Assert.Equal("Daily export", activation.Name);
        Assert.False(activation.SendsAllColumns);
        var column = Assert.Single(activation.Columns!);
        Assert.Equal(("EMAIL", "email"), (column.Column, column.Source!.Column));
        Assert.Equal("4410", activation.ConnectionId);
        Assert.Equal(TdCdpScheduleType.Daily, activation.ScheduleType);
        Assert.Equal(new DateTime(2024, 6, 1, 2, 0, 0), activation.StartAt);
        Assert.Null(activation.EndOn);
        Assert.Empty(activation.RepeatDays!);
        Assert.Equal(["77"], activation.EmailRecipients);
        Assert.Equal(["onFailure"], activation.NotifyOn);
        Assert.True(activation.IsValid);
        var run = Assert.Single(activation.Executions!);
        Assert.Equal(CdpRig.Attempt, run.AttemptId);
        Assert.Equal(new TdWorkflowId(31), run.WorkflowId);
        Assert.Equal(TdWorkflowStatus.Running, run.Status);
        Assert.Equal(CdpRig.Activation, run.ActivationId);
    }

    [Fact]
    public async Task OtherListings_OfActivations_GoToTheirPaths()
    {
        await using var rig = new CdpRig()
            .Answers("[]")
            .Answers(
                """
                {"data":[{"id":"6601","type":"syndication","attributes":{"audienceId":"341502","name":"Daily export","startAt":null,"endOn":""},
                  "relationships":{"segment":{"data":{"id":"8801","type":"segment-batch"}}}}],"included":[]}
                """
            )
            .Answers("""{"syndications":[{"id":"6601","name":"a"}],"pagination":{"hasNext":true,"nextPage":"c1","approximateCount":2}}""")
            .Answers(
                """
                {"syndications":[{"id":6602,"name":"b","lastExecution":{"workflowAttemptId":"1","status":"success"},"lastRecordCount":"12"}],
                 "pagination":{"hasNext":false,"nextPage":null}}
                """
            );
        var activations = rig.Client.Activations;

        Assert.Empty(await activations.ListAllAsync(CdpRig.Audience, withDetails: false));
        var entity = Assert.Single(await ToListAsync(activations.ListEntitiesAsync(CdpRig.Audience)));
        var inFolder = await ToListAsync(activations.ListInFolderAsync(CdpRig.Audience, new TdSegmentFolderId(5)));

        Assert.Equal((CdpRig.Activation, CdpRig.Segment), (entity.Id, entity.SegmentId));
        Assert.Equal(["a", "b"], inFolder.Select(static one => one.Name));
        Assert.Equal(12, inFolder[1].LastRecordCount);
        Assert.Equal(TdWorkflowStatus.Success, inFolder[1].LastExecution!.Status);
        Assert.Equal(
            [
                $"GET {CdpRig.Cdp}audiences/341502/syndications?without_detail=true",
                $"GET {CdpRig.Cdp}entities/parent_segments/341502/syndications",
                $"GET {CdpRig.Cdp}audiences/341502/folders/5/syndications",
                $"GET {CdpRig.Cdp}audiences/341502/folders/5/syndications?page%5Bafter%5D=c1",
            ],
            rig.Seen
        );
    }

    [Fact]
    public async Task CreateAsync_OfARequest_SendsWhatWasSet()
    {
        await using var rig = new CdpRig().Answers(Activation(CdpRig.Now));

        var activation = await rig.Client.Activations.CreateAsync(CdpRig.Audience, CdpRig.Segment, s_request);

        Assert.Equal(CdpRig.Activation, activation.Id);
        Assert.Equal([$"POST {Path}"], rig.Seen);
        CdpRig.SameJson(
            """
            {"name":"Daily export","connectionId":4410,"connectorConfig":{"list":"9"},"columns":[{"column":"EMAIL","source":{"column":"email"}}],
             "startAt":"2026-12-01T02:00:00","endOn":"2027-01-31","repeatUnit":"week","repeatSubFrequency":[1,5],"timezone":"Europe/Paris",
             "emailRecipients":[77]}
            """,
            rig.Last.Body
        );
    }

    [Fact]
    public async Task CreateAsync_AnswerWithoutABody_LooksTheActivationUp()
    {
        await using var rig = new CdpRig().Answers("", HttpStatusCode.Created).Answers($"[{Activation(CdpRig.Now)}]");

        var activation = await rig.Client.Activations.CreateAsync(CdpRig.Audience, CdpRig.Segment, s_request);

        Assert.Equal(CdpRig.Activation, activation.Id);
        Assert.Equal([$"POST {Path}", $"GET {Path}"], rig.Seen);
    }

    [Fact]
    public async Task CreateAsync_AnswerLostAndActivationThere_ReturnsIt()
    {
        await using var rig = new CdpRig().Loses().Answers($"[{Activation(CdpRig.Now)}]");

        var activation = await rig.Client.Activations.CreateAsync(CdpRig.Audience, CdpRig.Segment, s_request);

        Assert.Equal(CdpRig.Activation, activation.Id);
        Assert.Equal([$"POST {Path}", $"GET {Path}"], rig.Seen);
    }

    [Fact]
    public async Task CreateAsync_AnswerLostAndOnlyAnEarlierOneThere_IsNotSentAgain()
    {
        await using var rig = new CdpRig().Loses().Answers($"[{Activation(CdpRig.Earlier)}]");

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() =>
            rig.Client.Activations.CreateAsync(CdpRig.Audience, CdpRig.Segment, s_request)
        );

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Equal([$"POST {Path}", $"GET {Path}"], rig.Seen);
    }

    [Fact]
    public async Task CreateAsync_OfAnImpossibleRequest_SendsNothing()
    {
        await using var rig = new CdpRig();
        TdActivationRequest[] impossible =
        [
            s_request with
            {
                Name = " ",
            },
            s_request with
            {
                ConnectionId = "4410,\"x\":1",
            },
            s_request with
            {
                ConnectorConfig = default,
            },
            s_request with
            {
                RepeatDays = [0],
            },
        ];

        foreach (var request in impossible)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => rig.Client.Activations.CreateAsync(CdpRig.Audience, CdpRig.Segment, request));
        }

        Assert.Empty(rig.Seen);
    }

    [Fact]
    public async Task UpdateAndDelete_OfAnActivation_GoToItsPath()
    {
        await using var rig = new CdpRig()
            .Answers(Activation(CdpRig.Now))
            .Answers("")
            .Answers("""{"code":"not_found","message":"gone"}""", HttpStatusCode.NotFound);
        var activations = rig.Client.Activations;

        await activations.UpdateAsync(CdpRig.Audience, CdpRig.Segment, CdpRig.Activation, s_request);
        Assert.True(await activations.DeleteIfExistsAsync(CdpRig.Audience, CdpRig.Segment, CdpRig.Activation));
        Assert.False(await activations.DeleteIfExistsAsync(CdpRig.Audience, CdpRig.Segment, CdpRig.Activation));

        Assert.Equal([$"PUT {Path}/6601", $"DELETE {Path}/6601", $"DELETE {Path}/6601"], rig.Seen);
    }

    [Theory]
    [InlineData("""{"id":"9200","type":"execution-syndication","attributes":{"status":"queued","syndicationId":"6601"}}""")]
    [InlineData("""{"data":{"id":"9200","type":"execution-syndication","attributes":{"status":"queued","syndicationId":"6601"}}}""")]
    [InlineData("""{"workflowAttemptId":9200,"status":"queued","syndicationId":6601}""")]
    public async Task RunAsync_OfEitherShape_ReadsTheRun(string answer)
    {
        await using var rig = new CdpRig().Answers(answer).Answers(answer);

        var run = await rig.Client.Activations.RunAsync(CdpRig.Audience, CdpRig.Segment, CdpRig.Activation);
        await rig.Client.Activations.RunLegacyAsync(CdpRig.Audience, CdpRig.Segment, CdpRig.Activation);

        Assert.Equal(CdpRig.Attempt, run.AttemptId);
        Assert.Equal(CdpRig.Activation, run.ActivationId);
        Assert.Equal(TdWorkflowStatus.Queued, run.Status);
        Assert.Equal([$"POST {CdpRig.Cdp}entities/segments/8801/syndications/6601/run", $"POST {Path}/6601/run"], rig.Seen);
    }

    [Fact]
    public async Task RunAsync_AnswerLostAndRunThere_ReturnsItAndSendsNoSecondMailing()
    {
        await using var rig = new CdpRig()
            .Loses()
            .Answers(Activation(CdpRig.Earlier, ("9199", CdpRig.Earlier, "running"), ("9200", CdpRig.Now, "queued")));

        var run = await rig.Client.Activations.RunAsync(CdpRig.Audience, CdpRig.Segment, CdpRig.Activation);

        Assert.Equal(CdpRig.Attempt, run.AttemptId);
        Assert.Single(rig.Seen, static request => request.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_AnswerLostAndNoRunThere_Fails()
    {
        await using var rig = new CdpRig().Loses().Answers(Activation(CdpRig.Earlier, ("9199", CdpRig.Earlier, "running")));

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() =>
            rig.Client.Activations.RunAsync(CdpRig.Audience, CdpRig.Segment, CdpRig.Activation)
        );

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Contains("executions", e.Message, StringComparison.Ordinal);
        Assert.Single(rig.Seen, static request => request.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WaitAsync_OfARun_ReadsTheActivationUntilTheRunHasEnded()
    {
        var clock = new InstantTime();
        await using var rig = new CdpRig(clock)
            .Answers(Activation(CdpRig.Earlier, ("9200", CdpRig.Now, "running")))
            .Answers(Activation(CdpRig.Earlier, ("9200", CdpRig.Now, "success")));

        var run = await rig.Client.Activations.WaitAsync(CdpRig.Audience, CdpRig.Segment, CdpRig.Activation, CdpRig.Attempt);

        Assert.True(run.IsFinished);
        Assert.Equal([$"GET {Path}/6601", $"GET {Path}/6601"], rig.Seen);
        Assert.Single(clock.Pauses);
    }

    [Fact]
    public async Task WaitAsync_Cancelled_EndsWithoutStoppingTheRun()
    {
        var clock = new InstantTime { StopAt = 0 };
        await using var rig = new CdpRig(clock).Answers(Activation(CdpRig.Earlier, ("9200", CdpRig.Now, "running")));
        using var cancellation = new CancellationTokenSource();

        var wait = rig.Client.Activations.WaitAsync(
            CdpRig.Audience,
            CdpRig.Segment,
            CdpRig.Activation,
            CdpRig.Attempt,
            cancellationToken: cancellation.Token
        );
        await clock.Stopped.Task;
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Single(rig.Seen);
    }

    private static string Activation(string created, params IEnumerable<(string Id, string Created, string Status)> runs)
    {
        var executions = string.Join(
            ',',
            runs.Select(run =>
                $$"""{"workflowId":"31","workflowSessionId":"9100","createdAt":"{{run.Created}}","finishedAt":null,"status":"{{run.Status}}","workflowAttemptId":"{{run.Id}}","syndicationId":"6601"}"""
            )
        );
        return $$"""
            {"id":"6601","audienceId":"341502","segmentId":"8801","name":"Daily export","description":"","allColumns":false,
             "columns":[{"column":"EMAIL","source":{"column":"email"} }],"scheduleType":"daily","scheduleOption":"02:00",
             "startAt":"2024-06-01T02:00:00","endOn":null,"repeatUnit":null,"repeatFrequency":null,"repeatSubFrequency":[],"timezone":"UTC",
             "connectionId":"4410","connectorConfig":{},"createdAt":"{{created}}","updatedAt":"{{created}}",
             "createdBy":{"id":"77","td_user_id":"1201","name":"Dana Lee"},"valid":true,"executions":[{{executions}}],
             "notifyOn":["onFailure"],"emailRecipients":[77],"activationTemplateId":null}
            """;
    }

    private static async Task<List<T>> ToListAsync<T>(AsyncPageable<T> pages)
    {
        var all = new List<T>();
        await foreach (var value in pages)
        {
            all.Add(value);
        }

        return all;
    }
}
