namespace BrevoTd.Connector.Sync;

/// <summary>Options of a <see cref="ContactEraser"/>. <see cref="HashKey"/> and <see cref="Account"/> have to be those of the jobs that are to obey its erasures (<see cref="SyncJobOptions"/>).</summary>
public sealed class ContactEraserOptions
{
    /// <summary>Database of Treasure Data in whose table <c>brevo_erasures</c> each erasure leaves a row as its proof. Required.</summary>
    /// <value>Default: <see langword="null"/>, which is refused.</value>
    public string? ProofDatabase { get; set; }

    /// <summary>Secret that goes into the hashes of identifiers (<see cref="SyncJobOptions.HashKey"/>).</summary>
    /// <value>Default: <see langword="null"/>, hashes without a secret.</value>
    public string? HashKey { get; set; }

    /// <summary>Name of the Brevo account (<see cref="SyncJobOptions.Account"/>).</summary>
    /// <value>Default: <c>default</c>. Letters, digits, <c>.</c>, <c>-</c> and <c>_</c>, at most 50 characters.</value>
    public string Account { get; set; } = "default";

    /// <summary>The clock.</summary>
    /// <value>Default: <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(ProofDatabase))
        {
            throw new ArgumentException(
                $"{nameof(ProofDatabase)} must name a database of Treasure Data: an erasure without a proof is none.",
                nameof(ProofDatabase)
            );
        }

        JobNames.Require(Account, nameof(Account));
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }
}
