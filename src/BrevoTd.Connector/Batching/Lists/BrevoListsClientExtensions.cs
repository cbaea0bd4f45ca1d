using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>Writers for the members of Brevo's lists.</summary>
public static class BrevoListsClientExtensions
{
    /// <summary>Creates a writer that puts existing contacts on a list; see the other overload.</summary>
    /// <inheritdoc cref="CreateAddWriter{T}(BrevoListsClient, ContactListId, Func{T, ContactIdentifier?}, ListMembersWriterOptions?)"/>
    /// <param name="lists">The client's lists (<see cref="BrevoClient.Lists"/>).</param>
    /// <param name="listId">Id of the list.</param>
    /// <param name="options">How the writer works; the defaults when <see langword="null"/>.</param>
    public static BatchWriter<ContactIdentifier> CreateAddWriter(
        this BrevoListsClient lists,
        ContactListId listId,
        ListMembersWriterOptions? options = null
    ) => lists.CreateAddWriter<ContactIdentifier>(listId, static identifier => identifier, options);

    /// <summary>
    /// Creates a writer that puts existing contacts on a list, 150 with a call (<c>POST /contacts/lists/{listId}/contacts/add</c>). Contacts are named by e-mail address, id or external id; each
    /// kind travels in requests of its own.
    /// </summary>
    /// <remarks>
    /// A record is delivered when Brevo names its contact as added. Brevo does not tell contacts that are on the list already from those that do not exist: both are rejected as <c>unchanged</c>, unless
    /// <see cref="ListMembersWriterOptions.LookUpUnchanged"/> is set. Repeated when an answer is lost; such records are then unverified instead, because the lost attempt may have added them.
    /// </remarks>
    /// <param name="lists">The client's lists (<see cref="BrevoClient.Lists"/>).</param>
    /// <param name="listId">Id of the list.</param>
    /// <param name="identify">Names the contact of a record; a record without one is dead-lettered.</param>
    /// <param name="options">How the writer works; the defaults when <see langword="null"/>.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <returns>The writer. Complete it for the report, and dispose of it.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static BatchWriter<T> CreateAddWriter<T>(
        this BrevoListsClient lists,
        ContactListId listId,
        Func<T, ContactIdentifier?> identify,
        ListMembersWriterOptions? options = null
    ) => CreateParts(lists, listId, identify, options ?? new ListMembersWriterOptions(), adds: true).CreateWriter();

    /// <summary>Creates a writer that takes contacts off a list; see the other overload.</summary>
    /// <inheritdoc cref="CreateRemoveWriter{T}(BrevoListsClient, ContactListId, Func{T, ContactIdentifier?}, ListMembersWriterOptions?)"/>
    /// <param name="lists">The client's lists (<see cref="BrevoClient.Lists"/>).</param>
    /// <param name="listId">Id of the list.</param>
    /// <param name="options">How the writer works; the defaults when <see langword="null"/>.</param>
    public static BatchWriter<ContactIdentifier> CreateRemoveWriter(
        this BrevoListsClient lists,
        ContactListId listId,
        ListMembersWriterOptions? options = null
    ) => lists.CreateRemoveWriter<ContactIdentifier>(listId, static identifier => identifier, options);

    /// <summary>
    /// Creates a writer that takes contacts off a list, 150 with a call (<c>POST /contacts/lists/{listId}/contacts/remove</c>). The contacts stay in the account. Contacts are named by e-mail address,
    /// id or external id; each kind travels in requests of its own.
    /// </summary>
    /// <remarks>
    /// A record is delivered when Brevo names its contact as removed. Brevo does not tell contacts that are not on the list from those that do not exist: both are rejected as <c>unchanged</c>, unless
    /// <see cref="ListMembersWriterOptions.LookUpUnchanged"/> is set. Repeated when an answer is lost; such records are then unverified instead, because the lost attempt may have removed them.
    /// </remarks>
    /// <param name="lists">The client's lists (<see cref="BrevoClient.Lists"/>).</param>
    /// <param name="listId">Id of the list.</param>
    /// <param name="identify">Names the contact of a record; a record without one is dead-lettered.</param>
    /// <param name="options">How the writer works; the defaults when <see langword="null"/>.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <returns>The writer. Complete it for the report, and dispose of it.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static BatchWriter<T> CreateRemoveWriter<T>(
        this BrevoListsClient lists,
        ContactListId listId,
        Func<T, ContactIdentifier?> identify,
        ListMembersWriterOptions? options = null
    ) => CreateParts(lists, listId, identify, options ?? new ListMembersWriterOptions(), adds: false).CreateWriter();

    internal static WriterParts<T> CreateParts<T>(
        BrevoListsClient lists,
        ContactListId listId,
        Func<T, ContactIdentifier?> identify,
        ListMembersWriterOptions options,
        bool adds
    )
    {
        ArgumentNullException.ThrowIfNull(lists);
        ArgumentNullException.ThrowIfNull(identify);
        var transport = Refusals.RequireService(lists.Transport);
        var looks = options.LookUpUnchanged ? new BrevoContactsClient(transport) : null;
        return new WriterParts<T>(
            new ListMemberEncoder<T>(identify),
            new ListMembersSink(lists, looks, listId, adds),
            options,
            options.CheckBeforeSending ? new ListCheck<T>(transport, listId.Value) : null
        );
    }
}
