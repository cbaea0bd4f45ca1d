namespace BrevoTd.Connector.Batching;

/// <summary>How rows are cut into parts of a bulk import, or into files.</summary>
public sealed record TdPartOptions
{
    /// <summary>
    /// First word of the names of parts or files. Processes that fill one session at the same time use different ones.
    /// </summary>
    /// <value>Default: <c>part</c>.</value>
    public string Label { get; init; } = "part";

    /// <summary>Compressed bytes after which a part is closed. The compressor may add some of its buffer.</summary>
    /// <value>Default: 16 MiB.</value>
    public int MaxPartBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Bytes of rows before compression that a part holds at most; a single larger row gets a part of its own.</summary>
    /// <value>Default: 256 MiB.</value>
    public long MaxPartRowBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Rows that a part holds at most.</summary>
    /// <value>Default: 1,000,000.</value>
    public int MaxPartRows { get; init; } = 1_000_000;

    /// <summary>How many records may fail to become rows before the work ends with their failures.</summary>
    /// <value>Default: 0.</value>
    public long MaxFailedRecords { get; init; }

    /// <summary>Parts that are uploaded at the same time; each takes <see cref="MaxPartBytes"/> of memory.</summary>
    /// <value>Default: 2.</value>
    public int MaxConcurrentUploads { get; init; } = 2;

    /// <summary>Limits only.</summary>
    public override string ToString() =>
        $"{nameof(TdPartOptions)} {{ MaxPartBytes = {MaxPartBytes}, MaxPartRows = {MaxPartRows}, MaxFailedRecords = {MaxFailedRecords} }}";

    internal static TdPartOptions Default { get; } = new();

    internal void Validate()
    {
        if (string.IsNullOrEmpty(Label) || !Label.All(static character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-'))
        {
            throw new ArgumentException($"{nameof(Label)} consists of letters, digits, '_' and '-'.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPartBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPartRowBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPartRows, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxFailedRecords);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConcurrentUploads, 1);
    }
}
