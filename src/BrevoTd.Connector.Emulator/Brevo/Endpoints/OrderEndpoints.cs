using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Orders: one, many, and the listing.</summary>
internal sealed class OrderEndpoints(BrevoService service)
{
    public const string Kind = "orders";
    public const int MaximumBatch = 1_000;

    private static readonly string[] s_mandatory = ["id", "createdAt", "updatedAt", "status", "amount", "products"];

    private static readonly string[] s_members =
    [
        "id",
        "createdAt",
        "updatedAt",
        "contact_id",
        "status",
        "amount",
        "storeId",
        "identifiers",
        "billing",
        "products",
        "email",
        "coupons",
        "metaInfo",
    ];

    public void Map(BrevoRoutes routes)
    {
        routes.Map("GET", "/orders", List);
        routes.Map("POST", "/orders/status", UpsertAsync);
        routes.Map("POST", "/orders/status/batch", UpsertBatchAsync);
    }

    private BrevoAnswer List(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 50, 100);
        var modifiedSince = BrevoRequest.Moment(context, "modifiedSince");
        var createdSince = BrevoRequest.Moment(context, "createdSince");
        return service.Store.Read(store =>
        {
            var orders = store
                .Documents(Kind)
                .InOrder.Where(order => service.IsSince(order.ModifiedAt, modifiedSince) && service.IsSince(order.CreatedAt, createdSince))
                .ToList();
            return BrevoAnswer.Json(
                200,
                json =>
                {
                    json.WriteStartArray("orders");
                    foreach (var order in page.Of(orders))
                        json.WriteRawValue(order.Json, skipInputValidation: true);
                    json.WriteEndArray();
                    json.WriteNumber("count", orders.Count);
                }
            );
        });
    }

    private async ValueTask<BrevoAnswer> UpsertAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        Check(document.RootElement);
        return service.Store.Update(store =>
        {
            Put(store, document.RootElement);
            return BrevoAnswer.NoContent;
        });
    }

    private async ValueTask<BrevoAnswer> UpsertBatchAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        if (BrevoRequest.Member(body, "orders") is not { ValueKind: JsonValueKind.Array } orders || orders.GetArrayLength() == 0)
            throw BrevoError.Missing("orders is missing");
        if (orders.GetArrayLength() > MaximumBatch)
            throw BrevoError.OutOfRange($"A maximum of {MaximumBatch} orders can be passed");
        _ = BrevoRequest.Boolean(body, "historical");
        foreach (var order in orders.EnumerateArray())
            Check(order);
        return service.Store.Update(store =>
        {
            var batchId = service.Batches.Accept(store, BackgroundBatches.Orders, "", body);
            return BrevoAnswer.Json(
                202,
                json =>
                {
                    json.WriteNumber("batch_id", batchId);
                    json.WriteNumber("count", orders.GetArrayLength());
                }
            );
        });
    }

    /// <summary>Applies an accepted batch.</summary>
    public static void Apply(BrevoStore store, JsonElement body)
    {
        foreach (var order in body.GetProperty("orders").EnumerateArray())
            Put(store, order);
    }

    private static void Check(JsonElement order)
    {
        if (order.ValueKind != JsonValueKind.Object)
            throw BrevoError.Invalid("an order should be an object");
        foreach (var name in s_mandatory)
        {
            if (BrevoRequest.Member(order, name) is not { } value || (value.ValueKind == JsonValueKind.String && value.GetString() is ""))
                throw BrevoError.Missing($"{name} is missing");
        }

        foreach (var name in (string[])["createdAt", "updatedAt"])
        {
            if (!EventReader.IsMoment(order.GetProperty(name), out _))
                throw BrevoError.Invalid($"{name} should be a UTC date-time, YYYY-MM-DDTHH:mm:ssZ");
        }

        if (order.GetProperty("amount").ValueKind != JsonValueKind.Number)
            throw BrevoError.Invalid("amount should be a number");
        if (order.GetProperty("products").ValueKind != JsonValueKind.Array)
            throw BrevoError.Invalid("products should be an array");
        foreach (var line in order.GetProperty("products").EnumerateArray())
        {
            if (
                line.ValueKind != JsonValueKind.Object
                || BrevoRequest.Member(line, "productId") is null
                || BrevoRequest.Member(line, "price") is not { ValueKind: JsonValueKind.Number }
            )
                throw BrevoError.Missing("productId or price is missing");
            if (BrevoRequest.Member(line, "quantity") is null && BrevoRequest.Member(line, "quantityFloat") is null)
                throw BrevoError.Missing("quantity is missing");
        }
    }

    private static void Put(BrevoStore store, JsonElement order)
    {
        var orders = store.Documents(Kind);
        var id = BrevoRequest.Text(order, "id")!;
        var stored = orders.Find(id);
        using var whole = JsonDocument.Parse(
            JsonParts.Object(json =>
            {
                foreach (
                    var member in order.EnumerateObject().Where(static member => member.Name is not ("coupons" or "contact_id" or "email"))
                )
                    member.WriteTo(json);

                // "Stored case insensitive."
                if (BrevoRequest.Texts(order, "coupons") is { } coupons)
                {
                    json.WriteStartArray("coupons");
                    foreach (var coupon in coupons)
                        json.WriteStringValue(coupon.ToLowerInvariant());
                    json.WriteEndArray();
                }

                if (FindContact(store, order) is { } contact)
                {
                    json.WriteNumber("contact_id", contact.Id);
                    if (contact.Email is not null)
                        json.WriteString("email", contact.Email);
                }
            })
        );
        EventReader.IsMoment(order.GetProperty("createdAt"), out var createdAt);
        EventReader.IsMoment(order.GetProperty("updatedAt"), out var updatedAt);
        orders.Put(
            new Document(
                stored?.Number ?? orders.NextNumber,
                id,
                createdAt,
                updatedAt,
                JsonParts.Overlay(stored, whole.RootElement, s_members)
            )
        );
    }

    private static Contact? FindContact(BrevoStore store, JsonElement order)
    {
        if (BrevoRequest.Member(order, "identifiers") is not { ValueKind: JsonValueKind.Object } identifiers)
            return null;
        if (Identifiers.TryEmail(BrevoRequest.Text(identifiers, "email_id"), out var email) && store.ByEmail(email) is { } byEmail)
            return byEmail;
        if (BrevoRequest.Text(identifiers, "ext_id") is { Length: > 0 } extId && store.ByExtId(extId) is { } byExtId)
            return byExtId;
        return Identifiers.TryPhone(BrevoRequest.Text(identifiers, "phone_id"), out var phone)
            ? store.ByPhone(ContactKey.Sms, phone)
            : null;
    }
}
