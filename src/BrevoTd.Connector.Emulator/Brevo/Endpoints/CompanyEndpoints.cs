using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Companies. They come in pages with numbers, and a change answers the whole company.</summary>
internal sealed class CompanyEndpoints(BrevoService service) : CrmEndpoints(service, CrmSchema.Companies, "/companies")
{
    protected override int CreatedStatus => 200;

    protected override string ModifiedAttribute => "last_updated_at";

    protected override string OwnerAttribute => "owner";

    protected override (string All, string Link, string Unlink) OtherMembers => ("linkedDealsIds", "linkDealsIds", "unlinkDealsIds");

    protected override (string Contact, string Other) LinkFilters => ("linkedContactsIds", "linkedDealsIds");

    protected override Page PageOf(HttpContext context, int limit)
    {
        var number = BrevoRequest.OptionalNumber(context, "page") ?? 1;
        if (number < 1)
            throw BrevoError.OutOfRange("page should be a positive number");
        return new Page(limit, (number - 1) * limit, IsAscending(context));
    }

    protected override BrevoAnswer Updated(BrevoStore store, CrmRecord record) => Answer(store, record);
}
