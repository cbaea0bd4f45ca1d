using System.Globalization;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Types, records and associations of custom objects.</summary>
internal static class ObjectRecords
{
    public const string ContactType = "contact";

    private const string Types = "objectTypes";
    private const string Associations = "associations";

    /// <summary>Defines a type, or more attributes of it.</summary>
    public static void Define(BrevoStore store, string type, IEnumerable<string> attributes, long now)
    {
        var types = store.Documents(Types);
        var stored = types.Find(type);
        var all = Attributes(stored).Union(attributes, StringComparer.Ordinal).ToList();
        types.Put(
            new Document(
                stored?.Number ?? types.NextNumber,
                type,
                stored?.CreatedAt ?? now,
                now,
                JsonParts.Object(json =>
                {
                    json.WriteStartArray("attributes");
                    foreach (var attribute in all)
                        json.WriteStringValue(attribute);
                    json.WriteEndArray();
                })
            )
        );
    }

    public static bool IsDefined(BrevoStore store, string type) => store.Documents(Types).Find(type) is not null;

    public static DocumentSet Of(BrevoStore store, string type) => store.Documents("objects:" + type);

    /// <summary>The record of an id of Brevo's own, or else of the account's own.</summary>
    public static Document? Find(BrevoStore store, string type, JsonElement identifiers)
    {
        if (!IsDefined(store, type))
            return null;
        if (IdOf(identifiers) is { } id)
            return Of(store, type).Find(id);
        return BrevoRequest.Text(identifiers, "ext_id") is { Length: > 0 } extId ? Of(store, type).Find(Key(extId)) : null;
    }

    /// <summary>Applies an upsert that was taken in: a record that cannot be stored as a whole is left out.</summary>
    public static void Upsert(BrevoStore store, string type, JsonElement body, long at)
    {
        foreach (var record in body.GetProperty("records").EnumerateArray())
            UpsertOne(store, type, record, at);
    }

    /// <summary>Applies a deletion that was taken in.</summary>
    public static void Delete(BrevoStore store, string type, JsonElement body)
    {
        var identifiers = body.GetProperty("identifiers");
        var records = Of(store, type);
        var found = (BrevoRequest.Numbers(identifiers, "ids") ?? [])
            .Select(records.Find)
            .Concat((BrevoRequest.Texts(identifiers, "ext_ids") ?? []).Select(extId => records.Find(Key(extId))));
        foreach (var record in found.OfType<Document>().ToList())
        {
            foreach (var (association, _) in AssociationsOf(store, type, record.Number))
                store.Documents(Associations).Remove(association);
            records.Remove(record);
        }
    }

    /// <summary>The other sides of a record's associations, the newest first.</summary>
    public static List<(Document Association, (string Type, long Id) Other)> AssociationsOf(BrevoStore store, string type, long id)
    {
        var me = Side(type, id);
        var found = new List<(Document, (string, long))>();
        foreach (var association in store.Documents(Associations).InOrder.Reverse())
        {
            var sides = association.Key.Split('|');
            if (sides[0] == me)
                found.Add((association, Parse(sides[1])));
            else if (sides[1] == me)
                found.Add((association, Parse(sides[0])));
        }

        return found;
    }

    private static void UpsertOne(BrevoStore store, string type, JsonElement record, long at)
    {
        var records = Of(store, type);
        var identifiers = BrevoRequest.Member(record, "identifiers");
        var stored = identifiers is { } given ? Find(store, type, given) : null;
        if (stored is null && identifiers is { } named && IdOf(named) is not null)
            return;
        if (Targets(store, record) is not { } targets)
            return;
        var number = stored?.Number ?? records.NextNumber;
        var extId = identifiers is { } own ? BrevoRequest.Text(own, "ext_id") : null;
        var known = Attributes(store.Documents(Types).Find(type));
        using var attributes = JsonDocument.Parse(
            JsonParts.Object(json =>
            {
                json.WriteStartObject("attributes");
                WriteAttributes(json, stored, record.GetProperty("attributes"), known);
                json.WriteEndObject();
                if (extId is not null)
                    json.WriteString("ext_id", extId);
            })
        );
        records.Put(
            new Document(
                number,
                extId is null ? stored?.Key ?? "#" + number.ToString(CultureInfo.InvariantCulture) : Key(extId),
                stored?.CreatedAt ?? at,
                at,
                JsonParts.Overlay(stored, attributes.RootElement, ["ext_id", "attributes"])
            )
        );
        foreach (var (unlink, other) in targets)
            Associate(store, Side(type, number), Side(other.Type, other.Id), unlink, at);
    }

