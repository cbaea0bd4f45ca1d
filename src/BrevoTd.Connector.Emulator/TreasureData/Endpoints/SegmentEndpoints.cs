using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Segments and their statistics (reference §10).</summary>
internal sealed class SegmentEndpoints(TreasureDataAccount account)
{
    private CdpStore Cdp => account.Cdp;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get(
            "/audiences/{id}/segments",
            context => TdReply.ListAsync(context, Cdp.SegmentsOf(Audience(context)), CdpJson.WriteSegment)
        );
        routes.Post("/audiences/{id}/segments", CreateAsync);
        routes.Get("/audiences/{id}/segments/{sid}", context => WriteAsync(context, Segment(context)));
        routes.Put("/audiences/{id}/segments/{sid}", UpdateAsync);
        routes.Delete("/audiences/{id}/segments/{sid}", DeleteAsync);
        routes.Get("/audiences/{id}/segments/{sid}/statistics", StatisticsAsync);
    }

    private AudienceState Audience(HttpContext context) => Cdp.Audience(context.Path("id"));

    private SegmentState Segment(HttpContext context) => Cdp.Segment(Audience(context), context.Path("sid"));

    private async Task CreateAsync(HttpContext context)
    {
        var audience = Audience(context);
        var body = await context.JsonObjectAsync().ConfigureAwait(false);
        var template = Read(
            audience,
            body,
            new SegmentState
            {
                AudienceId = audience.Id,
                Name = "",
                FolderId = audience.RootFolderId,
            }
        );
        await WriteAsync(context, Cdp.Segments.Add(template)).ConfigureAwait(false);
    }

    private async Task UpdateAsync(HttpContext context)
    {
        var (audience, segment) = (Audience(context), Segment(context));
        var body = await context.JsonObjectAsync().ConfigureAwait(false);
        var changed = Read(audience, body, segment);
        await WriteAsync(context, Cdp.Segments.Change(segment.Id, _ => changed)!).ConfigureAwait(false);
    }

    private Task DeleteAsync(HttpContext context)
    {
        var segment = Segment(context);
        if (Cdp.SyndicationsOf(segment).Count > 0)
            throw TdException.Conflict("segment has syndications");
        Cdp.Segments.Remove(segment.Id);
        return WriteAsync(context, segment);
    }

    private async Task StatisticsAsync(HttpContext context)
    {
        var segment = Segment(context);
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var (from, to) = (Seconds(parameters, "from") ?? long.MinValue, Seconds(parameters, "to") ?? long.MaxValue);
        await TdReply
            .ValueAsync(
                context,
                200,
                writer =>
                {
                    writer.WriteStartArray();
                    foreach (var point in segment.Statistics.Where(point => point.Time >= from && point.Time <= to))
                    {
                        writer.WriteStartArray();
                        writer.WriteNumberValue(point.Time);
                        writer.WriteNumberValue(point.Population);
                        writer.WriteBooleanValue(true);
                        writer.WriteEndArray();
                    }

                    writer.WriteEndArray();
                }
            )
            .ConfigureAwait(false);
    }

    /// <summary>Members that are not there stay as they are.</summary>
    private SegmentState Read(AudienceState audience, JsonElement body, SegmentState known)
    {
        var name = body.Text("name") ?? known.Name;
        if (name.Length == 0)
            throw TdException.Invalid("name is missing");
        var kind = body.Text("kind") is { } text
            ? int.TryParse(text, CultureInfo.InvariantCulture, out var given)
                ? given
                : -1
            : known.Kind;
        if (kind is not 0)
            throw kind is 1 or 2
                ? TdException.NotSupported($"segments of kind {kind}", "The emulator has batch segments (kind 0)")
                : TdException.Invalid("kind is invalid");
        var rule = known.Rule;
        if (body.TryGetProperty("rule", out var newRule))
        {
            rule = newRule.ValueKind == JsonValueKind.Null ? null : newRule.GetRawText();
            Cdp.Sql(audience, account.Tables).Condition(newRule);
        }

        return known with
        {
            Name = name,
            Description = body.TryGetProperty("description", out _) ? body.Text("description") : known.Description,
            Kind = kind,
            FolderId = body.Text("segmentFolderId") is { } folder ? Cdp.Folder(audience, folder).Id : known.FolderId,
            Rule = rule,
        };
    }

    private static long? Seconds(TdParameters parameters, string name) =>
        JobEndpoints.ReadTime(parameters.NotEmpty(name), name)?.ToUnixTimeSeconds();

    private static Task WriteAsync(HttpContext context, SegmentState segment) =>
        TdReply.JsonAsync(context, writer => CdpJson.WriteSegment(writer, segment));
}
