using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Parent segments, their runs and folders (reference §10).</summary>
internal sealed class AudienceEndpoints(TreasureDataAccount account)
{
    private readonly AudienceBuilder _builder = new(account);

    private CdpStore Cdp => account.Cdp;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/audiences", context => TdReply.ListAsync(context, Cdp.Audiences.All(), CdpJson.WriteAudience));
        routes.Get("/audiences/{id}", ShowAsync);
        routes.Get("/master_segments", ListLightAsync);
        routes.Get("/audiences/{id}/attributes", AttributesAsync);
        routes.Get("/audiences/{id}/behaviors", BehaviorsAsync);
        routes.Post("/audiences/{id}/run", RunAsync);
        routes.Get("/audiences/{id}/executions", ExecutionsAsync);
        routes.Get("/audiences/{id}/folders", context => TdReply.ListAsync(context, Cdp.FoldersOf(Audience(context)), CdpJson.WriteFolder));
        routes.Post("/audiences/{id}/folders", CreateFolderAsync);
        routes.Get("/audiences/{id}/folders/{fid}", ShowFolderAsync);
        routes.Delete("/audiences/{id}/folders/{fid}", DeleteFolderAsync);
        routes.Get("/audiences/{id}/folders/{fid}/segments", FolderSegmentsAsync);
    }

    private AudienceState Audience(HttpContext context) => Cdp.Audience(context.Path("id"));

    private Task ShowAsync(HttpContext context)
    {
        var audience = Audience(context);
        return TdReply.JsonAsync(context, writer => CdpJson.WriteAudience(writer, audience));
    }

    private Task ListLightAsync(HttpContext context) =>
        TdReply.ListAsync(
            context,
            Cdp.Audiences.All(),
            static (writer, audience) =>
            {
                writer.WriteString("id", audience.IdText);
                writer.WriteString("name", audience.Name);
                writer.WriteString("description", audience.Description);
                writer.WriteNumberOrNull("population", audience.Population);
                writer.WriteIsoDate("updatedAt", audience.UpdatedAt);
                writer.WriteIsoDate("matrixUpdatedAt", audience.MatrixUpdatedAt);
                writer.WriteString("scheduleType", "none");
            }
        );

    private Task AttributesAsync(HttpContext context)
    {
        var audience = Audience(context);
        var columns = account.Tables.Find(audience.OutputDatabase, "customers")?.Columns ?? [];
        return TdReply.ListAsync(
            context,
            audience.Attributes,
            (writer, attribute) =>
            {
                var type = columns.FirstOrDefault(column => column.Alias == attribute.Alias)?.Type ?? "string";
                CdpJson.WriteAttribute(writer, audience, attribute, CdpJson.Type(type));
            }
        );
    }

    private Task BehaviorsAsync(HttpContext context)
    {
        var audience = Audience(context);
        return TdReply.ListAsync(
            context,
            audience.Behaviors,
            (writer, behavior) =>
            {
                var columns = account.Tables.Find(audience.OutputDatabase, behavior.OutputTable)?.Columns ?? [];
                CdpJson.WriteBehavior(writer, behavior, columns);
            }
        );
    }

    private Task RunAsync(HttpContext context)
    {
        var execution = _builder.Start(Audience(context));
        return TdReply.JsonAsync(
            context,
            writer => CdpJson.WriteExecution(writer, execution, account.Workflows.FindAttempt(execution.AttemptId))
        );
    }

    private Task ExecutionsAsync(HttpContext context) =>
        TdReply.ListAsync(
            context,
            Cdp.ExecutionsOf(Audience(context), syndication: null),
            (writer, execution) => CdpJson.WriteExecution(writer, execution, account.Workflows.FindAttempt(execution.AttemptId))
        );

    private async Task CreateFolderAsync(HttpContext context)
    {
        var audience = Audience(context);
        var body = await context.JsonObjectAsync().ConfigureAwait(false);
        var parent = Cdp.Folder(audience, body.Text("parentFolderId") ?? CdpJson.Text(audience.RootFolderId));
        var folder = Cdp.Folders.Add(
            new FolderState
            {
                AudienceId = audience.Id,
                Name = body.Text("name") is { Length: > 0 } name ? name : throw TdException.Invalid("name is missing"),
                Description = body.Text("description"),
                ParentId = parent.Id,
            }
        );
        await TdReply.JsonAsync(context, writer => CdpJson.WriteFolder(writer, folder)).ConfigureAwait(false);
    }

    private Task ShowFolderAsync(HttpContext context)
    {
        var folder = Cdp.Folder(Audience(context), context.Path("fid"));
        return TdReply.JsonAsync(context, writer => CdpJson.WriteFolder(writer, folder));
    }

    private Task DeleteFolderAsync(HttpContext context)
    {
        var audience = Audience(context);
        var folder = Cdp.Folder(audience, context.Path("fid"));
        if (
            folder.ParentId is null
            || Cdp.FoldersOf(audience).Any(child => child.ParentId == folder.Id)
            || Cdp.SegmentsOf(audience).Any(segment => segment.FolderId == folder.Id)
        )
            throw TdException.Conflict("folder is not empty");
        Cdp.Folders.Remove(folder.Id);
        return TdReply.JsonAsync(context, writer => CdpJson.WriteFolder(writer, folder));
    }

    private Task FolderSegmentsAsync(HttpContext context)
    {
        var audience = Audience(context);
        var folder = Cdp.Folder(audience, context.Path("fid"));
        var segments = Cdp.SegmentsOf(audience).Where(segment => segment.FolderId == folder.Id);
        return TdReply.ListAsync(context, segments, CdpJson.WriteSegment);
    }
}
