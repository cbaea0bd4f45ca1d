using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Products, and alerts about them.</summary>
internal sealed class ProductEndpoints(BrevoService service)
    : CatalogEndpoints(
        service,
        "products",
        [
            "id",
            "name",
            "url",
            "imageUrl",
            "sku",
            "price",
            "alternativePrice",
            "stock",
            "parentId",
            "brand",
            "description",
            "categories",
            "metaInfo",
            "deletedAt",
            "isDeleted",
        ]
    )
{
    private const int MinimumNameFilter = 3;
    private const int MaximumMetaInfo = 20_000;

    private static readonly Dictionary<string, Func<decimal, decimal, bool>> s_comparisons = new(StringComparer.Ordinal)
    {
        ["lte"] = static (price, bound) => price <= bound,
        ["gte"] = static (price, bound) => price >= bound,
        ["lt"] = static (price, bound) => price < bound,
        ["gt"] = static (price, bound) => price > bound,
        ["eq"] = static (price, bound) => price == bound,
        ["ne"] = static (price, bound) => price != bound,
    };

    protected override bool HasRaisedLimit => Service.Options.BrevoChoices.RaisedProductLimit;

    public override void Map(BrevoRoutes routes)
    {
        base.Map(routes);
        routes.Map("POST", "/products/{id}/alerts/{type}", AlertAsync);
    }

    protected override BrevoAnswer List(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 50, 1000);
        var name = BrevoRequest.Text(context, "name");
        if (name is { Length: < MinimumNameFilter })
            throw BrevoError.Invalid($"name should have at least {MinimumNameFilter} characters");
        var search = BrevoRequest.Text(context, "search");
        var categories = Texts(context, "categories");
        var prices = Prices(context, "price").Concat(Prices(context, "alternativePrice")).ToList();
        var sortBy = BrevoRequest.Text(context, "sortByField");
        if (sortBy is not (null or "created_at" or "name" or "price" or "id"))
            throw BrevoError.Invalid("sortByField should be created_at, name, price or id");
        return Service.Store.Read(store =>
        {
            var found = Filter(
                context,
                store,
                product =>
                    (name is null || Contains(product, "name", name))
                    && (search is null || Rank(product, search) is not null)
                    && (categories.Length == 0 || (BrevoRequest.Texts(product, "categories") ?? []).Any(categories.Contains))
                    && prices.All(price => price(product))
            );
            var ordered = Sort(found, sortBy, page.Ascending, search);
            return Page(ordered.Skip((int)Math.Min(page.Offset, int.MaxValue)).Take(page.Limit), found.Count);
        });
    }

    protected override void CheckParticulars(JsonElement item)
    {
        foreach (var name in (string[])["price", "alternativePrice", "stock"])
        {
            if (BrevoRequest.Member(item, name) is { ValueKind: not JsonValueKind.Number })
                throw BrevoError.Invalid($"{name} should be a number");
        }

        _ = BrevoRequest.Texts(item, "categories");
        if (BrevoRequest.Member(item, "metaInfo") is not { } metaInfo)
            return;
        if (metaInfo.ValueKind != JsonValueKind.Object)
            throw BrevoError.Invalid("metaInfo should be an object");
        if (metaInfo.GetRawText().Length > MaximumMetaInfo)
            throw BrevoError.OutOfRange($"metaInfo should not exceed {MaximumMetaInfo} characters");
    }

    /// <summary>Brevo keeps a copy of each picture; here the copy is the original.</summary>
    protected override void WriteParticulars(Utf8JsonWriter json, JsonElement content)
    {
        var image = BrevoRequest.Text(content, "imageUrl") ?? "";
        json.WriteString("s3Original", image);
        json.WriteString("s3ThumbAnalytics", image);
        json.WriteString("s3ThumbEditor", image);
    }

    private async ValueTask<BrevoAnswer> AlertAsync(HttpContext context)
    {
        if (BrevoRequest.Segment(context, 3) != "back_in_stock")
            throw BrevoError.Invalid("type should be back_in_stock");
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        if (
            BrevoRequest.Member(body, "contactIdentifiers") is not { ValueKind: JsonValueKind.Object } contact
            || !((string[])["ext_id", "email", "sms"]).Any(name => BrevoRequest.Text(contact, name) is { Length: > 0 })
        )
            throw BrevoError.Missing("At least one of ext_id, email and sms is required");
        return Service.Store.Update(store =>
        {
            var product = Find(store, context);
            var alerts = store.Documents("productAlerts");
            var number = alerts.NextNumber;
            var content = JsonParts.Object(json =>
            {
                json.WriteString("product", product.Key);
                JsonParts.WriteMembers(json, contact);
            });
            alerts.Put(new Document(number, number.ToString(CultureInfo.InvariantCulture), Service.Now, Service.Now, content));
            return BrevoAnswer.NoContent;
        });
    }

    /// <summary>Sorts by one field and, when searched, by how well they match; the order of creation decides between equals.</summary>
    private static IEnumerable<Document> Sort(List<Document> found, string? sortBy, bool ascending, string? search)
    {
        var keyed = found.ConvertAll(document =>
        {
            using var content = document.Parse();
            var root = content.RootElement;
            return (
                Document: document,
                Rank: search is null ? 0 : Rank(root, search)!.Value,
                Text: sortBy switch
                {
                    "name" => BrevoRequest.Text(root, "name") ?? "",
                    "id" => document.Key,
                    _ => "",
                },
                Price: sortBy == "price" ? Number(root, "price") ?? 0 : 0
            );
        });
        keyed.Sort(
            static (left, right) =>
                string.CompareOrdinal(left.Text, right.Text) is var byText && byText != 0 ? byText
                : left.Price.CompareTo(right.Price) is var byPrice && byPrice != 0 ? byPrice
                : left.Document.Number.CompareTo(right.Document.Number)
        );
        if (!ascending)
            keyed.Reverse();
        return keyed.OrderBy(static item => item.Rank).Select(static item => item.Document);
    }

    /// <summary>"Exact SKU match &gt; SKU prefix match &gt; name match &gt; ID match"; <see langword="null"/> for none.</summary>
    private static int? Rank(JsonElement product, string search)
    {
        var sku = BrevoRequest.Text(product, "sku") ?? "";
        return string.Equals(sku, search, StringComparison.OrdinalIgnoreCase) ? 0
            : sku.StartsWith(search, StringComparison.OrdinalIgnoreCase) ? 1
            : Contains(product, "name", search) ? 2
            : Contains(product, "id", search) ? 3
            : null;
    }

    private static IEnumerable<Func<JsonElement, bool>> Prices(HttpContext context, string member)
    {
        foreach (var (name, compare) in s_comparisons)
        {
            if (BrevoRequest.Text(context, $"{member}[{name}]") is not { } text)
                continue;
            var bound = decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw BrevoError.Invalid($"{member}[{name}] should be a number");
            yield return product => Number(product, member) is { } price && compare(price, bound);
        }
    }

    private static decimal? Number(JsonElement product, string name) =>
        BrevoRequest.Member(product, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out var number)
            ? number
            : null;

    private static bool Contains(JsonElement product, string member, string part) =>
        BrevoRequest.Text(product, member)?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;
}
