using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>Rows that are dictionaries; their entries are written in the order of their keys, so that equal rows give equal bytes.</summary>
internal sealed class DictionaryEncoder<TValue>(TdRowConversion conversion, TimeProvider clock)
    : ConvertingEncoder<IReadOnlyDictionary<string, TValue>>(conversion, clock)
{
    private readonly Dictionary<string, (TdColumnKey Key, string? Problem)> _names = new(StringComparer.Ordinal);
    private readonly List<string> _keys = [];
    private long? _fixedTime;

    public override IReadOnlyList<MappingProblem> CheckSource(IReadOnlyDictionary<string, TValue> first, out TdSchema? schema)
    {
        schema = null;
        return [];
    }

    protected override bool TryWrite(IReadOnlyDictionary<string, TValue> record, TdRowWriter row, List<TdCellProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(record);
        problems.Clear();
        row.BeginRow();
        row.WriteTime(Time(record, problems));
        _keys.Clear();
        _keys.AddRange(record.Keys);
        _keys.Sort(StringComparer.Ordinal);
        foreach (var source in _keys)
        {
            if (source == TdRowTime.DefaultColumn && Conversion.Time.Column == source)
            {
                continue;
            }

            WriteCell(row, source, record[source], problems);
        }

        if (problems.Count > 0)
        {
            row.CancelRow();
            return false;
        }

        row.EndRow();
        return true;
    }

    private void WriteCell(TdRowWriter row, string source, TValue value, List<TdCellProblem> problems)
    {
        if (!_names.TryGetValue(source, out var name))
        {
            var adjusted = Conversion.AdjustNames ? TdColumnNames.Adjust(source) : source;
            var problem = TdColumnNames.Problem(adjusted, source, _names.Count);
            name = (problem is null ? new TdColumnKey(adjusted) : default, problem);
            _names.Add(source, name);
        }

        if (name.Problem is { } wrong)
        {
            problems.Add(new TdCellProblem(source, source, wrong, TdCells.KindOf(value)));
            return;
        }

        try
        {
            // By text: two keys may become one name.
            row.WriteName(name.Key.Name);
        }
        catch (ArgumentException)
        {
            problems.Add(
                new TdCellProblem(
                    name.Key.Name,
                    source,
                    $"Two entries of the row become the column '{name.Key.Name}'.",
                    TdCells.KindOf(value)
                )
            );
            return;
        }

        if (TdCells.Write(row, Conversion, value) is { } problemOfValue)
        {
            problems.Add(new TdCellProblem(name.Key.Name, source, problemOfValue, TdCells.KindOf(value)));
            row.WriteNull();
        }
    }

    private long Time(IReadOnlyDictionary<string, TValue> record, List<TdCellProblem> problems)
    {
        if (Conversion.Time.Column is not { } column)
        {
            return _fixedTime ??= (Conversion.Time.Moment ?? Clock.GetUtcNow()).ToUnixTimeSeconds();
        }

        if (!record.TryGetValue(column, out var value))
        {
            problems.Add(
                new TdCellProblem(
                    TdRowTime.DefaultColumn,
                    column,
                    $"The row has no entry '{column}' for its time. Name the entry with TdRowTime.From, or ask for the time of import with TdRowTime.OfImport.",
                    "null"
                )
            );
            return 0;
        }

        if (TdCells.ReadTime(value, out var seconds) is { } problem)
        {
            problems.Add(new TdCellProblem(TdRowTime.DefaultColumn, column, problem, TdCells.KindOf(value)));
        }

        return seconds;
    }
}
