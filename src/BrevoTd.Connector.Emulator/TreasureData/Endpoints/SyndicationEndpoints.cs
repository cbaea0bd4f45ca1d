using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Activations ("syndications") and their runs (reference §10).</summary>
internal sealed class SyndicationEndpoints(TreasureDataAccount account)
{
    private const string Path = "/audiences/{id}/segments/{sid}/syndications";

    private readonly AudienceBuilder _builder = new(account);

    private CdpStore Cdp => account.Cdp;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get(Path, context => TdReply.ListAsync(context, Cdp.SyndicationsOf(Segment(context)), Write));
        routes.Post(Path, CreateAsync);
        routes.Get(Path + "/{yid}", context => WriteAsync(context, Syndication(context)));
        routes.Put(Path + "/{yid}", UpdateAsync);
        routes.Delete(Path + "/{yid}", DeleteAsync);
        routes.Post(Path + "/{yid}/run", RunAsync);
        routes.Post("/entities/segments/{sid}/syndications/{yid}/run", RunEntityAsync);
        routes.Get("/audiences/{id}/syndications", ListAllAsync);
        routes.Get("/entities/parent_segments/{id}/syndications", ListAllAsync);
    }

    private AudienceState Audience(HttpContext context) => Cdp.Audience(context.Path("id"));

    private SegmentState Segment(HttpContext context) => Cdp.Segment(Audience(context), context.Path("sid"));

    private SyndicationState Syndication(HttpContext context) => Cdp.Syndication(Segment(context), context.Path("yid"));

    private async Task ListAllAsync(HttpContext context)
    {
        var audience = Audience(context);
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var withoutDetail = parameters["without_detail"] == "true";
        var all = Cdp.Syndications.All().Where(syndication => syndication.AudienceId == audience.Id);
        await TdReply
            .ListAsync(
                context,
                all,
                (writer, syndication) =>
                {
                    if (!withoutDetail)
                    {
                        Write(writer, syndication);
                        return;
                    }

                    using var definition = JsonDocument.Parse(syndication.Definition);
                    writer.WriteString("id", syndication.IdText);
                    writer.WriteString("audienceId", audience.IdText);
                    writer.WriteString("segmentId", CdpJson.Text(syndication.SegmentId));
                    writer.WriteString("name", definition.RootElement.Text("name"));
                }
            )
            .ConfigureAwait(false);
    }

    private async Task CreateAsync(HttpContext context)
    {
        var segment = Segment(context);
        var body = await context.JsonObjectAsync().ConfigureAwait(false);
        var syndication = Cdp.Syndications.Add(
            new SyndicationState
            {
                AudienceId = segment.AudienceId,
                SegmentId = segment.Id,
                Definition = Check(Audience(context), JsonMembers.Merge("{}", body)),
            }
        );
        await WriteAsync(context, syndication).ConfigureAwait(false);
    }

    private async Task UpdateAsync(HttpContext context)
    {
        var syndication = Syndication(context);
        var body = await context.JsonObjectAsync().ConfigureAwait(false);
        var definition = Check(Audience(context), JsonMembers.Merge(syndication.Definition, body));
        var changed = Cdp.Syndications.Change(syndication.Id, known => known with { Definition = definition })!;
        await WriteAsync(context, changed).ConfigureAwait(false);
    }

    private Task DeleteAsync(HttpContext context)
    {
        var syndication = Syndication(context);
        Cdp.Syndications.Remove(syndication.Id);
        return WriteAsync(context, syndication);
    }

    private Task RunAsync(HttpContext context) => RunAsync(context, Audience(context), Segment(context), Syndication(context));

    private Task RunEntityAsync(HttpContext context)
    {
        var segment = Cdp.Segments.Find(context.Path("sid")) ?? throw TdException.NotFound("segment not found");
        var audience = Cdp.Audience(CdpJson.Text(segment.AudienceId));
        return RunAsync(context, audience, segment, Cdp.Syndication(segment, context.Path("yid")));
    }

    private Task RunAsync(HttpContext context, AudienceState audience, SegmentState segment, SyndicationState syndication)
    {
        var execution = _builder.Start(audience, segment, syndication);
        return TdReply.JsonAsync(
            context,
            writer => CdpJson.WriteExecution(writer, execution, account.Workflows.FindAttempt(execution.AttemptId))
        );
    }

    /// <summary>Every column that an activation sends must be there.</summary>
    private string Check(AudienceState audience, string definition)
    {
        using var json = JsonDocument.Parse(definition);
        if (json.RootElement.Text("name") is not { Length: > 0 })
            throw TdException.Invalid("name is missing");
        var sql = Cdp.Sql(audience, account.Tables);
        foreach (var column in json.RootElement.Items("columns"))
            sql.Column(column.Member("source")?.Text("column") ?? throw TdException.Invalid("a column has no source"));
        return definition;
    }

    private Task WriteAsync(HttpContext context, SyndicationState syndication) =>
        TdReply.JsonAsync(context, writer => Write(writer, syndication));

    private void Write(Utf8JsonWriter writer, SyndicationState syndication)
    {
        var executions = Cdp.ExecutionsOf(Cdp.Audience(CdpJson.Text(syndication.AudienceId)), syndication.Id);
        CdpJson.WriteSyndication(
            writer,
            syndication,
            executions.Select(execution => (execution, account.Workflows.FindAttempt(execution.AttemptId)))
        );
    }
}
