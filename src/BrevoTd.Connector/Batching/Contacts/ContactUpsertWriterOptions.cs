using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Options of a writer that writes contacts one by one. Groups of up to 100 records take the place of batches: <see cref="BatchWriterOptions.MaxBatchRecords"/> above that has no effect.
/// </summary>
public class ContactUpsertWriterOptions : BatchWriterOptions
{
    /// <summary>Whether contacts are created, updated, or whichever fits.</summary>
    /// <value>Default: <see cref="ContactWriteMode.Upsert"/>.</value>
    public ContactWriteMode Mode { get; set; } = ContactWriteMode.Upsert;

    /// <summary>Ids of lists that every contact is added to, besides those that the map names (<see cref="ContactMapBuilder{T}.ListIds(Func{T, IEnumerable{long}})"/>).</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<long> ListIds { get; set; } = [];

    /// <summary>Requests of one group under way at once. Two records with one identifier are never in the same group.</summary>
    /// <value>Default: 4. Range: 1 to 64.</value>
    public int MaxConcurrentCalls { get; set; } = 4;

    /// <summary>Whether the map is compared with the first row's columns and with Brevo's attributes, and the lists are looked up, before anything is sent.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CheckBeforeSending { get; set; } = true;

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        base.Validate();
        Require(Enum.IsDefined(Mode), nameof(Mode), "one of the values of ContactWriteMode");
        Require(ListIds is not null, nameof(ListIds), "set; leave it empty for no list");
        Require(MaxConcurrentCalls is >= 1 and <= 64, nameof(MaxConcurrentCalls), "1 to 64");
    }
}
