namespace BrevoTd.Connector.Brevo;

/// <summary>What is found out before a call of the CRM is sent.</summary>
internal static class CrmChecks
{
    public static int PageSize(int pageSize, string parameter) =>
        pageSize > 0
            ? pageSize
            : throw new ArgumentException("A page has at least one value. Leave PageSize out for Brevo's own size.", parameter);

    public static void Name(string? name, string parameter)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new ArgumentException("The name is empty, which Brevo refuses. Give one.", parameter);
        }
    }

    public static void NewName(string? name, string parameter)
    {
        if (name is not null)
        {
            Name(name, parameter);
        }
    }

    public static void Links<TId>(
        string parameter,
        IReadOnlyList<TId>? link,
        IReadOnlyList<TId>? unlink,
        IReadOnlyList<ContactId>? linkContacts,
        IReadOnlyList<ContactId>? unlinkContacts
    )
    {
        if (IsEmpty(link) && IsEmpty(unlink) && IsEmpty(linkContacts) && IsEmpty(unlinkContacts))
        {
            throw new ArgumentException("There is nothing to link and nothing to unlink. Name at least one id.", parameter);
        }

        if (Meet(link, unlink) || Meet(linkContacts, unlinkContacts))
        {
            throw new ArgumentException("An id is to be linked and unlinked at once. Leave it out on one side.", parameter);
        }
    }

    private static bool IsEmpty<TId>(IReadOnlyList<TId>? ids) => ids is not { Count: > 0 };

    private static bool Meet<TId>(IReadOnlyList<TId>? one, IReadOnlyList<TId>? other) =>
        one is not null && other is not null && one.Intersect(other).Any();
}
