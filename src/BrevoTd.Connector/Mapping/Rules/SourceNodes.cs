namespace BrevoTd.Connector.Mapping;

internal sealed class TextColumnNode<T>(string column, ColumnPath path) : TextNode<T>
{
    public override ColumnUse? Column { get; } = new(column, FieldKind.Text, path);

    protected override TextPipe<T> BindSource(BindContext<T> bind) => bind.Columns.Text(bind.Schema, column, path);
}

/// <summary>The same text for every record.</summary>
internal sealed class TextConstantNode<T>(string text) : TextNode<T>
{
    public override string? Constant => text;

    protected override TextPipe<T> BindSource(BindContext<T> bind) => new TextConstant<T>(text);
}

internal sealed class TextFunctionNode<T>(Func<T, string?> function, PropertySetter<T>? setter = null) : TextNode<T>
{
    public override PropertySetter<T>? Setter => setter;

    protected override TextPipe<T> BindSource(BindContext<T> bind) => new TextFunction<T>(function);
}

internal sealed class ValueFunctionNode<T, TValue>(FieldKind kind, Func<T, TValue?> function, PropertySetter<T>? setter = null)
    : ValueNode<T, TValue>(kind)
    where TValue : struct
{
    public override PropertySetter<T>? Setter => setter;

    protected override ValuePipe<T, TValue> BindSource(BindContext<T> bind) => new ValueFunction<T, TValue>(function);
}

internal sealed class ValueColumnNode<T, TValue>(FieldKind kind, string column, ColumnPath path, ColumnSource<T, TValue> source)
    : ValueNode<T, TValue>(kind)
    where TValue : struct
{
    public override ColumnUse? Column { get; } = new(column, kind == FieldKind.UnixTime ? FieldKind.Timestamp : kind, path);

    protected override ValuePipe<T, TValue> BindSource(BindContext<T> bind) => source(bind.Columns, bind.Schema, column, path);
}

/// <summary>Which of the binder's methods reads the column.</summary>
internal delegate ValuePipe<T, TValue> ColumnSource<T, TValue>(
    ColumnBinder<T> binder,
    TreasureData.TdSchema schema,
    string column,
    ColumnPath path
)
    where TValue : struct;
