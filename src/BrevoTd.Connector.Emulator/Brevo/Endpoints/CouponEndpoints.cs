using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Coupon collections and their coupons.</summary>
internal sealed class CouponEndpoints(BrevoService service)
{
    private const string Kind = "couponCollections";
    private const string Coupons = "coupons";
    private const int MaximumCoupons = 10_000;

    private static readonly string[] s_members =
    [
        "name",
        "defaultCoupon",
        "expirationDate",
        "remainingCouponsAlert",
        "remainingDaysAlert",
        Coupons,
    ];

    public void Map(BrevoRoutes routes)
    {
        routes.Map("GET", "/couponCollections", List);
        routes.Map("POST", "/couponCollections", CreateAsync);
        routes.Map("GET", "/couponCollections/{id}", Get);
        routes.Map("PATCH", "/couponCollections/{id}", UpdateAsync);
        routes.Map("POST", "/coupons", AddAsync);
    }

    private BrevoAnswer List(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 50, 100);
        var sortBy = BrevoRequest.Text(context, "sortBy");
        if (sortBy is not (null or "createdAt" or "remainingCoupons" or "expirationDate"))
            throw BrevoError.Invalid("sortBy should be createdAt, remainingCoupons or expirationDate");
        return service.Store.Read(store =>
        {
            var collections = store.Documents(Kind).InOrder.OrderBy(document => SortKey(document, sortBy), StringComparer.Ordinal).ToList();
            return BrevoAnswer.Json(
                200,
                json =>
                {
                    json.WriteStartArray("collections");
                    foreach (var collection in page.Of(collections))
                    {
                        json.WriteStartObject();
                        Write(json, collection);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                }
            );
        });
    }

    private BrevoAnswer Get(HttpContext context) =>
        service.Store.Read(store =>
        {
            var collection = Find(store, BrevoRequest.Segment(context, 1));
            return BrevoAnswer.Json(200, json => Write(json, collection));
        });

    private async ValueTask<BrevoAnswer> CreateAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        if (BrevoRequest.Text(body, "name") is not { Length: > 0 } || BrevoRequest.Text(body, "defaultCoupon") is not { Length: > 0 })
            throw BrevoError.Missing("name or defaultCoupon is missing");
        Check(body);
        return service.Store.Update(store =>
        {
            var collections = store.Documents(Kind);
            var number = collections.NextNumber;
            var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"coupon collection {number}")).AsSpan(0, 16)).ToString();
            collections.Put(new Document(number, id, service.Now, service.Now, JsonParts.Overlay(null, body, s_members)));
            return BrevoAnswer.Json(201, json => json.WriteString("id", id));
        });
    }

    private async ValueTask<BrevoAnswer> UpdateAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        Check(body);
        return service.Store.Update(store =>
        {
            var collection = Find(store, BrevoRequest.Segment(context, 1));
            using var stored = collection.Parse();
            var content = JsonParts.Object(json =>
            {
                foreach (var name in s_members)
                {
                    // Null removes: it is not the same as a member that is not there.
                    var value =
                        name is not ("name" or Coupons) && body.TryGetProperty(name, out var sent) ? sent
                        : stored.RootElement.TryGetProperty(name, out var kept) ? kept
                        : default;
                    if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
                        continue;
                    json.WritePropertyName(name);
                    value.WriteTo(json);
                }
            });
            var changed = collection with { ModifiedAt = service.Now, Json = content };
            store.Documents(Kind).Put(changed);
            using var now = changed.Parse();
            var defaultCoupon = BrevoRequest.Text(now.RootElement, "defaultCoupon");
            var collectionName = BrevoRequest.Text(now.RootElement, "name");
            return BrevoAnswer.Json(
                200,
                json =>
                {
                    json.WriteString("id", collection.Key);
                    json.WriteString("name", collectionName);
                    json.WriteString("defaultCoupon", defaultCoupon);
                }
            );
        });
    }

    private async ValueTask<BrevoAnswer> AddAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        if (BrevoRequest.Text(body, "collectionId") is not { Length: > 0 } id)
            throw BrevoError.Missing("collectionId is missing");
        var codes = BrevoRequest.Texts(body, Coupons) ?? [];
        if (codes.Length is 0 or > MaximumCoupons)
            throw BrevoError.OutOfRange($"coupons should hold 1 to {MaximumCoupons} coupons");
        if (codes.Distinct(StringComparer.Ordinal).Count() != codes.Length)
            throw BrevoError.Duplicate("coupons should be unique");
        return service.Store.Update(store =>
        {
            var collection = Find(store, id);
            using var stored = collection.Parse();
            var all = (BrevoRequest.Texts(stored.RootElement, Coupons) ?? []).Union(codes, StringComparer.Ordinal).ToList();
            var content = JsonParts.Object(json =>
            {
                foreach (var member in stored.RootElement.EnumerateObject().Where(static member => member.Name != Coupons))
                    member.WriteTo(json);
                json.WriteStartArray(Coupons);
                foreach (var code in all)
                    json.WriteStringValue(code);
                json.WriteEndArray();
            });
            store.Documents(Kind).Put(collection with { ModifiedAt = service.Now, Json = content });
            return BrevoAnswer.NoContent;
        });
    }

    private static void Check(JsonElement body)
    {
        if (BrevoRequest.Member(body, "expirationDate") is { } date && !EventReader.IsMoment(date, out _))
            throw BrevoError.Invalid("expirationDate should be in RFC3339 format");
        _ = BrevoRequest.Number(body, "remainingCouponsAlert");
        _ = BrevoRequest.Number(body, "remainingDaysAlert");
    }

    private static Document Find(BrevoStore store, string id) =>
        store.Documents(Kind).Find(id) ?? throw BrevoError.NotFound("Coupon collection not found");

    private static string SortKey(Document document, string? sortBy)
    {
        using var content = document.Parse();
        return sortBy switch
        {
            "remainingCoupons" => $"{BrevoRequest.Texts(content.RootElement, Coupons)?.Length ?? 0:D9}",
            "expirationDate" => BrevoRequest.Text(content.RootElement, "expirationDate") ?? "",
            _ => "",
        };
    }

    private static void Write(Utf8JsonWriter json, Document document)
    {
        using var content = document.Parse();
        var count = BrevoRequest.Texts(content.RootElement, Coupons)?.Length ?? 0;
        json.WriteString("id", document.Key);
        foreach (var member in content.RootElement.EnumerateObject().Where(static member => member.Name != Coupons))
            member.WriteTo(json);
        json.WriteString("createdAt", ContactJson.Moment(document.CreatedAt));
        json.WriteNumber("totalCoupons", count);
        json.WriteNumber("remainingCoupons", count);
    }
}
