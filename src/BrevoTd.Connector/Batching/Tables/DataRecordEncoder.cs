using System.Data;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>Rows of an ADO.NET source.</summary>
internal sealed class DataRecordEncoder(TdRowConversion conversion, TimeProvider clock) : ConvertingEncoder<IDataRecord>(conversion, clock)
{
    private DataRecordLayout? _layout;

    public override IReadOnlyList<MappingProblem> CheckSource(IDataRecord first, out TdSchema? schema)
    {
        _layout ??= DataRecordLayout.Create(first, Conversion, Clock);
        schema = _layout.Schema;
        return
        [
            .. _layout.Problems.Select(problem => new MappingProblem(
                MappingProblemCode.InvalidName,
                problem.Column,
                problem.Column,
                problem.Message
            )),
        ];
    }

    protected override bool TryWrite(IDataRecord record, TdRowWriter row, List<TdCellProblem> problems)
    {
        _layout ??= DataRecordLayout.Create(record, Conversion, Clock);
        return _layout.Problems.Count == 0 ? _layout.TryWrite(record, row, problems) : throw _layout.Failure(nameof(record));
    }
}
