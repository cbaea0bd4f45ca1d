using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Addresses and domains that get no transactional e-mail.</summary>
internal sealed class BlockListEndpoints(BrevoService service)
{
    public void Map(BrevoRoutes routes)
    {
        routes.Map("GET", "/smtp/blockedContacts", List);
        routes.Map("DELETE", "/smtp/blockedContacts/{email}", Unblock);
        routes.Map("GET", "/smtp/blockedDomains", ListDomains);
        routes.Map("POST", "/smtp/blockedDomains", BlockDomainAsync);
        routes.Map("DELETE", "/smtp/blockedDomains/{domain}", UnblockDomain);
        routes.Map("POST", "/smtp/deleteHardbounces", DeleteHardBouncesAsync);
    }

    private BlockList Blocks => service.Messages.Blocks;

    private BrevoAnswer List(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 50, 100);
        var days = EventDays.Pair(context, "startDate", "endDate");
        if (days is { } given && given.End > EventDays.DayOf(service.Now))
            throw BrevoError.Invalid("Dates should not be in the future");
        var senders = BrevoRequest.Text(context, "senders")?.ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries);
        var found = Blocks
            .Entries.Where(entry =>
                days?.Contains(entry.At) != false && (senders is null || entry.Sender is null || senders.Contains(entry.Sender))
            )
            .ToList();
        return BrevoAnswer.Json(
            200,
            json =>
            {
                json.WriteNumber("count", found.Count);
                json.WriteStartArray("contacts");
                foreach (var entry in page.Of(found))
                {
                    json.WriteStartObject();
                    json.WriteString("email", entry.Email);
                    json.WriteString("senderEmail", entry.Sender);
                    json.WriteStartObject("reason");
                    json.WriteString("code", entry.Code);
                    json.WriteString("message", entry.Reason);
                    json.WriteEndObject();
                    json.WriteString("blockedAt", ContactJson.Moment(entry.At));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        );
    }

    private BrevoAnswer Unblock(HttpContext context)
    {
        if (!Identifiers.TryEmail(BrevoRequest.Segment(context, 2), out var email))
            throw BrevoError.Invalid("email is not valid");
        return Blocks.Remove(entry => entry.Email == email) > 0
            ? BrevoAnswer.NoContent
            : throw BrevoError.NotFound("Contact email not found");
    }

    private BrevoAnswer ListDomains(HttpContext context) =>
        BrevoAnswer.Json(
            200,
            json =>
            {
                json.WriteStartArray("domains");
                foreach (var domain in Blocks.Domains)
                    json.WriteStringValue(domain);
                json.WriteEndArray();
            }
        );

    private async ValueTask<BrevoAnswer> BlockDomainAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var domain = BrevoRequest.Text(document.RootElement, "domain") ?? throw BrevoError.Missing("domain is missing");
        if (!Identifiers.TryEmail($"a@{domain}", out var address))
            throw BrevoError.Invalid("domain is not valid");
        return Blocks.AddDomain(address[2..], service.Now)
            ? BrevoAnswer.CreatedWithoutBody
            : throw BrevoError.Duplicate("Domain is already blocked");
    }

    private BrevoAnswer UnblockDomain(HttpContext context) =>
        Blocks.RemoveDomain(BrevoRequest.Segment(context, 2).ToLowerInvariant())
            ? BrevoAnswer.NoContent
            : throw BrevoError.NotFound("Domain not found");

    private async ValueTask<BrevoAnswer> DeleteHardBouncesAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        var start = BrevoRequest.Text(body, "startDate");
        var end = BrevoRequest.Text(body, "endDate");
        if (start is null != end is null)
            throw BrevoError.Missing("startDate and endDate are mandatory together");
        var days = start is null ? (EventDays?)null : new EventDays(EventDays.Parse(start, "startDate"), EventDays.Parse(end!, "endDate"));
        if (days is { } given && given.End < given.Start)
            throw BrevoError.Invalid("startDate should not be after endDate");
        string? email = null;
        if (BrevoRequest.Text(body, "contactEmail") is { } text && !Identifiers.TryEmail(text, out email))
            throw BrevoError.Invalid("contactEmail is not valid");
        Blocks.Remove(entry =>
            entry.Code == BlockEntry.HardBounce && (email is null || entry.Email == email) && days?.Contains(entry.At) != false
        );
        return BrevoAnswer.NoContent;
    }
}
