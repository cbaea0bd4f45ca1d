using System.Text.Json;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.IntegrationTests.TreasureData;

/// <summary>The CDP, profiles and workflows, from the client to the emulator and back.</summary>
public sealed class TreasureDataCdpTests
{
    private static readonly DateTimeOffset s_time = new(2024, 10, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TdWaitOptions s_soon = new() { InitialPollDelay = TimeSpan.FromMilliseconds(5) };

    [Fact]
    public async Task Segment_ByItsRule_BecomesSqlAJobAndRows()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        var audience = await CreateAudienceAsync(td);
        var segments = td.Client.Segments;
        td.Emulator.Faults.Add(FaultRule.StoredButNoAnswer() with { Method = "POST", Path = "/audiences/*/segments", Times = 1 });

        var folder = await segments.CreateFolderAsync(audience, "Countries");
        var created = await segments.CreateAsync(audience, Germans(folder.Id));
        var sql = await segments.GetSqlAsync(audience, created.Id!.Value);
        var people = new List<string>();
        await using (var result = segments.Query(audience, created.Id.Value, EmulatedTreasureData.Soon))
        {
            await foreach (var row in result)
            {
                people.Add(row.Text("external_id"));
            }
        }

        Assert.Contains("SELECT", sql, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["C-1", "C-3"], people.Order(StringComparer.Ordinal));
        Assert.Equal(folder.Id, created.FolderId);
        Assert.Single(await segments.ListAsync(audience));
        Assert.Equal(created.Id, Assert.Single(await segments.ListInFolderAsync(audience, folder.Id!.Value)).Id);
        Assert.Equal("Customer 360", Assert.Single(await td.Client.Audiences.ListAsync()).Name);
        Assert.Contains(await td.Client.Audiences.ListAttributesAsync(audience), attribute => attribute.Name == "Country");
    }

    [Fact]
    public async Task Segment_ChangedAndDeleted_IsWhatTheServiceSays()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        var audience = await CreateAudienceAsync(td);
        var segments = td.Client.Segments;
        var created = await segments.CreateAsync(audience, Germans());

        var changed = await segments.UpdateAsync(
            audience,
            created.Id!.Value,
            new TdSegmentRequest
            {
                Name = "French",
                Rule = Equal("country", "FR"),
                Description = "of France",
            }
        );
        var count = 0;
        await using (var result = segments.Query(audience, created.Id.Value, EmulatedTreasureData.Soon))
        {
            await foreach (var row in result)
            {
                Assert.Equal("C-2", row.Text("external_id"));
                count++;
            }
        }

