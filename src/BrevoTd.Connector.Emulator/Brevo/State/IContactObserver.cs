namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Hears of changes to contacts, under the store's lock.</summary>
internal interface IContactObserver
{
    void OnChanged(BrevoStore store, Contact before, Contact after);

    void OnDeleted(BrevoStore store, Contact contact);

    void OnAdded(ContactList list, IReadOnlyList<int> contactIds);

    /// <summary>The end of a change that may have had several parts.</summary>
    void OnCommitted(BrevoStore store);
}
