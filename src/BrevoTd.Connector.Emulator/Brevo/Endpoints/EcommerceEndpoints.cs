using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>The e-commerce application: its activation and its currency.</summary>
internal sealed class EcommerceEndpoints(BrevoService service)
{
    private const string Kind = "ecommerce";

    public void Map(BrevoRoutes routes)
    {
        routes.Map("POST", "/ecommerce/activate", Activate);
        routes.Map("GET", "/ecommerce/config/displayCurrency", GetCurrency);
        routes.Map("POST", "/ecommerce/config/displayCurrency", SetCurrencyAsync);
    }

    private BrevoAnswer Activate(HttpContext context) =>
        service.Store.Update(store =>
        {
            if (store.Documents(Kind).Find("currency") is null)
                Put(store, "EUR");
            return new BrevoAnswer(200, default);
        });

    private BrevoAnswer GetCurrency(HttpContext context) =>
        service.Store.Read(store =>
        {
            using var content = Find(store).Parse();
            var code = content.RootElement.GetProperty("code").GetString()!;
            return BrevoAnswer.Json(200, json => json.WriteString("code", code));
        });

    private async ValueTask<BrevoAnswer> SetCurrencyAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        if (BrevoRequest.Text(document.RootElement, "code") is not { Length: > 0 } code)
            throw BrevoError.Missing("code is missing");
        if (code.Length != 3 || !code.All(char.IsAsciiLetterUpper))
            throw new BrevoError(422, "unprocessable_entity", "Invalid ISO 4217 currency code.");
        return service.Store.Update(store =>
        {
            Find(store);
            Put(store, code);
            return BrevoAnswer.Json(200, json => json.WriteString("code", code));
        });
    }

    private static Document Find(BrevoStore store) =>
        store.Documents(Kind).Find("currency")
        ?? throw new BrevoError(403, "permission_denied", "Permission denied. eCommerce is not activated.");

    private void Put(BrevoStore store, string code) =>
        store
            .Documents(Kind)
            .Put(new Document(1, "currency", service.Now, service.Now, JsonParts.Object(json => json.WriteString("code", code))));
}
