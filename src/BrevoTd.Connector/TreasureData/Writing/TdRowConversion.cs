using System.Data;

namespace BrevoTd.Connector.TreasureData;

/// <summary>How the columns of an <see cref="IDataRecord"/> or the entries of a dictionary become columns of a table.</summary>
public sealed record TdRowConversion
{
    /// <summary>Where <c>time</c> comes from.</summary>
    /// <value>Default: a column of the source that is named <c>time</c>; it is an error if there is none.</value>
    public TdRowTime Time { get; init; }

    /// <summary>How truth values are written.</summary>
    /// <value>Default: <see cref="TdBooleanFormat.Text"/>.</value>
    public TdBooleanFormat Booleans { get; init; }

    /// <summary>How decimal numbers are written.</summary>
    /// <value>Default: <see cref="TdDecimalFormat.Text"/>.</value>
    public TdDecimalFormat Decimals { get; init; }

    /// <summary>How points in time are written. A <see cref="DateTime"/> without a kind is taken as UTC.</summary>
    /// <value>Default: <see cref="TdTimestampFormat.Text"/>.</value>
    public TdTimestampFormat Timestamps { get; init; }

    /// <summary>Whether names that SQL in Treasure Data does not reach are changed, such as <c>FirstName</c> to <c>first_name</c>.</summary>
    /// <value>Default: <see langword="false"/>; such a name is an error that suggests another.</value>
    public bool AdjustNames { get; init; }

    internal static TdRowConversion Default { get; } = new();

    /// <summary>The columns that the source's rows have in a table, so that one can be made for them (<see cref="TreasureDataTablesClient.EnsureTableAsync"/>).</summary>
    /// <param name="source">A data reader; it is asked for names and types only.</param>
    /// <exception cref="ArgumentException">Columns cannot be written; the message names all of them.</exception>
    public TdSchema SchemaOf(IDataRecord source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var layout = DataRecordLayout.Create(source, this);
        return layout.Problems.Count == 0 ? layout.Schema : throw layout.Failure(nameof(source));
    }
}
