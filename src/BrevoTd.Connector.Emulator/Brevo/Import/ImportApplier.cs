namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Applies an import to the account, row by row in the order of the rows.</summary>
internal static class ImportApplier
{
    /// <returns>The rows that were refused, by cause.</returns>
    public static Dictionary<string, List<ImportRow>> Apply(ImportJob job, BrevoStore store, BrevoEmulatorChoices choices, long now)
    {
        var refused = new Dictionary<string, List<ImportRow>>(StringComparer.Ordinal);
        var emails = new HashSet<string>(StringComparer.Ordinal);
        var touched = new HashSet<int>();
        foreach (var row in job.Rows)
        {
            if (ApplyRow(row, job, store, choices, now, emails, touched) is not { } cause)
                continue;
            if (!refused.TryGetValue(cause, out var rows))
                refused[cause] = rows = [];
            rows.Add(row);
        }

        foreach (var listId in job.ListIds)
        {
            // A list may have been deleted since the import was accepted.
            if (store.List(listId) is { } list)
                store.AddMembers(list, touched);
        }

        foreach (var groupId in job.ConsentGroupIds)
        {
            if (store.ConsentGroup(groupId) is { } group)
                store.AddMembers(group, touched);
        }

        return refused;
    }

    private static string? ApplyRow(
        ImportRow row,
        ImportJob job,
        BrevoStore store,
        BrevoEmulatorChoices choices,
        long now,
        HashSet<string> emails,
        HashSet<int> touched
    )
    {
        var change = new ContactChange();
        change.ReadAttributes(store, row.Attributes, job.EmptyErases, nullIsEmpty: true, strict: false, choices);
        if (!string.IsNullOrWhiteSpace(row.Email))
        {
            if (!Identifiers.TryEmail(row.Email, out var email))
                return ImportCauses.InvalidEmails;
            if (!emails.Add(email))
                return ImportCauses.DuplicateEmailId;
            change.Email = email;
        }

        if (!change.HasIdentifier)
            return ImportCauses.InvalidEmails;
        var target = change.FindTarget(store, choices.ImportPrefersExtId);
        string? cause = null;
        foreach (var (key, _) in change.Conflicts(store, target).ToList())
        {
            cause ??= ImportCauses.Of(key);
            if (!choices.StoreConflictingImportRows)
                return cause;
            change.Drop(key);
        }

        if (target is not null && touched.Contains(target.Id))
            return ImportCauses.DuplicateContactId;
        if (target is not null && !job.UpdateExisting)
        {
            touched.Add(target.Id);
            return cause;
        }

        // The flags mark every row of the import; their absence does not take a contact off a blocklist.
        if (job.EmailBlacklist)
            change.EmailBlacklisted = true;
        if (job.SmsBlacklist)
            change.SmsBlacklisted = true;
        var contact = change.ApplyTo(target, store, now);
        store.Put(contact);
        touched.Add(contact.Id);
        return cause;
    }
}
