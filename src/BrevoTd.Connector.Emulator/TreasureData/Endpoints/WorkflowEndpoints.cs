using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>The workflow API: what is there, starting, watching and stopping it (reference §11).</summary>
internal sealed class WorkflowEndpoints(TreasureDataAccount account)
{
    private const int DefaultPage = 100;

    private WorkflowBoard Board => account.Workflows;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/api/projects", ProjectsAsync);
        routes.Get("/api/projects/{id}/workflows", ProjectWorkflowsAsync);
        routes.Get("/api/workflows", context => WorkflowsAsync(context, Board.Workflows()));
        routes.Get("/api/workflows/{id}", WorkflowAsync);
        routes.Put("/api/attempts", StartAsync);
        routes.Get("/api/attempts", context => AttemptsAsync(context, Board.Attempts()));
        routes.Get("/api/attempts/{id}", context => WriteAsync(context, 200, Board.Attempt(context.Path("id"))));
        routes.Get("/api/attempts/{id}/tasks", TasksAsync);
        routes.Get("/api/attempts/{id}/retries", RetriesAsync);
        routes.Post("/api/attempts/{id}/kill", KillAsync);
        routes.Get("/api/sessions/{id}/attempts", SessionAttemptsAsync);
    }

    private Task ProjectsAsync(HttpContext context) =>
        WriteListAsync(
            context,
            "projects",
            Board.Workflows().DistinctBy(workflow => workflow.ProjectId),
            static (writer, workflow) =>
            {
                WriteReference(writer, workflow.ProjectId, workflow.Project);
                writer.WriteIsoDate("createdAt", workflow.CreatedAt);
                writer.WriteIsoDate("updatedAt", workflow.UpdatedAt);
            }
        );

    private Task ProjectWorkflowsAsync(HttpContext context)
    {
        var id = context.Path("id");
        var workflows = Board.Workflows().Where(workflow => Text(workflow.ProjectId) == id).ToList();
        return workflows.Count > 0
            ? WorkflowsAsync(context, workflows)
            : throw TdException.NotFound($"Resource does not exist: project id={id}");
    }

    private static Task WorkflowsAsync(HttpContext context, IEnumerable<WorkflowState> workflows) =>
        WriteListAsync(context, "workflows", workflows, WriteWorkflow);

    private Task WorkflowAsync(HttpContext context)
    {
        var workflow = Board.Workflow(context.Path("id"));
        return TdReply.JsonAsync(context, writer => WriteWorkflow(writer, workflow));
    }

    private async Task StartAsync(HttpContext context)
    {
        var body = await context.JsonObjectAsync().ConfigureAwait(false);
        var workflow = ReadWorkflow(body);
        if (body.TryGetProperty("resume", out var resume) && resume.ValueKind == JsonValueKind.Object)
            throw context.NotSupported("resume");
        var timeText = body.Text("sessionTime") ?? throw TdException.Missing("sessionTime");
        if (!DateTimeOffset.TryParse(timeText, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            throw TdException.BadRequest("'sessionTime' must be an ISO-8601 date");
        var parameters =
            body.TryGetProperty("params", out var given) && given.ValueKind == JsonValueKind.Object ? given.GetRawText() : "{}";
        var (attempt, isNew) = Board.Start(workflow, time, body.Text("retryAttemptName"), parameters);
        // A repeat is told which attempt there is, in the same shape.
        await WriteAsync(context, isNew ? 200 : 409, attempt).ConfigureAwait(false);
    }

    /// <summary>The workflow by its id, or by the names of its project and of itself.</summary>
    private WorkflowState ReadWorkflow(JsonElement body)
    {
        if (body.Text("workflowId") is { } id)
            return Board.Workflow(id);
        var (project, name) = (body.Text("projectName"), body.Text("workflowName"));
        if (project is null || name is null)
            throw TdException.Missing("workflowId");
        return Board.Workflows().FirstOrDefault(workflow => workflow.Project == project && workflow.Name == name)
            ?? throw TdException.NotFound($"Resource does not exist: project name={project}, workflow name={name}");
    }

    private async Task AttemptsAsync(HttpContext context, IEnumerable<AttemptState> attempts)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var (project, workflow) = (parameters.NotEmpty("project"), parameters.NotEmpty("workflow"));
        var lastId = parameters.Integer("last_id");
        var count = parameters.Integer("page_size") ?? parameters.Integer("count") ?? DefaultPage;
        var page = attempts
            .Where(attempt => project is null || WorkflowOf(attempt).Project == project)
            .Where(attempt => workflow is null || WorkflowOf(attempt).Name == workflow)
            .Where(attempt => lastId is null || attempt.Id < lastId)
            .Take(Math.Max(0, count));
        await WriteListAsync(context, "attempts", page, Write).ConfigureAwait(false);
    }

    private Task SessionAttemptsAsync(HttpContext context)
    {
        var id = context.Path("id");
        var attempts = Board.Attempts().Where(attempt => Text(attempt.SessionId) == id).ToList();
        return attempts.Count > 0
            ? AttemptsAsync(context, attempts)
            : throw TdException.NotFound($"Resource does not exist: session id={id}");
    }

    private Task RetriesAsync(HttpContext context)
    {
        var session = Board.Attempt(context.Path("id")).SessionId;
        return WriteListAsync(context, "attempts", Board.Attempts().Where(attempt => attempt.SessionId == session), Write);
    }

    /// <summary>One task: the workflow itself.</summary>
    private Task TasksAsync(HttpContext context) =>
        WriteListAsync(
            context,
            "tasks",
            [Board.Attempt(context.Path("id"))],
            (writer, attempt) =>
            {
                writer.WriteString("id", attempt.IdText);
                writer.WriteString("fullName", "+" + WorkflowOf(attempt).Name);
                writer.WriteNull("parentId");
                writer.WriteString("state", attempt.Status);
                writer.WriteBoolean("isGroup", true);
                writer.WriteIsoDate("startedAt", attempt.CreatedAt);
                writer.WriteIsoDate("updatedAt", attempt.UpdatedAt);
            }
        );

    private async Task KillAsync(HttpContext context)
    {
        await Board.KillAsync(Board.Attempt(context.Path("id"))).ConfigureAwait(false);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private Task WriteAsync(HttpContext context, int status, AttemptState attempt) =>
        TdReply.JsonAsync(context, status, writer => Write(writer, attempt));

    private void Write(Utf8JsonWriter writer, AttemptState attempt)
    {
        var workflow = WorkflowOf(attempt);
        writer.WriteString("id", attempt.IdText);
        writer.WriteNumber("index", attempt.Index);
        writer.WriteStartObject("project");
        WriteReference(writer, workflow.ProjectId, workflow.Project);
        writer.WriteEndObject();
        writer.WriteStartObject("workflow");
        WriteReference(writer, workflow.Id, workflow.Name);
        writer.WriteEndObject();
        writer.WriteString("sessionId", Text(attempt.SessionId));
        writer.WriteString("sessionUuid", attempt.SessionUuid);
        writer.WriteString("sessionTime", attempt.SessionTime.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        writer.WriteString("retryAttemptName", attempt.RetryAttemptName);
        writer.WriteBoolean("done", attempt.Status != AttemptStatus.Running);
        writer.WriteBoolean("success", attempt.Status == AttemptStatus.Success);
        writer.WriteBoolean("cancelRequested", attempt.CancelRequested);
        writer.WritePropertyName("params");
        writer.WriteRawValue(attempt.Params);
        writer.WriteNull("poolId");
        writer.WriteString("status", attempt.Status);
        writer.WriteIsoDate("createdAt", attempt.CreatedAt);
        writer.WriteIsoDate("finishedAt", attempt.FinishedAt);
    }

    private WorkflowState WorkflowOf(AttemptState attempt) => Board.Workflow(Text(attempt.WorkflowId));

    private static void WriteWorkflow(Utf8JsonWriter writer, WorkflowState workflow)
    {
        WriteReference(writer, workflow.Id, workflow.Name);
        writer.WriteStartObject("project");
        WriteReference(writer, workflow.ProjectId, workflow.Project);
        writer.WriteEndObject();
        writer.WriteString("timezone", "UTC");
    }

    private static void WriteReference(Utf8JsonWriter writer, long id, string name)
    {
        writer.WriteString("id", Text(id));
        writer.WriteString("name", name);
    }

    private static Task WriteListAsync<T>(HttpContext context, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write) =>
        TdReply.JsonAsync(
            context,
            writer =>
            {
                writer.WriteStartArray(name);
                foreach (var item in items)
                {
                    writer.WriteStartObject();
                    write(writer, item);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            }
        );

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
