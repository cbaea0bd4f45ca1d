using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Batching;

/// <summary>Options of a writer that puts contacts on a list, or takes them off it.</summary>
public class ListMembersWriterOptions : BatchWriterOptions
{
    /// <summary>Creates the options, with batches of up to 150 contacts, which is what one request can carry.</summary>
    public ListMembersWriterOptions() => MaxBatchRecords = ContactSelection.MaxCount;

    /// <summary>
    /// Whether each contact whose membership did not change is looked at by itself (<c>GET /contacts/{identifier}</c>). Brevo's answer does not tell those that are already where they should be from those that
    /// do not exist; a look does, for one more call of the contacts' quota each.
    /// </summary>
    /// <value>Default: <see langword="false"/>: their records are rejected as <c>unchanged</c>.</value>
    public bool LookUpUnchanged { get; set; }

    /// <summary>Whether the list is looked up before anything is sent.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CheckBeforeSending { get; set; } = true;
}