    private static void WriteAttributes(Utf8JsonWriter json, Document? stored, JsonElement sent, HashSet<string> known)
    {
        using var old = stored?.Parse();
        var sentNames = sent.EnumerateObject().Select(static attribute => attribute.Name).ToHashSet(StringComparer.Ordinal);
        if (old is not null)
        {
            foreach (
                var attribute in old
                    .RootElement.GetProperty("attributes")
                    .EnumerateObject()
                    .Where(attribute => !sentNames.Contains(attribute.Name))
            )
                attribute.WriteTo(json);
        }

        // "Unknown attribute keys are silently ignored."
        foreach (var attribute in sent.EnumerateObject().Where(attribute => known.Contains(attribute.Name)))
            attribute.WriteTo(json);
    }

    /// <summary>What to link and to unlink; <see langword="null"/> if a record to link does not exist.</summary>
    private static List<(bool Unlink, (string Type, long Id) Other)>? Targets(BrevoStore store, JsonElement record)
    {
        var targets = new List<(bool, (string, long))>();
        if (BrevoRequest.Member(record, "associations") is not { } associations)
            return targets;
        foreach (var association in associations.EnumerateArray())
        {
            var type = BrevoRequest.Text(association, "object_type")!;
            var unlink = BrevoRequest.Text(association, "action") == "unlink";
            foreach (var other in association.GetProperty("records").EnumerateArray())
            {
                if (Resolve(store, type, other.GetProperty("identifiers")) is { } id)
                    targets.Add((unlink, (type, id)));
                else if (!unlink)
                    return null;
            }
        }

        return targets;
    }

    private static long? Resolve(BrevoStore store, string type, JsonElement identifiers)
    {
        if (type != ContactType)
            return Find(store, type, identifiers)?.Number;
        var contact =
            IdOf(identifiers) is { } id ? store.Contact(id)
            : BrevoRequest.Text(identifiers, "ext_id") is { Length: > 0 } extId ? store.ByExtId(extId)
            : null;
        return contact?.Id;
    }

    private static void Associate(BrevoStore store, string one, string other, bool unlink, long at)
    {
        var associations = store.Documents(Associations);
        var key = string.CompareOrdinal(one, other) <= 0 ? $"{one}|{other}" : $"{other}|{one}";
        var stored = associations.Find(key);
        if (unlink && stored is not null)
            associations.Remove(stored);
        else if (!unlink && stored is null)
            associations.Put(new Document(associations.NextNumber, key, at, at, "{}"u8.ToArray()));
    }

    private static HashSet<string> Attributes(Document? type)
    {
        using var content = type?.Parse();
        return content is null ? [] : (BrevoRequest.Texts(content.RootElement, "attributes") ?? []).ToHashSet(StringComparer.Ordinal);
    }

    private static long? IdOf(JsonElement identifiers) =>
        long.TryParse(BrevoRequest.Text(identifiers, "id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static string Key(string extId) => "=" + extId;

    private static string Side(string type, long id) => string.Create(CultureInfo.InvariantCulture, $"{type}:{id}");

    private static (string Type, long Id) Parse(string side)
    {
        var at = side.LastIndexOf(':');
        return (side[..at], long.Parse(side.AsSpan(at + 1), CultureInfo.InvariantCulture));
    }
}
