using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Up to 150 contacts, all named by the same kind of identifier, as the calls that add to and remove from a list take them.</summary>
public sealed class ContactSelection
{
    /// <summary>How many contacts one call takes.</summary>
    public const int MaxCount = 150;

    private ContactSelection(ListMembersBody body, IReadOnlyList<string> names)
    {
        Body = body;
        Names = names;
    }

    /// <summary>How many contacts are selected.</summary>
    public int Count => Names.Count;

    internal ListMembersBody Body { get; }

    internal IReadOnlyList<string> Names { get; }

    /// <summary>Contacts by e-mail address.</summary>
    /// <param name="emails">1 to 150 addresses.</param>
    /// <exception cref="ArgumentException">There are none, or more than 150.</exception>
    public static ContactSelection ByEmail(params IEnumerable<string> emails)
    {
        var values = Checked(emails, nameof(emails));
        return new ContactSelection(new ListMembersBody { Emails = values }, values);
    }

    /// <summary>Contacts by Brevo's own id.</summary>
    /// <param name="ids">1 to 150 ids.</param>
    /// <exception cref="ArgumentException">There are none, or more than 150.</exception>
    public static ContactSelection ById(params IEnumerable<ContactId> ids)
    {
        var values = Checked(ids, nameof(ids));
        return new ContactSelection(new ListMembersBody { Ids = values }, [.. values.Select(id => id.ToString())]);
    }

    /// <summary>Contacts by the caller's own id (<c>ext_id</c>).</summary>
    /// <param name="externalIds">1 to 150 ids.</param>
    /// <exception cref="ArgumentException">There are none, or more than 150.</exception>
    public static ContactSelection ByExternalId(params IEnumerable<string> externalIds)
    {
        var values = Checked(externalIds, nameof(externalIds));
        return new ContactSelection(new ListMembersBody { ExtIds = values }, values);
    }

    /// <summary>Any number of contacts by e-mail address, in selections of 150.</summary>
    /// <param name="emails">The addresses; enumerated lazily.</param>
    public static IEnumerable<ContactSelection> ManyByEmail(IEnumerable<string> emails)
    {
        ArgumentNullException.ThrowIfNull(emails);
        return emails.Chunk(MaxCount).Select(static part => ByEmail(part));
    }

    /// <summary>Any number of contacts by Brevo's own id, in selections of 150.</summary>
    /// <param name="ids">The ids; enumerated lazily.</param>
    public static IEnumerable<ContactSelection> ManyById(IEnumerable<ContactId> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return ids.Chunk(MaxCount).Select(static part => ById(part));
    }

    /// <summary>Any number of contacts by the caller's own id (<c>ext_id</c>), in selections of 150.</summary>
    /// <param name="externalIds">The ids; enumerated lazily.</param>
    public static IEnumerable<ContactSelection> ManyByExternalId(IEnumerable<string> externalIds)
    {
        ArgumentNullException.ThrowIfNull(externalIds);
        return externalIds.Chunk(MaxCount).Select(static part => ByExternalId(part));
    }

    /// <summary>The number of contacts only.</summary>
    public override string ToString() => $"{nameof(ContactSelection)} of {Count}";

    private static List<T> Checked<T>(IEnumerable<T> values, string parameter)
    {
        ArgumentNullException.ThrowIfNull(values, parameter);
        var list = values.ToList();
        return list.Count is > 0 and <= MaxCount
            ? list
            : throw new ArgumentException(
                $"Brevo takes 1 to {MaxCount} contacts per call and got {list.Count}. Use the Many… methods, which split them into several calls.",
                parameter
            );
    }
}
