using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Categories of products.</summary>
internal sealed class CategoryEndpoints(BrevoService service)
    : CatalogEndpoints(service, "categories", ["id", "name", "url", "deletedAt", "isDeleted"])
{
    protected override BrevoAnswer List(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 50, 100);
        var name = BrevoRequest.Text(context, "name");
        return Service.Store.Read(store =>
        {
            var found = Filter(context, store, category => name is null || Is(category, name));
            return Page(page.Of(found), found.Count);
        });
    }

    protected override void CheckParticulars(JsonElement item) => _ = BrevoRequest.Text(item, "url");

    protected override void WriteParticulars(Utf8JsonWriter json, JsonElement content) { }

    private static bool Is(JsonElement category, string name) =>
        string.Equals(BrevoRequest.Text(category, "name"), name, StringComparison.OrdinalIgnoreCase);
}
