using System.Data;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Fields of a database's reader as columns, found by name once per layout and read by number after that.</summary>
internal sealed class DataRecordBinder<T> : ColumnBinder<T>
{
    private string[] _names = [];
    private TdSchema? _schema;

    public override ColumnBinder<T> ForEncoder() => new DataRecordBinder<T>();

    /// <summary>Readers change their columns with every result set, so the names are compared for each record; the providers hand out the same strings.</summary>
    public override TdSchema SchemaOf(in T record)
    {
        var fields = Record(in record);
        var count = fields.FieldCount;
        var schema = _schema;
        if (schema is null || count != _names.Length || !SameNames(fields))
        {
            _names = new string[count];
            var columns = new TdColumn[count];
            for (var i = 0; i < count; i++)
            {
                _names[i] = fields.GetName(i);
                columns[i] = new TdColumn(_names[i], DataField.ColumnType(fields.GetFieldType(i)));
            }

            _schema = schema = new TdSchema(columns);
        }

        return schema;
    }

    public override TextPipe<T> Text(TdSchema schema, string column, ColumnPath path) =>
        schema.TryGetOrdinal(column, out var ordinal)
            ? path.IsEmpty
                ? new FieldText(ordinal, column)
                : new FieldTextAt(ordinal, new ColumnUse(column, FieldKind.Text, path))
            : schema.Contains(column)
                ? new AmbiguousText<T>(schema, column)
                : new AbsentText<T>();

    public override ValuePipe<T, long> Int64(TdSchema schema, string column, ColumnPath path) =>
        Value<long, Int64Reader>(schema, column, path);

    public override ValuePipe<T, double> Double(TdSchema schema, string column, ColumnPath path) =>
        Value<double, DoubleReader>(schema, column, path);

    public override ValuePipe<T, decimal> Decimal(TdSchema schema, string column, ColumnPath path) =>
        Value<decimal, DecimalReader>(schema, column, path);

    public override ValuePipe<T, bool> Boolean(TdSchema schema, string column, ColumnPath path) =>
        Value<bool, BooleanReader>(schema, column, path);

    public override ValuePipe<T, DateOnly> Date(TdSchema schema, string column, ColumnPath path) =>
        Value<DateOnly, DateReader>(schema, column, path);

    public override ValuePipe<T, DateTimeOffset> Timestamp(TdSchema schema, string column, ColumnPath path) =>
        Value<DateTimeOffset, TimestampReader>(schema, column, path);

    private static ValuePipe<T, TValue> Value<TValue, TReader>(TdSchema schema, string column, ColumnPath path)
        where TValue : struct
        where TReader : struct, IColumnReader<TValue> =>
        schema.TryGetOrdinal(column, out var ordinal)
            ? path.IsEmpty
                ? new FieldValue<TValue, TReader>(ordinal, column)
                : new FieldValueAt<TValue, TReader>(ordinal, new ColumnUse(column, ValueKinds.Of<TValue>(), path))
            : schema.Contains(column)
                ? new AmbiguousValue<T, TValue>(schema, column)
                : new AbsentValue<T, TValue>();

    private static IDataRecord Record(in T record) =>
        (IDataRecord?)(object?)record ?? throw new ArgumentNullException(nameof(record), "The record is null.");

    private bool SameNames(IDataRecord fields)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (!string.Equals(fields.GetName(i), _names[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private static ValueState Unreadable(TdColumnProblem problem, string column, Type type, string wanted, EncodeContext context)
    {
        var what = problem == TdColumnProblem.WrongKind ? "and was read as" : "that cannot be read as";
        return context.Fail(
            MappingFailureCode.WrongType,
            $"Column '{column}' holds {type.Name} {what} {wanted}. Read it as what it is, or convert it in the SQL.",
            type.Name
        );
    }

    /// <summary>A provider refuses a value of a type that it announced itself. Its words may quote the value.</summary>
    private static bool IsRefusal(Exception exception) => exception is InvalidCastException or FormatException or OverflowException;

    private static ValueState Refused(Exception exception, string column, EncodeContext context) =>
        context.Fail(
            MappingFailureCode.WrongType,
            $"Column '{column}' cannot be read: its provider threw {exception.GetType().Name}. Convert it in the SQL.",
            "other"
        );

    private static ValueState ReadText(in T record, int ordinal, string column, EncodeContext context, out ReadOnlySpan<byte> value)
    {
        value = default;
        var fields = Record(in record);
        try
        {
            if (fields.IsDBNull(ordinal))
            {
                return ValueState.Null;
            }

            var type = fields.GetFieldType(ordinal);
            var problem = DataField.Text(fields, ordinal, type, out var text);
            if (problem != TdColumnProblem.None)
            {
                return Unreadable(problem, column, type, "text", context);
            }

            if (text!.Length == 0)
            {
                return ValueState.Empty;
            }

            value = TextBytes.Encode(text, context);
            return ValueState.Present;
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            return Refused(exception, column, context);
        }
    }

    private sealed class FieldText(int ordinal, string column) : TextPipe<T>
    {
        public override ValueState Read(in T record, EncodeContext context, out ReadOnlySpan<byte> value) =>
            ReadText(in record, ordinal, column, context, out value);
    }

    private sealed class FieldValue<TValue, TReader>(int ordinal, string column) : ValuePipe<T, TValue>
        where TValue : struct
        where TReader : struct, IColumnReader<TValue>
    {
        public override ValueState Read(in T record, EncodeContext context, out TValue value)
        {
            value = default;
            var fields = Record(in record);
            try
            {
                if (fields.IsDBNull(ordinal))
                {
                    return ValueState.Null;
                }

                var type = fields.GetFieldType(ordinal);
                var problem = TReader.ReadField(fields, ordinal, type, out value);
                return problem == TdColumnProblem.None ? ValueState.Present : Unreadable(problem, column, type, TReader.Wanted, context);
            }
            catch (Exception exception) when (IsRefusal(exception))
            {
                return Refused(exception, column, context);
            }
        }
    }

    /// <summary>A text inside a field that is JSON text.</summary>
    private sealed class FieldTextAt(int ordinal, ColumnUse column) : TextPipe<T>
    {
        public override ValueState Read(in T record, EncodeContext context, out ReadOnlySpan<byte> value)
        {
            var state = ReadText(in record, ordinal, column.Name, context, out value);
            if (state != ValueState.Present)
            {
                return state;
            }

            var walked = PathWalker.WalkJson(value, column.Path.Parts, out var leaf);
            return PathReading.Text(walked, leaf, column, context, out value);
        }
    }

    /// <summary>A value inside a field that is JSON text.</summary>
    private sealed class FieldValueAt<TValue, TReader>(int ordinal, ColumnUse column) : ValuePipe<T, TValue>
        where TValue : struct
        where TReader : struct, IColumnReader<TValue>
    {
        public override ValueState Read(in T record, EncodeContext context, out TValue value)
        {
            value = default;
            var state = ReadText(in record, ordinal, column.Name, context, out var json);
            if (state != ValueState.Present)
            {
                return state;
            }

            var walked = PathWalker.WalkJson(json, column.Path.Parts, out var leaf);
            return PathReading.Value<TValue, TReader>(walked, leaf, column, context, out value);
        }
    }
}
