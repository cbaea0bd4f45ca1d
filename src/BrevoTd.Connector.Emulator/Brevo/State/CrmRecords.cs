using System.Text.Json.Nodes;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Companies and deals in the store: what Brevo computes when they change, and their links.</summary>
internal static class CrmRecords
{
    public static string OtherKind(string kind) => kind == CrmSchema.Companies ? CrmSchema.Deals : CrmSchema.Companies;

    /// <summary>The attribute that holds the name.</summary>
    public static string NameAttribute(string kind) => kind == CrmSchema.Companies ? "name" : "deal_name";

    /// <summary>A new record, or one that changes now.</summary>
    public static CrmRecord Begin(BrevoStore store, string kind, CrmRecord? stored, long now)
    {
        if (stored is not null)
            return stored with { ModifiedAt = now };
        var number = store.Documents(kind).NextNumber;
        return new CrmRecord(number, CrmRecord.NewId(now, (byte)(kind == CrmSchema.Companies ? 1 : 2), number), now, now);
    }

    /// <summary>Checks the values of a record as a whole, and sets those that follow from others.</summary>
    public static void Complete(string kind, JsonObject before, CrmRecord record, bool isNew)
    {
        var values = record.Attributes;
        if (kind == CrmSchema.Companies)
        {
            if (!JsonNode.DeepEquals(before["owner"], values["owner"]))
                values["owner_assign_date"] = ContactJson.Moment(record.ModifiedAt);
            return;
        }

        if (isNew)
        {
            values["pipeline"] ??= CrmPipeline.Id;
            values["deal_stage"] ??= CrmPipeline.Stages[0].Id;
        }

        if (values["pipeline"]?.GetValue<string>() != CrmPipeline.Id)
            throw BrevoError.Invalid("pipeline does not exist");
        if (!CrmPipeline.Stages.Any(stage => stage.Id == values["deal_stage"]?.GetValue<string>()))
            throw BrevoError.Invalid("deal_stage does not exist in the pipeline");
        if (!JsonNode.DeepEquals(before["deal_stage"], values["deal_stage"]))
            values["stage_updated_at"] = ContactJson.Moment(record.ModifiedAt);
    }

    public static void CheckContacts(BrevoStore store, IEnumerable<long> ids)
    {
        foreach (var id in ids)
        {
            if (store.Contact(id) is null)
                throw BrevoError.Invalid($"contact id {id} does not exist");
        }
    }

    public static void CheckOthers(BrevoStore store, string kind, IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            if (store.Documents(OtherKind(kind)).Find(id) is null)
                throw BrevoError.Invalid($"{OtherKind(kind)} id {id} does not exist");
        }
    }

    /// <summary>Stores a record, and makes and takes away links to the other kind, on both sides.</summary>
    public static void Put(
        BrevoStore store,
        string kind,
        CrmRecord record,
        IReadOnlyCollection<string> link,
        IReadOnlyCollection<string> unlink
    )
    {
        var others = record.Others.Union(link, StringComparer.Ordinal).Except(unlink, StringComparer.Ordinal).ToList();
        store.Documents(kind).Put((record with { Others = others }).ToDocument());
        var otherKind = store.Documents(OtherKind(kind));
        foreach (var id in link.Concat(unlink).Distinct(StringComparer.Ordinal))
        {
            if (otherKind.Find(id) is not { } document)
                continue;
            var other = CrmRecord.From(document);
            other.Others.Remove(record.Id);
            if (others.Contains(id))
                other.Others.Add(record.Id);
            otherKind.Put(other.ToDocument());
        }
    }

    public static void Remove(BrevoStore store, string kind, CrmRecord record)
    {
        Put(store, kind, record, [], record.Others);
        store.Documents(kind).Remove(store.Documents(kind).Find(record.Id)!);
    }
}
