namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>One row of an import as sent.</summary>
internal sealed record ImportRow(string? Email, List<(string Name, RawValue Value)> Attributes)
{
    public override string ToString() => $"ImportRow with {Attributes.Count} attributes";
}

/// <summary>A checked import that waits to be applied.</summary>
internal sealed record ImportJob(
    int[] ListIds,
    bool EmailBlacklist,
    bool SmsBlacklist,
    bool UpdateExisting,
    bool EmptyErases,
    List<ImportRow> Rows
)
{
    public long[] ConsentGroupIds { get; init; } = [];

    public override string ToString() => $"ImportJob with {Rows.Count} rows";
}
