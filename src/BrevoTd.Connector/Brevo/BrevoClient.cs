using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Entry to Brevo's REST API v3: one property per area. Thread-safe; one instance serves an application for its whole life.
/// Obtain it from the container after <c>services.AddBrevoClient(…)</c>, or from <see cref="Create(BrevoClientOptions)"/>.
/// </summary>
public partial class BrevoClient
{
    /// <summary>For fakes in a user's own tests: override the area properties that the tested code uses.</summary>
    protected BrevoClient()
    {
        Account = null!;
        Attributes = null!;
        Contacts = null!;
        Folders = null!;
        Lists = null!;
        Processes = null!;
    }

    internal BrevoClient(IServiceTransport transport)
    {
        Account = new BrevoAccountClient(transport);
        Attributes = new BrevoAttributesClient(transport);
        Contacts = new BrevoContactsClient(transport);
        Folders = new BrevoFoldersClient(transport);
        Lists = new BrevoListsClient(transport);
        Processes = new BrevoProcessesClient(transport);
    }

    /// <summary>The account behind the key: plan, credits, relay.</summary>
    public virtual BrevoAccountClient Account { get; }

    /// <summary>Definitions of contact attributes.</summary>
    public virtual BrevoAttributesClient Attributes { get; }

    /// <summary>Contacts: single ones, sweeps over many, and the asynchronous import.</summary>
    public virtual BrevoContactsClient Contacts { get; }

    /// <summary>Folders that contact lists stand in.</summary>
    public virtual BrevoFoldersClient Folders { get; }

    /// <summary>Contact lists and their members.</summary>
    public virtual BrevoListsClient Lists { get; }

    /// <summary>Brevo's asynchronous processes: imports and exports.</summary>
    public virtual BrevoProcessesClient Processes { get; }
}
