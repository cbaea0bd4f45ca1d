using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Deals and the one pipeline of the emulator's account.</summary>
internal sealed class DealEndpoints(BrevoService service) : CrmEndpoints(service, CrmSchema.Deals, "/crm/deals", "deal_name")
{
    private const string Pipeline = "6093d296ad1e9c5cf2140a58";

    private static readonly (string Id, string Name)[] s_stages =
    [
        ("9e577ff7-8e42-4ab3-be26-2b5e01b42518", "New"),
        ("068d8f61-4e6e-4c0a-8f3e-21a0b9a7c001", "Qualifying"),
        ("068d8f61-4e6e-4c0a-8f3e-21a0b9a7c002", "Proposal sent"),
        ("068d8f61-4e6e-4c0a-8f3e-21a0b9a7c003", "Won"),
        ("068d8f61-4e6e-4c0a-8f3e-21a0b9a7c004", "Lost"),
    ];

    public override void Map(BrevoRoutes routes)
    {
        base.Map(routes);
        routes.Map("GET", "/crm/pipeline/details", static _ => BrevoAnswer.Json(200, WritePipeline));
        routes.Map("GET", "/crm/pipeline/details/all", static _ => BrevoAnswer.Items(200, WriteItem));
        routes.Map("GET", "/crm/pipeline/details/{pipelineID}", GetPipeline);
    }

    protected override byte IdKind => 2;

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

    protected override void OnChanged(BrevoStore store, JsonObject before, CrmRecord record, bool isNew)
    {
        var values = record.Attributes;
        if (isNew)
        {
            values["pipeline"] ??= Pipeline;
            values["deal_stage"] ??= s_stages[0].Id;
        }

        if (values["pipeline"]?.GetValue<string>() != Pipeline)
            throw BrevoError.Invalid("pipeline does not exist");
        if (!s_stages.Any(stage => stage.Id == values["deal_stage"]?.GetValue<string>()))
            throw BrevoError.Invalid("deal_stage does not exist in the pipeline");
        if (!JsonNode.DeepEquals(before["deal_stage"], values["deal_stage"]))
            values["stage_updated_at"] = ContactJson.Moment(record.ModifiedAt);
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
        BrevoRequest.Segment(context, 3) == Pipeline
            ? BrevoAnswer.Items(200, WriteItem)
            : throw BrevoError.Invalid("pipeline does not exist");

    private static void WriteItem(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WritePipeline(json);
        json.WriteEndObject();
    }

    private static void WritePipeline(Utf8JsonWriter json)
    {
        json.WriteString("pipeline", Pipeline);
        json.WriteString("pipeline_name", "Sales Pipeline");
        json.WriteStartArray("stages");
        foreach (var (id, name) in s_stages)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("name", name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
