using System.Globalization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>One line of a CSV file of Brevo's, by column. Names of columns are found whatever their case; personal data.</summary>
public sealed class CsvRow
{
    private readonly IReadOnlyDictionary<string, int> _places;
    private readonly string[] _fields;

    internal CsvRow(IReadOnlyList<string> columns, IReadOnlyDictionary<string, int> places, string[] fields)
    {
        Columns = columns;
        _places = places;
        _fields = fields;
    }

    /// <summary>Names of the columns, in the file's order and spelling.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The fields, in the file's order. A short line has fewer than there are columns.</summary>
    public IReadOnlyList<string> Fields => _fields;

    /// <summary>The text of a column; <see langword="null"/> when there is no such column, or the line ends before it.</summary>
    /// <param name="column">Name of the column.</param>
    public string? this[string column] => _places.TryGetValue(column, out var place) && place < _fields.Length ? _fields[place] : null;

    /// <summary>A row of a user's own making, for tests.</summary>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="fields">The fields.</param>
    public static CsvRow Create(IReadOnlyList<string> columns, IReadOnlyList<string> fields)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(fields);
        return new(columns, PlacesOf(columns), [.. fields]);
    }

    /// <summary>The text of a column; <see langword="null"/> when it is empty or not there.</summary>
    /// <param name="column">Name of the column.</param>
    public string? Text(string column) => this[column] is { Length: > 0 } text ? text : null;

    /// <summary>The whole number of a column; <see langword="null"/> when it is empty or not there.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="FormatException">It holds something else.</exception>
    public long? Integer(string column) =>
        Text(column) is not { } text ? null
        : long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw NotA("whole number", column);

    /// <summary>The number of a column, with a point before its decimals; <see langword="null"/> when it is empty or not there.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="FormatException">It holds something else.</exception>
    public double? Number(string column) =>
        Text(column) is not { } text ? null
        : double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw NotA("number", column);

    /// <summary>The truth value of a column (<c>true</c>, <c>false</c>, <c>yes</c>, <c>no</c>, <c>1</c>, <c>0</c>); <see langword="null"/> when it is empty or not there.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="FormatException">It holds something else.</exception>
    public bool? Boolean(string column) =>
        Text(column)?.Trim().ToUpperInvariant() switch
        {
            null => null,
            "TRUE" or "YES" or "1" => true,
            "FALSE" or "NO" or "0" => false,
            _ => throw NotA("truth value", column),
        };

    /// <summary>The moment of a column, UTC where it has no zone; <see langword="null"/> when it is empty or not there.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="FormatException">It holds something else.</exception>
    public DateTimeOffset? Moment(string column)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        return LenientDateTimeOffsetConverter.TryParse(text, out var moment) ? moment : throw NotA("date", column);
    }

    /// <summary>The date of a column in the form <c>YYYY-MM-DD</c>, alone or before a time; <see langword="null"/> when it is empty or not there.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="FormatException">It holds something else.</exception>
    public DateOnly? Date(string column) =>
        Text(column) is not { } text ? null
        : text.Length >= 10
        && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
        : throw NotA("date of the form YYYY-MM-DD", column);

    /// <summary>The number of fields only, because they may be personal data.</summary>
    public override string ToString() => $"{nameof(CsvRow)} of {_fields.Length} fields";

    internal static Dictionary<string, int> PlacesOf(IReadOnlyList<string> columns)
    {
        var places = new Dictionary<string, int>(columns.Count, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < columns.Count; i++)
        {
            places.TryAdd(columns[i], i);
        }

        return places;
    }

    // The value may be personal data: only the column is named.
    private static FormatException NotA(string kind, string column) =>
        new($"A field of the column {column} is not a {kind}. Read it as text.");
}
