using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Turns what stands at the end of a path into a rule's state and value.</summary>
internal static class PathReading
{
    public static ValueState Text(
        TdColumnProblem walked,
        PathLeaf leaf,
        ColumnUse column,
        EncodeContext context,
        out ReadOnlySpan<byte> value
    )
    {
        value = default;
        if (walked != TdColumnProblem.None)
        {
            return NotFound(walked, column, context);
        }

        var problem = leaf.IsJson ? JsonScalar.Text(leaf.Bytes, context, out value) : TdToken.Utf8(leaf.Bytes, out value);
        return problem != TdColumnProblem.None ? Unreadable(problem, leaf, column, "text", context)
            : value.IsEmpty ? ValueState.Empty
            : ValueState.Present;
    }

    public static ValueState Value<TValue, TReader>(
        TdColumnProblem walked,
        PathLeaf leaf,
        ColumnUse column,
        EncodeContext context,
        out TValue value
    )
        where TValue : struct
        where TReader : struct, IColumnReader<TValue>
    {
        value = default;
        if (walked != TdColumnProblem.None)
        {
            return NotFound(walked, column, context);
        }

        var problem = leaf.IsJson ? TReader.ReadJson(leaf.Bytes, out value) : TReader.ReadToken(leaf.Bytes, out value);
        return problem == TdColumnProblem.None ? ValueState.Present : Unreadable(problem, leaf, column, TReader.Wanted, context);
    }

    /// <summary>What a way means that led nowhere.</summary>
    public static ValueState NotFound(TdColumnProblem problem, ColumnUse column, EncodeContext context) =>
        problem switch
        {
            TdColumnProblem.Absent => ValueState.Absent,
            TdColumnProblem.Null => ValueState.Null,
            TdColumnProblem.Unreadable => context.Fail(
                MappingFailureCode.WrongType,
                $"Column '{column.Name}' holds text that is not JSON, so there is nothing at '{column.Path}'. Correct it at the source, or take the value in the SQL.",
                "text"
            ),
            _ => context.Fail(
                MappingFailureCode.WrongType,
                column.Path.IsEmpty
                    ? $"The record is not a JSON object, so it has no property '{column.Name}'."
                    : $"Column '{column.Name}' is neither map nor list on the way to '{column.Path}'. Correct the path, or take the value in the SQL.",
                "other"
            ),
        };

    private static ValueState Unreadable(TdColumnProblem problem, PathLeaf leaf, ColumnUse column, string wanted, EncodeContext context)
    {
        if (problem == TdColumnProblem.Null)
        {
            return ValueState.Null;
        }

        var kind = leaf.Kind;
        var what = problem == TdColumnProblem.WrongKind ? "and was read as" : "that cannot be read as";
        return context.Fail(
            MappingFailureCode.WrongType,
            $"Column '{column.Name}{column.Path}' holds {TdColumnErrors.Name(kind)} {what} {wanted}. Read it as what it is, or convert it in the SQL.",
            ValueKinds.Name(kind)
        );
    }
}
