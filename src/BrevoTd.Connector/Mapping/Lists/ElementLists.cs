using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>A list that comes as JSON text.</summary>
internal sealed class JsonTextList<T>(TextPipe<T> text) : ListPipe<T, ListElement>
{
    private readonly ElementBuffer _elements = new();

    public override ValueState Read(in T record, EncodeContext context, ItemWriter<ListElement> items)
    {
        var state = text.Read(in record, context, out var json);
        return state == ValueState.Present ? ListReading.Json(json, _elements, context, items) : state;
    }
}

/// <summary>A list in a column of rows, of itself or as JSON text.</summary>
internal sealed class TdRowList(int ordinal, ColumnUse column) : ListPipe<TdRow, ListElement>
{
    private readonly ElementBuffer _elements = new();

    public override ValueState Read(in TdRow record, EncodeContext context, ItemWriter<ListElement> items)
    {
        var walked = PathWalker.WalkToken(record.Raw(ordinal), column.Path.Parts, out var leaf);
        return ListReading.Leaf(walked, leaf, column, _elements, context, items);
    }
}

/// <summary>A list in a field of an element.</summary>
internal sealed class ElementList(ColumnUse column) : ListPipe<ListElement, ListElement>
{
    private readonly ElementBuffer _elements = new();
    private readonly PathPart[] _path = ListElementBinder.PathTo(column);

    public override ValueState Read(in ListElement record, EncodeContext context, ItemWriter<ListElement> items)
    {
        var state = ListElementBinder.Walk(in record, _path, context, out var walked, out var leaf);
        return state == ValueState.Present ? ListReading.Leaf(walked, leaf, column, _elements, context, items) : state;
    }
}

internal static class ListReading
{
    public static ValueState Leaf(
        TdColumnProblem walked,
        PathLeaf leaf,
        ColumnUse column,
        ElementBuffer elements,
        EncodeContext context,
        ItemWriter<ListElement> items
    )
    {
        if (walked != TdColumnProblem.None)
        {
            return PathReading.NotFound(walked, column, context);
        }

        if (!leaf.IsJson)
        {
            return Token(leaf.Bytes, elements, context, items);
        }

        if (leaf.Kind != TdValueKind.Text)
        {
            return Json(leaf.Bytes, elements, context, items);
        }

        // A list that was made text on its way.
        return JsonScalar.Text(leaf.Bytes, context, out var text) == TdColumnProblem.None
            ? Json(text, elements, context, items)
            : NoList(leaf.Bytes, context);
    }

    public static ValueState Json(ReadOnlySpan<byte> json, ElementBuffer elements, EncodeContext context, ItemWriter<ListElement> items) =>
        json.IsEmpty ? ValueState.Empty
        : json.SequenceEqual("null"u8) ? ValueState.Null
        : elements.TryReadJson(json, context, items) ? ValueState.Present
        : NoList(json, context);

    private static ValueState Token(ReadOnlySpan<byte> token, ElementBuffer elements, EncodeContext context, ItemWriter<ListElement> items)
    {
        var kind = TdToken.Kind(token);
        switch (kind)
        {
            case TdValueKind.Null:
                return ValueState.Null;
            case TdValueKind.Array:
                elements.ReadToken(token, context, items);
                return ValueState.Present;
            case TdValueKind.Text:
                _ = TdToken.Utf8(token, out var json);
                return Json(json, elements, context, items);
            default:
                return context.Fail(
                    MappingFailureCode.WrongType,
                    $"The column holds {TdColumnErrors.Name(kind)} and was read as a list. Read it as what it is, or make a list of it in the SQL.",
                    ValueKinds.Name(kind)
                );
        }
    }

    private static ValueState NoList(ReadOnlySpan<byte> json, EncodeContext context) =>
        context.Fail(
            MappingFailureCode.WrongType,
            "The column holds text that is no JSON list. Correct it at the source, or build it with CAST(ARRAY[…] AS JSON) in the SQL.",
            json
        );
}
