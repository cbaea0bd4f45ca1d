using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Checks the body of <c>POST /contacts/import</c>. Rows are not judged here: a bad row is no reason to refuse an import.</summary>
internal static class ImportReader
{
    /// <param name="body">The request's body.</param>
    /// <param name="store">To find lists and folders; a new list is created when everything else is in order.</param>
    /// <param name="now">Milliseconds since 1970.</param>
    public static ImportJob Read(JsonElement body, BrevoStore store, long now)
    {
        if (BrevoRequest.Member(body, "fileUrl") is not null)
            throw BrevoError.Unsupported("fileUrl of another host; use an address of this machine, or send fileBody or jsonBody");
        foreach (var id in BrevoRequest.Numbers(body, "consentGroupIds") ?? [])
            ConsentGroupEndpoints.Find(store, id);
        var jsonBody = BrevoRequest.Member(body, "jsonBody");
        var fileBody = BrevoRequest.Member(body, "fileBody");
        if (jsonBody is null && fileBody is null)
            throw BrevoError.Missing("Either fileUrl, fileBody or jsonBody is missing");
        if (jsonBody is not null && fileBody is not null)
            throw BrevoError.Invalid("Only one of fileUrl, fileBody and jsonBody can be passed");
        var updateExisting = BrevoRequest.Boolean(body, "updateExistingContacts") ?? true;
        var emptyErases = BrevoRequest.Boolean(body, "emptyContactsAttributes") == true && updateExisting;
        var emailBlacklist = BrevoRequest.Boolean(body, "emailBlacklist") == true;
        var smsBlacklist = BrevoRequest.Boolean(body, "smsBlacklist") == true;
        var listIds = BrevoRequest.Numbers(body, "listIds") ?? [];
        var newList = BrevoRequest.Member(body, "newList");
        if (listIds.Length == 0 && newList is null)
            throw BrevoError.Missing("listIds or newList is missing");
        var rows = jsonBody is { } array ? ReadJson(array) : ReadCsv(BrevoRequest.Text(body, "fileBody")!);
        var lists = listIds.Select(id => (store.List(id) ?? throw BrevoError.Invalid("List ID does not exist")).Id).ToList();
        if (newList is { } list)
            lists.Add(CreateList(store, list, now).Id);
        return new ImportJob([.. lists.Distinct()], emailBlacklist, smsBlacklist, updateExisting, emptyErases, rows)
        {
            ConsentGroupIds = BrevoRequest.Numbers(body, "consentGroupIds") ?? [],
        };
    }

    /// <summary>Reads an import again that had been accepted before a restart.</summary>
    public static ImportJob ReadAccepted(JsonElement body, int[] listIds)
    {
        var updateExisting = BrevoRequest.Boolean(body, "updateExistingContacts") ?? true;
        return new ImportJob(
            listIds,
            BrevoRequest.Boolean(body, "emailBlacklist") == true,
            BrevoRequest.Boolean(body, "smsBlacklist") == true,
            updateExisting,
            BrevoRequest.Boolean(body, "emptyContactsAttributes") == true && updateExisting,
            BrevoRequest.Member(body, "jsonBody") is { } array ? ReadJson(array) : ReadCsv(BrevoRequest.Text(body, "fileBody")!)
        )
        {
            ConsentGroupIds = BrevoRequest.Numbers(body, "consentGroupIds") ?? [],
        };
    }

    private static ContactList CreateList(BrevoStore store, JsonElement newList, long now)
    {
        if (newList.ValueKind != JsonValueKind.Object)
            throw BrevoError.Invalid("newList should be an object");
        var name = BrevoRequest.Text(newList, "listName");
        if (string.IsNullOrWhiteSpace(name))
            throw BrevoError.Missing("listName is missing");
        var folderId = BrevoRequest.Number(newList, "folderId") ?? throw BrevoError.Missing("folderId is missing");
        return ListEndpoints.Create(store, name, folderId, now);
    }

    private static List<ImportRow> ReadJson(JsonElement array)
    {
        if (array.ValueKind != JsonValueKind.Array)
            throw BrevoError.Invalid("jsonBody should be an array");
        if (array.GetArrayLength() == 0)
            throw BrevoError.Invalid("jsonBody should not be empty");
        var rows = new List<ImportRow>(array.GetArrayLength());
        foreach (var row in array.EnumerateArray())
        {
            if (row.ValueKind != JsonValueKind.Object)
                throw BrevoError.Invalid("jsonBody should hold objects");
            var email = BrevoRequest.Member(row, "email") is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
            List<(string, RawValue)> attributes = [];
            if (BrevoRequest.Member(row, "attributes") is { ValueKind: JsonValueKind.Object } members)
            {
                foreach (var attribute in members.EnumerateObject())
                    attributes.Add((attribute.Name, RawValue.From(attribute.Value)));
            }

            rows.Add(new ImportRow(email, attributes));
        }

        return rows;
    }

    private static List<ImportRow> ReadCsv(string text)
    {
        var rows = CsvRows.Read(text);
        return rows.Count > 0 ? rows : throw BrevoError.Invalid("fileBody should hold a header and at least one row");
    }
}
