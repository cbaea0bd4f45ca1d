using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Consent groups, where the account has them.</summary>
internal sealed class ConsentGroupEndpoints(BrevoService service)
{
    private const int MaximumName = 255;
    private const int MaximumDescription = 500;

    public void Map(BrevoRoutes routes)
    {
        routes.Map("GET", "/contacts/consent-groups", List);
        routes.Map("POST", "/contacts/consent-groups", CreateAsync);
        routes.Map("GET", "/contacts/consent-groups/{id}", Get);
        routes.Map("PUT", "/contacts/consent-groups/{id}", UpdateAsync);
        routes.Map("DELETE", "/contacts/consent-groups/{id}", Delete);
    }

    public static ConsentGroup Find(BrevoStore store, long id)
    {
        Require(store);
        return store.ConsentGroup(id) ?? throw BrevoError.NotFound("Consent group does not exist");
    }

    private static void Require(BrevoStore store)
    {
        if (!store.HasConsentGroups)
            throw new BrevoError(403, "CONSENT_GROUP_NOT_ENABLED", "Consent groups are not enabled for this account");
    }

    private BrevoAnswer List(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 10, 50);
        var id = BrevoRequest.OptionalNumber(context, "id");
        var name = BrevoRequest.Text(context, "name");
        var mode = BrevoRequest.Text(context, "signupMode");
        return service.Store.Read(store =>
        {
            Require(store);
            var groups = store
                .ConsentGroups.Where(group => id is null || group.Id == id)
                .Where(group => name is null || group.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
                .Where(group => mode is null || group.SignupMode == CheckMode(mode))
                .ToList();
            return BrevoAnswer.Json(
                200,
                json =>
                {
                    json.WriteStartArray("consentGroups");
                    foreach (var group in groups.Skip((int)Math.Min(page.Offset, int.MaxValue)).Take(page.Limit))
                    {
                        json.WriteStartObject();
                        WriteMembers(json, group);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                    json.WriteNumber("total", groups.Count);
                    json.WriteNumber("limit", page.Limit);
                    json.WriteNumber("offset", page.Offset);
                }
            );
        });
    }

    private async ValueTask<BrevoAnswer> CreateAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        return service.Store.Update(store =>
        {
            Require(store);
            var name = BrevoRequest.Text(body, "name");
            if (string.IsNullOrWhiteSpace(name))
                throw BrevoError.Missing("name is missing");
            var mode = CheckMode(BrevoRequest.Text(body, "signupMode") ?? throw BrevoError.Missing("signupMode is missing"));
            var lists = (BrevoRequest.Numbers(body, "listIds") ?? [])
                .Select(id => store.List(id) ?? throw BrevoError.Invalid("List ID does not exist"))
                .ToList();
            CheckName(store, name, null);
            var group = new ConsentGroup(store.NextConsentGroupId(), name, mode, service.Now)
            {
                UpdatedAt = service.Now,
                Description = CheckDescription(BrevoRequest.Text(body, "description")),
            };
            store.Put(group);
            store.AddMembers(group, lists.SelectMany(static list => list.Members.From(0, ascending: true)));
            return BrevoAnswer.Json(201, json => WriteMembers(json, group));
        });
    }

    private BrevoAnswer Get(HttpContext context)
    {
        var id = BrevoRequest.IdSegment(context, 2, "id");
        return service.Store.Read(store =>
        {
            var group = Find(store, id);
            return BrevoAnswer.Json(200, json => WriteMembers(json, group));
        });
    }

    private async ValueTask<BrevoAnswer> UpdateAsync(HttpContext context)
    {
        var id = BrevoRequest.IdSegment(context, 2, "id");
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        return service.Store.Update(store =>
        {
            var group = Find(store, id);
            if (BrevoRequest.Text(body, "name") is { } name)
            {
                if (string.IsNullOrWhiteSpace(name))
                    throw BrevoError.Invalid("name should not be empty");
                CheckName(store, name, group);
                group = group with { Name = name };
            }

            if (BrevoRequest.Text(body, "description") is { } description)
                group = group with { Description = CheckDescription(description) };
            if (BrevoRequest.Text(body, "signupMode") is { } mode)
                group = group with { SignupMode = CheckMode(mode) };
            group = group with { UpdatedAt = service.Now };
            store.Put(group);
            return BrevoAnswer.Json(200, json => WriteMembers(json, group));
        });
    }

    private BrevoAnswer Delete(HttpContext context)
    {
        var id = BrevoRequest.IdSegment(context, 2, "id");
        return service.Store.Update(store =>
        {
            store.Remove(Find(store, id));
            return BrevoAnswer.NoContent;
        });
    }

    private static void CheckName(BrevoStore store, string name, ConsentGroup? self)
    {
        if (name.Length > MaximumName)
            throw BrevoError.OutOfRange($"name should not exceed {MaximumName} characters");
        if (store.ConsentGroups.Any(group => group.Id != self?.Id && string.Equals(group.Name, name, StringComparison.OrdinalIgnoreCase)))
            throw new BrevoError(409, "NAME_ALREADY_EXISTS", "A consent group with this name already exists");
    }

    private static string? CheckDescription(string? description) =>
        description?.Length > MaximumDescription
            ? throw BrevoError.OutOfRange($"description should not exceed {MaximumDescription} characters")
        : string.IsNullOrEmpty(description) ? null
        : description;

    private static string CheckMode(string mode) =>
        mode is "manual" or "automatic" ? mode : throw BrevoError.Invalid("signupMode should be manual or automatic");

    private static void WriteMembers(Utf8JsonWriter json, ConsentGroup group)
    {
        json.WriteNumber("id", group.Id);
        json.WriteString("name", group.Name);
        if (group.Description is { } description)
            json.WriteString("description", description);
        json.WriteString("signupMode", group.SignupMode);
        json.WriteNumber("contactsCount", group.Members.Count);
        json.WriteBoolean("isDefault", false);
        json.WriteString("createdAt", ContactJson.Moment(group.CreatedAt));
        json.WriteString("updatedAt", ContactJson.Moment(group.UpdatedAt));
    }
}
