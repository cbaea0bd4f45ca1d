using System.Buffers;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>Turns records into rows without a map, by the types of their values.</summary>
internal abstract class ConvertingEncoder<T>(TdRowConversion conversion, TimeProvider clock) : RecordEncoder<T>
{
    private readonly List<TdCellProblem> _problems = [];
    private TdRowWriter? _writer;
    private long _encoded;
    private long _failed;
    private long _nulls;
    private long _wrongTypes;

    protected TdRowConversion Conversion { get; } = conversion;

    protected TimeProvider Clock { get; } = clock;

    public override EncodedRecord Encode(T record, long number, IBufferWriter<byte> output)
    {
        if (_writer is null)
        {
            _writer = new TdRowWriter(output, Conversion.Booleans);
        }
        else
        {
            _writer.Retarget(output);

            // The source may have thrown in the middle of the row before.
            _writer.CancelRow();
        }

        if (TryWrite(record, _writer, _problems))
        {
            Interlocked.Increment(ref _encoded);
            return new EncodedRecord { Outcome = EncodeOutcome.Encoded };
        }

        Interlocked.Increment(ref _failed);
        var nulls = _problems.Count(IsNull);
        Interlocked.Add(ref _nulls, nulls);
        Interlocked.Add(ref _wrongTypes, _problems.Count - nulls);
        return new EncodedRecord
        {
            Outcome = EncodeOutcome.Failed,
            Failures =
            [
                .. _problems.Select(problem => new MappingFailure(
                    number,
                    problem.Column,
                    problem.Source,
                    IsNull(problem) ? MappingFailureCode.Required : MappingFailureCode.WrongType,
                    problem.Message,
                    problem.Kind
                )),
            ],
        };
    }

    public override MappingStatistics GetStatistics() =>
        new()
        {
            Encoded = Interlocked.Read(ref _encoded),
            Failed = Interlocked.Read(ref _failed),
            FailuresByCode = new[]
            {
                KeyValuePair.Create(MappingFailureCode.Required.Value, Interlocked.Read(ref _nulls)),
                KeyValuePair.Create(MappingFailureCode.WrongType.Value, Interlocked.Read(ref _wrongTypes)),
            }
                .Where(static pair => pair.Value > 0)
                .ToDictionary(StringComparer.Ordinal),
        };

    /// <summary>Everything that is wrong with the first record's columns, and the columns of a table for it.</summary>
    public abstract IReadOnlyList<MappingProblem> CheckSource(T first, out TdSchema? schema);

    protected abstract bool TryWrite(T record, TdRowWriter row, List<TdCellProblem> problems);

    private static bool IsNull(TdCellProblem problem) => problem.Kind == "null";
}
