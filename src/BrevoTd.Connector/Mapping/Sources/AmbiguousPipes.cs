using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>A name that several columns have.</summary>
internal sealed class AmbiguousText<T>(TdSchema schema, string column) : TextPipe<T>
{
    private readonly string _message = schema.MissingColumn(column, 0).Message;

    public override ValueState Read(in T record, EncodeContext context, out ReadOnlySpan<byte> value)
    {
        value = default;
        return context.Fail(MappingFailureCode.WrongType, _message, "absent");
    }
}

/// <summary>A name that several columns have.</summary>
internal sealed class AmbiguousValue<T, TValue>(TdSchema schema, string column) : ValuePipe<T, TValue>
    where TValue : struct
{
    private readonly string _message = schema.MissingColumn(column, 0).Message;

    public override ValueState Read(in T record, EncodeContext context, out TValue value)
    {
        value = default;
        return context.Fail(MappingFailureCode.WrongType, _message, "absent");
    }
}
