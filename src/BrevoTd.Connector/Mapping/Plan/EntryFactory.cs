namespace BrevoTd.Connector.Mapping;

/// <summary>Makes plan entries for one wire format. Every combination of type and format stands here, so that ahead-of-time compilers see it.</summary>
internal abstract class EntryFactory<T>
{
    public abstract byte[] EncodeName(string name);

    /// <summary>What stands in place of the name in front of a list's items.</summary>
    public byte[] Nameless { get; } = [(byte)','];

    public abstract PlanEntry<T> Text(TextPipe<T> pipe, Field field);

    public abstract PlanEntry<T> Value(FieldKind kind, ValuePipe<T> pipe, Field field);
}

internal sealed class EntryFactory<T, TFormat> : EntryFactory<T>
    where TFormat : struct, IWireFormat
{
    public override byte[] EncodeName(string name) => TFormat.EncodeName(name);

    public override PlanEntry<T> Text(TextPipe<T> pipe, Field field) =>
        field.Limit is { } limit ? new TextEntry<T, TFormat>(new LimitedText<T>(pipe, limit), field)
        : pipe is TextFunction<T> function ? new FunctionTextEntry<T, TFormat>(function, field)
        : new TextEntry<T, TFormat>(pipe, field);

    public override PlanEntry<T> Value(FieldKind kind, ValuePipe<T> pipe, Field field) =>
        kind switch
        {
            FieldKind.Int64 => new ValueEntry<T, long, Int64Kind, TFormat>((ValuePipe<T, long>)pipe, field),
            FieldKind.Double => new ValueEntry<T, double, DoubleKind, TFormat>((ValuePipe<T, double>)pipe, field),
            FieldKind.Decimal => new ValueEntry<T, decimal, DecimalKind, TFormat>((ValuePipe<T, decimal>)pipe, field),
            FieldKind.Boolean => new ValueEntry<T, bool, BooleanKind, TFormat>((ValuePipe<T, bool>)pipe, field),
            FieldKind.Date => new ValueEntry<T, DateOnly, DateKind, TFormat>((ValuePipe<T, DateOnly>)pipe, field),
            FieldKind.Timestamp => new ValueEntry<T, DateTimeOffset, TimestampKind, TFormat>((ValuePipe<T, DateTimeOffset>)pipe, field),
            FieldKind.UnixTime => new ValueEntry<T, DateTimeOffset, UnixTimeKind, TFormat>((ValuePipe<T, DateTimeOffset>)pipe, field),
            _ => throw new InvalidOperationException($"Values of kind {kind} are written as text."),
        };
}
