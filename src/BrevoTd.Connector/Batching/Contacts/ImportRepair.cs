namespace BrevoTd.Connector.Batching;

/// <summary>What a writer of contact imports does with a contact that a report of its import names.</summary>
public enum ImportRepair
{
    /// <summary>It is rejected with the report's cause, and goes to the dead letters if rejected ones do (<see cref="BatchWriterOptions.DeadLetterRejected"/>).</summary>
    None,

    /// <summary>
    /// The field that the report complains of is left out, and the contact is sent again, once for each cause, with a later import. When it is delivered then, the report of the writer counts it as repaired. A contact that has no
    /// other identifier, or not the field, is rejected.
    /// </summary>
    DropAndResend,

    /// <summary>It is rejected with the report's cause, and never goes to the dead letters.</summary>
    Skip,

    /// <summary>It is dead-lettered with the report's cause.</summary>
    DeadLetter,
}
