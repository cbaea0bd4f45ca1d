using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>The same objects as JSON:API entities (reference §10).</summary>
internal sealed class EntityEndpoints(TreasureDataAccount account)
{
    private const int MaximumDepth = 32;

    private CdpStore Cdp => account.Cdp;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/entities/parent_segments", ListAsync);
        routes.Get("/entities/parent_segments/{id}", ShowAsync);
        routes.Get("/entities/segments/{id}", ShowSegmentAsync);
        routes.Get("/entities/by-folder/{id}", ByFolderAsync);
    }

    /// <summary>Documented as an array of objects with <c>data</c>.</summary>
    private Task ListAsync(HttpContext context) => TdReply.ListAsync(context, Cdp.Audiences.All(), WriteData);

    private Task ShowAsync(HttpContext context)
    {
        var audience = Cdp.Audience(context.Path("id"));
        return TdReply.JsonAsync(context, writer => WriteData(writer, audience));
    }

    private Task ShowSegmentAsync(HttpContext context)
    {
        var segment = Cdp.Segments.Find(context.Path("id")) ?? throw TdException.NotFound("segment not found");
        return TdReply.JsonAsync(
            context,
            writer =>
            {
                writer.WriteStartObject("data");
                Write(writer, segment);
                writer.WriteEndObject();
            }
        );
    }

    private async Task ByFolderAsync(HttpContext context)
    {
        var root = Cdp.Folders.Find(context.Path("id")) ?? throw TdException.NotFound("folder not found");
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var depth = Math.Clamp(parameters.Integer("depth") ?? 1, 1, MaximumDepth);
        await TdReply
            .JsonAsync(
                context,
                writer =>
                {
                    writer.WriteStartArray("data");
                    WriteChildren(writer, Cdp.Audience(CdpJson.Text(root.AudienceId)), root.Id, depth);
                    writer.WriteEndArray();
                }
            )
            .ConfigureAwait(false);
    }

    private void WriteChildren(Utf8JsonWriter writer, AudienceState audience, long parent, int depth)
    {
        foreach (var segment in Cdp.SegmentsOf(audience).Where(segment => segment.FolderId == parent))
        {
            writer.WriteStartObject();
            Write(writer, segment);
            writer.WriteEndObject();
        }

        foreach (var folder in Cdp.FoldersOf(audience).Where(folder => folder.ParentId == parent))
        {
            writer.WriteStartObject();
            Write(writer, folder);
            writer.WriteEndObject();
            if (depth > 1)
                WriteChildren(writer, audience, folder.Id, depth - 1);
        }
    }

    private static void WriteData(Utf8JsonWriter writer, AudienceState audience)
    {
        writer.WriteStartObject("data");
        writer.WriteString("id", audience.IdText);
        writer.WriteString("type", "parentSegment");
        writer.WriteStartObject("attributes");
        writer.WriteString("name", audience.Name);
        writer.WriteString("description", audience.Description);
        writer.WriteIsoDate("matrixUpdatedAt", audience.MatrixUpdatedAt);
        writer.WriteNumberOrNull("population", audience.Population);
        writer.WriteString("scheduleType", "none");
        writer.WriteString("timezone", "UTC");
        CdpJson.WriteDates(writer, audience);
        writer.WriteEndObject();
        writer.WriteStartObject("relationships");
        WriteFolder(writer, "parentFolder", audience.RootFolderId);
        WriteFolder(writer, "parentSegmentFolder", audience.RootFolderId);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SegmentState segment)
    {
        writer.WriteString("id", segment.IdText);
        writer.WriteString("type", "segment-batch");
        writer.WriteStartObject("attributes");
        writer.WriteString("audienceId", CdpJson.Text(segment.AudienceId));
        writer.WriteString("name", segment.Name);
        writer.WriteString("description", segment.Description);
        writer.WriteNumberOrNull("population", segment.Population);
        CdpJson.WriteDates(writer, segment);
        CdpJson.WriteRule(writer, segment);
        writer.WriteEndObject();
        writer.WriteStartObject("relationships");
        WriteFolder(writer, "parentFolder", segment.FolderId);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, FolderState folder)
    {
        writer.WriteString("id", folder.IdText);
        writer.WriteString("type", "folder-segment");
        writer.WriteStartObject("attributes");
        writer.WriteString("audienceId", CdpJson.Text(folder.AudienceId));
        writer.WriteString("name", folder.Name);
        writer.WriteString("description", folder.Description);
        CdpJson.WriteDates(writer, folder);
        writer.WriteEndObject();
        writer.WriteStartObject("relationships");
        if (folder.ParentId is { } parent)
            WriteFolder(writer, "parentFolder", parent);
        writer.WriteEndObject();
    }

    private static void WriteFolder(Utf8JsonWriter writer, string name, long folder)
    {
        writer.WriteStartObject(name);
        writer.WriteStartObject("data");
        writer.WriteString("id", CdpJson.Text(folder));
        writer.WriteString("type", "folder-segment");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
