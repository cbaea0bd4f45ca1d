namespace BrevoTd.Connector.Mapping;

/// <summary>A list of JSON, or items that join the list around them. It takes itself back when no item has written anything.</summary>
internal sealed class ListEntry<T, TItem>(ListPipe<T, TItem> pipe, ItemPlan<TItem> items, bool isSpread, Field field) : PlanEntry<T>(field)
{
    public override void Write(in T record, EncodeContext context)
    {
        var buffer = context.Buffer;
        var before = context.Mark();
        var failures = context.FailureCount;
        if (!isSpread)
        {
            _ = JsonFormat.WriteName(buffer, Field.Name, 1);
            buffer.Write((byte)'[');
        }

        var opened = buffer.Count;
        context.Positions.Enter();
        var state = pipe.Read(in record, context, items);
        context.Positions.Leave();
        if (state == ValueState.Present && buffer.Count > opened)
        {
            if (!isSpread)
            {
                buffer.Write((byte)']');
            }

            return;
        }

        context.TakeBack(before);
        if (state != ValueState.Failed)
        {
            if (context.FailureCount > failures)
            {
                return;
            }

            state = state == ValueState.Present ? ValueState.Empty : state;
        }

        if (context.Missing(Field, state))
        {
            JsonFormat.WriteCleared(buffer, Field.Name);
        }
    }
}
