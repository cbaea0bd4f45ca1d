using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Deals and their pipeline. They come by offset, and a change answers nothing.</summary>
internal sealed class DealEndpoints(BrevoService service) : CrmEndpoints(service, CrmSchema.Deals, "/crm/deals")
{
    public override void Map(BrevoRoutes routes)
    {
        base.Map(routes);
        routes.Map("GET", "/crm/pipeline/details", static _ => BrevoAnswer.Json(200, CrmPipeline.Write));
        routes.Map("GET", "/crm/pipeline/details/all", static _ => BrevoAnswer.Items(200, WriteItem));
        routes.Map("GET", "/crm/pipeline/details/{pipelineID}", GetPipeline);
    }

    protected override int CreatedStatus => 201;

    protected override string ModifiedAttribute => "last_updated_date";

    protected override string OwnerAttribute => "deal_owner";

    protected override (string All, string Link, string Unlink) OtherMembers =>
        ("linkedCompaniesIds", "linkCompanyIds", "unlinkCompanyIds");

    protected override (string Contact, string Other) LinkFilters => ("filters[linkedContactsIds]", "filters[linkedCompaniesIds]");

    protected override Page PageOf(HttpContext context, int limit)
    {
        var offset = BrevoRequest.OptionalNumber(context, "offset") ?? 0;
        if (offset < 0)
            throw BrevoError.OutOfRange("offset should not be negative");
        return new Page(limit, offset, IsAscending(context));
    }

    protected override void CheckBody(JsonElement body, bool isNew)
    {
        if (
            !isNew
            && BrevoRequest.Member(body, "attributes") is { ValueKind: JsonValueKind.Object } attributes
            && attributes.TryGetProperty("pipeline", out _)
            && !attributes.TryGetProperty("deal_stage", out _)
        )
            throw BrevoError.Invalid("deal_stage is needed with pipeline");
    }

    protected override BrevoAnswer Updated(BrevoStore store, CrmRecord record) => BrevoAnswer.NoContent;

    private static BrevoAnswer GetPipeline(HttpContext context) =>
        BrevoRequest.Segment(context, 3) == CrmPipeline.Id
            ? BrevoAnswer.Items(200, WriteItem)
            : throw BrevoError.Invalid("pipeline does not exist");

    private static void WriteItem(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        CrmPipeline.Write(json);
        json.WriteEndObject();
    }
}
