namespace BrevoTd.Connector.TreasureData;

/// <summary>How a file with a query's result is read.</summary>
public sealed record TdResultFileOptions
{
    /// <summary>Form of the file, compressed by gzip or not.</summary>
    /// <value>Default: <see langword="null"/>: by the file's name and its first bytes.</value>
    public TdResultFormat? Format { get; init; }

    /// <summary>
    /// Columns of the result, such as <see cref="TdJob.ResultSchema"/>. Where the file names its columns, the schema gives their types, and the
    /// file their order. Values of csv and tsv take the types from here; what does not fit stays text.
    /// </summary>
    /// <value>
    /// Default: <see langword="null"/>: names from the file or else <c>_col0</c>, <c>_col1</c>…; types by the kinds of the first row, and text for
    /// csv and tsv.
    /// </value>
    public TdSchema? Schema { get; init; }

    /// <summary>Whether csv and tsv begin with a line of column names, as <c>td query --column-header</c> writes them.</summary>
    /// <value>Default: <see langword="true"/>. Without one, set <see cref="Schema"/> or read columns by number.</value>
    public bool HasHeader { get; init; } = true;

    /// <summary>
    /// What stands for null in csv and tsv, unquoted; a text that reads the same cannot be told from it. In columns that are not text, an empty
    /// field is null as well.
    /// </summary>
    /// <value>Default: <c>null</c>, which the command writes unless told otherwise by <c>--null</c>.</value>
    public string NullText { get; init; } = "null";

    /// <summary>Bytes that one row may take; a larger one is refused.</summary>
    /// <value>Default: 67,108,864 (64 MiB). Range: from 1 on.</value>
    public int MaxRowBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Whether a stream stays open when the file is disposed.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool LeaveOpen { get; init; }

    internal static TdResultFileOptions Default { get; } = new();
}
