using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Sync;

/// <summary>That a contact is on a list.</summary>
/// <param name="ListId">The list.</param>
/// <param name="Contact">The contact.</param>
public sealed record BrevoListMember(ContactListId ListId, Contact Contact)
{
    /// <summary>The two ids.</summary>
    public override string ToString() => $"contact {Contact.Id} on list {ListId}";
}
