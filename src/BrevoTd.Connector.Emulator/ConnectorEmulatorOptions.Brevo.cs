namespace BrevoTd.Connector.Emulator;

public sealed partial class ConnectorEmulatorOptions
{
    /// <summary>The port of the Brevo side on 127.0.0.1.</summary>
    /// <value>The default is 0: any free port.</value>
    public int BrevoPort { get; set; }

    /// <summary>The API key that the Brevo side accepts.</summary>
    /// <value>
    /// The default is <see langword="null"/>: a generated one that starts with <c>xkeysib-</c>, or the one that <see cref="Folder"/> holds
    /// from before.
    /// </value>
    public string? BrevoApiKey { get; set; }

    /// <summary>The tier whose limits the Brevo side enforces.</summary>
    /// <value>The default is <see cref="BrevoEmulatorTier.General"/>.</value>
    public BrevoEmulatorTier BrevoTier { get; set; } = BrevoEmulatorTier.General;

    /// <summary>
    /// Whether the Brevo side counts requests and answers 429 beyond the tier's limits. If not, it sends no <c>x-sib-ratelimit-*</c>
    /// headers either.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool EnforceQuotas { get; set; } = true;

    /// <summary>Whether the account has consent groups. Without them, every call about them is refused with 403.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool BrevoConsentGroups { get; set; }

    /// <summary>How long an import takes at least, from its acceptance to its end. Imports wait at the same time but are applied in order. An export takes as long.</summary>
    /// <value>The default is 200 ms.</value>
    public TimeSpan ImportProcessingTime { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>What each row adds to <see cref="ImportProcessingTime"/>.</summary>
    /// <value>The default is 20 µs: 20 ms for 1,000 rows.</value>
    public TimeSpan ImportTimePerRow { get; set; } = TimeSpan.FromMicroseconds(20);

    /// <summary>The largest body of <c>POST /v3/contacts/import</c>, in bytes.</summary>
    /// <value>The default is 10,000,000 (Brevo: 10 MB).</value>
    public int ImportBodyLimit { get; set; } = 10_000_000;

    /// <summary>How the Brevo side decides where Brevo's documents are silent.</summary>
    /// <value>The default is a <see cref="BrevoEmulatorChoices"/> with every default.</value>
    public BrevoEmulatorChoices BrevoChoices { get; set; } = new();

    partial void CompleteBrevo()
    {
        CheckPort(BrevoPort, nameof(BrevoPort));
        CheckKey(BrevoApiKey, nameof(BrevoApiKey));
        CheckDuration(ImportProcessingTime, nameof(ImportProcessingTime));
        CheckDuration(ImportTimePerRow, nameof(ImportTimePerRow));
        if (!Enum.IsDefined(BrevoTier))
            throw new ArgumentException($"BrevoTier is {BrevoTier}. Use General, Advanced or Extended.");
        if (ImportBodyLimit <= 0)
            throw new ArgumentException("ImportBodyLimit must be positive; Brevo's is 10,000,000 bytes.");
        (BrevoChoices ?? throw new ArgumentException("BrevoChoices is null. Leave the option alone to take every default.")).Validate();
    }
}
