namespace BrevoTd.Connector.Batching;

/// <summary>Whether a writer of contact imports reads contacts back after their import.</summary>
public enum ContactVerification
{
    /// <summary>Nothing is read back. What Brevo's reports say is believed.</summary>
    None,

    /// <summary>Some contacts of each import are read back, one call each (<see cref="ContactImportWriterOptions.VerificationSampleShare"/>, <see cref="ContactImportWriterOptions.VerificationSampleSize"/>).</summary>
    Sample,

    /// <summary>Every contact is read back, 1,000 with one call where that is possible.</summary>
    Full,
}
