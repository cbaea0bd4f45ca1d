namespace BrevoTd.Connector.Batching;

/// <summary>What was found when imported contacts were read back. It has names of attributes and numbers, never a value.</summary>
public sealed record ImportVerification
{
    /// <summary>Which contacts were read back.</summary>
    public ContactVerification Mode { get; init; }

    /// <summary>Records that were looked for: those found and those missing.</summary>
    public long Looked { get; init; }

    /// <summary>Delivered records that were not looked for: beyond the sample, or because the calls failed or there was no time left.</summary>
    public long NotLooked { get; init; }

    /// <summary>Records whose contact was created by this writer.</summary>
    public long Created { get; init; }

    /// <summary>Records whose contact existed before and was updated.</summary>
    public long Updated { get; init; }

    /// <summary>Records whose contact existed before and was left as it was, because the writer does not update.</summary>
    public long LeftAsTheyWere { get; init; }

    /// <summary>
    /// Records that no report names and whose contact is not there. They are counted as <see cref="RecordOutcome.Unverified"/> with <see cref="OutcomeCause.NotFoundAfterImport"/>: the contact may have been deleted or
    /// merged since.
    /// </summary>
    public long Missing { get; init; }

    /// <summary>Records for which something was sent that the contact does not have (<see cref="IgnoredAttributes"/>, <see cref="DifferentAttributes"/>).</summary>
    public long Differing { get; init; }

    /// <summary>Attributes that were sent and that the contact does not have, by name: Brevo ignores unknown attributes and values of the wrong type without a word.</summary>
    public IReadOnlyDictionary<string, long> IgnoredAttributes { get; init; } = new Dictionary<string, long>();

    /// <summary>Attributes of which the contact has another value than was sent, by name: Brevo kept the old one, stored it in another form, or somebody changed it since.</summary>
    public IReadOnlyDictionary<string, long> DifferentAttributes { get; init; } = new Dictionary<string, long>();

    /// <summary>The numbers in one line.</summary>
    /// <returns>One line.</returns>
    public override string ToString() =>
        $"{Mode}: looked for {Looked}, created {Created}, updated {Updated}, missing {Missing}, differing {Differing}";
}