        Assert.Equal(("French", "of France", 1), (changed.Name, changed.Description, count));
        Assert.True(await segments.DeleteIfExistsAsync(audience, created.Id.Value));
        Assert.False(await segments.DeleteIfExistsAsync(audience, created.Id.Value));
        var folder = await segments.CreateFolderAsync(audience, "Empty");
        Assert.True(await segments.DeleteFolderIfExistsAsync(audience, folder.Id!.Value));
        Assert.False(await segments.DeleteFolderIfExistsAsync(audience, folder.Id.Value));
    }

    [Fact]
    public async Task Activation_Run_WritesItsTableAndIsListedAmongItsExecutions()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        var audience = await CreateAudienceAsync(td);
        var segment = (await td.Client.Segments.CreateAsync(audience, Germans())).Id!.Value;
        var activations = td.Client.Activations;
        td.Emulator.Faults.Add(
            FaultRule.StoredButNoAnswer() with
            {
                Path = "/audiences/*/segments/*/syndications",
                Method = "POST",
                Times = 1,
            }
        );

        var created = await activations.CreateAsync(
            audience,
            segment,
            new TdActivationRequest
            {
                Name = "Daily export",
                ConnectionId = "4410",
                ConnectorConfig = JsonDocument.Parse("{}").RootElement,
                Columns = [TdActivationColumn.Of("EMAIL", "email")],
            }
        );
        var id = created.Id!.Value;
        var run = await activations.RunAsync(audience, segment, id);
        var ended = await activations.WaitAsync(audience, segment, id, run.AttemptId!.Value, s_soon);
        var executions = await activations.ListExecutionsAsync(audience, segment, id);
        var sent = new List<string>();
        await using (
            var rows = td.Client.Jobs.Query($"cdp_audience_{audience}", $"SELECT * FROM cdp_syndication_{id}", EmulatedTreasureData.Soon)
        )
        {
            await foreach (var row in rows)
            {
                sent.Add(row.Text("email"));
            }
        }

        Assert.Equal(TdWorkflowStatus.Success, ended.Status);
        Assert.Equal(run.AttemptId, Assert.Single(executions).AttemptId);
        Assert.Equal(["a@example.com", "c@example.com"], sent.Order(StringComparer.Ordinal));
        Assert.Equal(id, Assert.Single(await activations.ListAllAsync(audience)).Id);
        await Assert.ThrowsAsync<ServiceException>(() => td.Client.Segments.DeleteIfExistsAsync(audience, segment));
        Assert.True(await activations.DeleteIfExistsAsync(audience, segment, id));
    }

    [Fact]
    public async Task ParentSegment_RunAgain_CountsItsPeople()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        var audience = await CreateAudienceAsync(td);
        var segment = (await td.Client.Segments.CreateAsync(audience, Germans())).Id!.Value;

        var run = await td.Client.Audiences.RunAsync(audience);
        await td.Client.Audiences.WaitAsync(audience, run.AttemptId!.Value, s_soon);

        Assert.Equal(2, (await td.Client.Segments.GetAsync(audience, segment)).Population);
        Assert.Contains(await td.Client.Audiences.ListExecutionsAsync(audience), execution => execution.AttemptId == run.AttemptId);
    }

    [Fact]
    public async Task Profile_ByAToken_TellsSegmentsAndAttributes()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        var audience = await CreateAudienceAsync(td);
        var segment = (await td.Client.Segments.CreateAsync(audience, Germans())).Id!.Value;
        var profiles = td.Client.Profiles;

        var created = await profiles.CreateTokenAsync(
            audience,
            new TdProfileTokenRequest
            {
                KeyColumn = "external_id",
                SegmentIds = [segment],
                AttributeColumns = ["country"],
            }
        );
        var known = Assert.Single(await profiles.LookUpAsync(created.Token!.Value, "external_id", "C-1"));
        var unknown = Assert.Single(await profiles.LookUpAsync(created.Token.Value, "external_id", "C-9"));

        Assert.True(known.IsIn(segment));
        Assert.Equal("DE", known.Attributes!["country"]);
        Assert.False(unknown.IsIn(segment));
        var listed = Assert.Single(await profiles.ListTokensAsync(audience));
        Assert.Equal((created.Id, segment), (listed.Id, Assert.Single(listed.Segments!).Id));
    }

    [Fact]
    public async Task Workflow_StartedTwice_RunsOnceAndIsWatchedToItsEnd()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        var runs = 0;
        td.Emulator.AddWorkflow(
            "sync",
            "export",
            _ =>
            {
                Interlocked.Increment(ref runs);
                return Task.CompletedTask;
            }
        );
        var request = new TdWorkflowStartRequest
        {
            ProjectName = "sync",
            WorkflowName = "export",
            SessionTime = s_time,
        };
        td.Emulator.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/api/attempts", Method = "PUT", Times = 1 });

        var started = await td.Client.Workflows.StartAsync(request);
        var again = await td.Client.Workflows.StartAsync(request);
        var ended = await td.Client.Workflows.WaitAsync(started.Attempt.Id!.Value, s_soon);

        Assert.Equal((started.Attempt.Id, true), (again.Attempt.Id, again.WasAdopted));
        Assert.Equal((true, s_time, 1), (ended.IsSuccess, ended.SessionTime, runs));
        Assert.Equal("+export", Assert.Single(await td.Client.Workflows.ListTasksAsync(started.Attempt.Id.Value)).FullName);
        Assert.Equal("export", Assert.Single(await ToListAsync(td.Client.Workflows.ListAsync())).Name);
    }

    [Fact]
    public async Task Workflow_ThatFailsOrIsKilled_IsTold()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        td.Emulator.AddWorkflow("sync", "failing", _ => throw new InvalidOperationException("no"));
        var endless = new TdWorkflowId(td.Emulator.AddWorkflow("sync", "endless", token => Task.Delay(Timeout.Infinite, token)));
        var run = new TdWorkflowRunOptions { Wait = s_soon };

        var failed = await Assert.ThrowsAsync<TreasureDataWorkflowFailedException>(() =>
            td.Client.Workflows.RunAsync(
                new TdWorkflowStartRequest
                {
                    ProjectName = "sync",
                    WorkflowName = "failing",
                    SessionTime = s_time,
                },
                run
            )
        );
        var started = await td.Client.Workflows.StartAsync(new TdWorkflowStartRequest { WorkflowId = endless, SessionTime = s_time });
        await td.Client.Workflows.KillAsync(started.Attempt.Id!.Value);

        Assert.NotNull(failed);
        await Assert.ThrowsAsync<TreasureDataWorkflowFailedException>(() =>
            td.Client.Workflows.WaitAsync(started.Attempt.Id.Value, s_soon)
        );
    }

    private static async Task<TdAudienceId> CreateAudienceAsync(EmulatedTreasureData td)
    {
        await td.Emulator.LoadJsonAsync(
            "crm_raw",
            "contacts",
            [
                """{"time":1,"external_id":"C-1","email":"a@example.com"}""",
                """{"time":2,"external_id":"C-2","email":"b@example.com"}""",
                """{"time":3,"external_id":"C-3","email":"c@example.com"}""",
            ]
        );
        await td.Emulator.LoadJsonAsync(
            "crm_raw",
            "countries",
            [
                """{"external_id":"C-1","country":"DE"}""",
                """{"external_id":"C-2","country":"FR"}""",
                """{"external_id":"C-3","country":"DE"}""",
            ]
        );
        return new TdAudienceId(
            await td.Emulator.CreateParentSegmentAsync(
                new TreasureDataEmulatorParentSegment
                {
                    Name = "Customer 360",
                    Database = "crm_raw",
                    Table = "contacts",
                    KeyColumn = "external_id",
                    Attributes = [new("Country", "countries", "country", "external_id", "external_id")],
                }
            )
        );
    }

    private static TdSegmentRequest Germans(TdSegmentFolderId? folder = null) =>
        new()
        {
            Name = "Germans",
            Rule = Equal("country", "DE"),
            FolderId = folder,
        };

    private static JsonElement Equal(string column, string value) =>
        JsonDocument
            .Parse(
                $$"""
                {"type":"And","conditions":[{"type":"And","description":"","conditions":[{"type":"Value","exclude":false,"leftValue":{"name":"{{column}}"},
                 "operator":{"type":"Equal","not":false,"rightValue":"{{value}}"},"arrayMatching":null}]}]}
                """
            )
            .RootElement;

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> source)
    {
        var list = new List<T>();
        await foreach (var one in source)
        {
            list.Add(one);
        }

        return list;
    }
}
