using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>What one contact did with the campaigns it got.</summary>
internal sealed class ContactStatisticsEndpoints(BrevoService service)
{
    public void Map(BrevoRoutes routes) => routes.Map("GET", "/contacts/{identifier}/campaignStats", Get);

    /// <summary>Events of a contact's e-mail campaigns within a time, oldest first.</summary>
    public static IReadOnlyList<MessageEvent> EventsOf(BrevoService service, Contact contact, EventPeriod period) =>
        contact.Email is not { } email
            ? []
            :
            [
                .. service
                    .MessageEvents.OfRecipient(email)
                    .Where(happened => happened is { CampaignId: not null, Channel: MessageChannel.Email } && period.Covers(happened.At)),
            ];

    private BrevoAnswer Get(HttpContext context)
    {
        // The window is checked before the contact is looked up.
        var period =
            EventPeriod.Of(context, EventPeriod.MaximumDays, service.Now) ?? EventPeriod.Last(EventPeriod.MaximumDays, service.Now);
        var contact = service.Store.Read(store => ContactEndpoints.Find(context, store, phonesToo: false));
        return BrevoAnswer.Json(200, json => ContactStatisticsJson.Write(json, EventsOf(service, contact, period)));
    }
}
