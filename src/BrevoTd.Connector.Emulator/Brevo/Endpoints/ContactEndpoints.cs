using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Single contacts: create, upsert, read, change, delete.</summary>
internal sealed class ContactEndpoints(BrevoService service)
{
    public void Map(BrevoRoutes routes)
    {
        routes.Map("POST", "/contacts", CreateAsync);
        routes.Map("GET", "/contacts/{identifier}", Get);
        routes.Map("PUT", "/contacts/{identifier}", UpdateAsync);
        routes.Map("DELETE", "/contacts/{identifier}", Delete);
    }

    private async ValueTask<BrevoAnswer> CreateAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        var updateEnabled = BrevoRequest.Boolean(body, "updateEnabled") == true;
        var forceMerge = BrevoRequest.Boolean(body, "forceMerge") == true;
        var getId = BrevoRequest.Boolean(body, "getId") == true;
        return service.Store.Update(store =>
        {
            var change = ReadChange(store, body);
            if (BrevoRequest.Text(body, "email") is { Length: > 0 } email)
                change.Email = Identifiers.TryEmail(email, out var valid) ? valid : throw BrevoError.Invalid("Invalid email address");
            if (!change.HasIdentifier)
                throw BrevoError.Missing("Either email, ext_id or SMS is missing");
            var lists = FindLists(store, body, "listIds");

            // Without updateEnabled every contact that owns one of the identifiers is in the way.
            var target = updateEnabled ? change.FindTarget(store) : null;
            var conflicts = change.Conflicts(store, target).ToList();
            if (conflicts.Count == 0)
            {
                var contact = change.ApplyTo(target, store, service.Now);
                store.Put(contact);
                AddToLists(store, contact.Id, lists);
                return target is null ? BrevoAnswer.Id(201, "id", contact.Id) : BrevoAnswer.NoContent;
            }

            if (!forceMerge)
                throw Conflict(conflicts, creating: target is null);
            var merged = Merge(store, change, target, conflicts);
            AddToLists(store, merged.Id, lists);
            return getId ? BrevoAnswer.Id(201, "id", merged.Id) : BrevoAnswer.NoContent;
        });
    }

    private BrevoAnswer Get(HttpContext context)
    {
        var period =
            EventPeriod.Of(context, EventPeriod.MaximumDays, service.Now) ?? EventPeriod.Last(EventPeriod.MaximumDays, service.Now);
        return service.Store.Read(store =>
        {
            var contact = Find(context, store, phonesToo: true);
            return BrevoAnswer.Json(
                200,
                json =>
                {
                    ContactJson.WriteMembers(json, contact, store);
                    json.WriteStartObject("statistics");
                    ContactStatisticsJson.Write(json, ContactStatisticsEndpoints.EventsOf(service, contact, period));
                    json.WriteEndObject();
                }
            );
        });
    }

    private async ValueTask<BrevoAnswer> UpdateAsync(HttpContext context)
    {
        using var document = await BrevoRequest.JsonAsync(context).ConfigureAwait(false);
        var body = document.RootElement;
        var forceMerge = BrevoRequest.Boolean(body, "forceMerge") == true;
        return service.Store.Update(store =>
        {
            var target = Find(context, store, phonesToo: false);
            var change = ReadChange(store, body);
            if (
                BrevoRequest.Member(body, "attributes") is { ValueKind: JsonValueKind.Object } attributes
                && BrevoRequest.Text(attributes, "EMAIL") is { Length: > 0 } email
            )
                change.Email = Identifiers.TryEmail(email, out var valid) ? valid : throw BrevoError.Invalid("Invalid email address");
            var added = FindLists(store, body, "listIds");
            var unlinked = FindLists(store, body, "unlinkListIds");
            var conflicts = change.Conflicts(store, target).ToList();
            if (conflicts.Count > 0 && !forceMerge)
                throw Conflict(conflicts, creating: false);
            Contact contact;
            if (conflicts.Count > 0)
            {
                contact = Merge(store, change, target, conflicts);
            }
            else
            {
                contact = change.ApplyTo(target, store, service.Now);
                store.Put(contact);
            }

            AddToLists(store, contact.Id, added);
            foreach (var list in unlinked)
                store.RemoveMembers(list, [contact.Id]);
            return BrevoAnswer.NoContent;
        });
    }

    private BrevoAnswer Delete(HttpContext context) =>
        service.Store.Update(store =>
        {
            store.Remove(Find(context, store, phonesToo: false));
            return BrevoAnswer.NoContent;
        });

    private ContactChange ReadChange(BrevoStore store, JsonElement body)
    {
        var change = new ContactChange
        {
            EmailBlacklisted = BrevoRequest.Boolean(body, "emailBlacklisted"),
            SmsBlacklisted = BrevoRequest.Boolean(body, "smsBlacklisted"),
            SmtpBlacklistSender = BrevoRequest.Texts(body, "smtpBlacklistSender"),
        };
        if (BrevoRequest.Member(body, "attributes") is { } attributes)
        {
            if (attributes.ValueKind != JsonValueKind.Object)
                throw BrevoError.Invalid("attributes should be an object");
            var choices = service.Options.BrevoChoices;
            change.ReadAttributes(
                store,
                attributes.EnumerateObject().Select(static attribute => (attribute.Name, RawValue.From(attribute.Value))),
                emptyErases: choices.EmptyTextClears,
                nullIsEmpty: false,
                strict: true,
                choices
            );
        }

        // The field wins over an attribute of the same meaning.
        change.ExtId = BrevoRequest.Text(body, "ext_id") ?? change.ExtId;
        return change;
    }

    private static List<ContactList> FindLists(BrevoStore store, JsonElement body, string name) =>
        [.. (BrevoRequest.Numbers(body, name) ?? []).Select(id => store.List(id) ?? throw BrevoError.Invalid("List ID does not exist"))];

    private static void AddToLists(BrevoStore store, int contactId, List<ContactList> lists)
    {
        foreach (var list in lists)
            store.AddMembers(list, [contactId]);
    }

    private static BrevoError Conflict(List<(ContactKey Key, Contact Owner)> conflicts, bool creating)
    {
        var names = conflicts.ConvertAll(static conflict => ContactChange.NameOf(conflict.Key));
        var message =
            $"Unable to {(creating ? "create" : "update")} contact, {string.Join(", ", names)} is already associated with another Contact";
        return new BrevoError(400, creating ? "duplicate_parameter" : "invalid_parameter", message) { DuplicateIdentifiers = names };
    }

    /// <summary>The contact that was modified last survives and takes over what it lacks; the others are deleted.</summary>
    private Contact Merge(BrevoStore store, ContactChange change, Contact? target, List<(ContactKey Key, Contact Owner)> conflicts)
    {
        var involved = conflicts
            .Select(static conflict => conflict.Owner)
            .Append(target)
            .OfType<Contact>()
            .DistinctBy(static contact => contact.Id)
            .OrderByDescending(static contact => contact.ModifiedAt)
            .ThenByDescending(static contact => contact.Id)
            .ToList();
        var survivor = involved[0];
        foreach (var other in involved.Skip(1))
        {
            foreach (var list in store.Lists.Where(list => list.Members.Contains(other.Id)).ToList())
                store.AddMembers(list, [survivor.Id]);
            survivor = survivor with
            {
                Email = survivor.Email ?? other.Email,
                ExtId = survivor.ExtId ?? other.ExtId,
                Sms = survivor.Sms != 0 ? survivor.Sms : other.Sms,
                WhatsApp = survivor.WhatsApp != 0 ? survivor.WhatsApp : other.WhatsApp,
                Landline = survivor.Landline != 0 ? survivor.Landline : other.Landline,
                Attributes = AttributeBag.Merge(
                    other.Attributes,
                    [.. AttributeBag.Read(survivor.Attributes).Select(static entry => (entry.Id, (AttributeValue?)entry.Value))]
                ),
            };
            store.Remove(other);
        }

        var merged = change.ApplyTo(survivor, store, service.Now);
        store.Put(merged);
        return merged;
    }

    internal static Contact Find(HttpContext context, BrevoStore store, bool phonesToo)
    {
        var identifier = BrevoRequest.Segment(context, 1);
        var contact = BrevoRequest.Text(context, "identifierType") switch
        {
            "email_id" => ByEmail(store, identifier),
            "contact_id" => store.Contact(ParseId(identifier) ?? throw BrevoError.Invalid("Contact id should be a number")),
            "ext_id" => store.ByExtId(identifier),
            "phone_id" => ByPhone(store, ContactKey.Sms, identifier),
            "whatsapp_id" => ByPhone(store, ContactKey.WhatsApp, identifier),
            "landline_number_id" => ByPhone(store, ContactKey.Landline, identifier),
            null => ByGuess(store, identifier, phonesToo),
            _ => throw BrevoError.Invalid("identifierType is not valid"),
        };
        return contact ?? throw BrevoError.NotFound("Contact does not exist");
    }

    /// <summary>Without a type an identifier is an e-mail address, an id, or for reading also a mobile number.</summary>
    private static Contact? ByGuess(BrevoStore store, string identifier, bool phonesToo)
    {
        if (identifier.Contains('@', StringComparison.Ordinal))
            return ByEmail(store, identifier);
        if (ParseId(identifier) is { } id && store.Contact(id) is { } byId)
            return byId;
        if (phonesToo && Identifiers.TryPhone(identifier, out var phone))
            return store.ByPhone(ContactKey.Sms, phone);
        return ParseId(identifier) is not null ? null : throw BrevoError.Invalid("Invalid email address");
    }

    private static Contact? ByEmail(BrevoStore store, string identifier) =>
        Identifiers.TryEmail(identifier, out var email) ? store.ByEmail(email) : throw BrevoError.Invalid("Invalid email address");

    private static Contact? ByPhone(BrevoStore store, ContactKey key, string identifier) =>
        Identifiers.TryPhone(identifier, out var phone) ? store.ByPhone(key, phone) : throw BrevoError.Invalid("Invalid phone number");

    private static long? ParseId(string identifier) =>
        long.TryParse(identifier, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
