namespace BrevoTd.Connector.Mapping;

/// <summary>Reads a list from a record and hands its items on, one by one and without keeping them.</summary>
internal abstract class ListPipe<T, TItem>
{
    public abstract ValueState Read(in T record, EncodeContext context, ItemWriter<TItem> items);
}

/// <summary>Takes the items of a list.</summary>
internal abstract class ItemWriter<TItem>
{
    public abstract void Write(in TItem item, EncodeContext context);
}

/// <summary>A list that the user's function takes from the record.</summary>
internal sealed class FunctionList<T, TItem>(Func<T, IEnumerable<TItem>?> function) : ListPipe<T, TItem>
{
    private const string What = "The rule's function";

    public override ValueState Read(in T record, EncodeContext context, ItemWriter<TItem> items)
    {
        IEnumerable<TItem>? list;
        try
        {
            list = function(record);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return context.FailFunction(What, exception, "record");
        }

        switch (list)
        {
            case null:
                return ValueState.Null;
            case TItem[] array:
                foreach (ref readonly var item in array.AsSpan())
                {
                    items.Write(in item, context);
                }

                return ValueState.Present;
            case IReadOnlyList<TItem> readOnly:
                return ReadByPosition(readOnly, context, items);
            default:
                return ReadByEnumerator(list, context, items);
        }
    }

    // No enumerator, which would have to be allocated.
    private static ValueState ReadByPosition(IReadOnlyList<TItem> list, EncodeContext context, ItemWriter<TItem> items)
    {
        for (var i = 0; ; i++)
        {
            TItem item;
            try
            {
                if (i >= list.Count)
                {
                    return ValueState.Present;
                }

                item = list[i];
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                return context.FailFunction(What, exception, "list");
            }

            items.Write(in item, context);
        }
    }

    private static ValueState ReadByEnumerator(IEnumerable<TItem> list, EncodeContext context, ItemWriter<TItem> items)
    {
        IEnumerator<TItem>? enumerator = null;
        try
        {
            while (true)
            {
                TItem item;
                try
                {
                    enumerator ??= list.GetEnumerator();
                    if (!enumerator.MoveNext())
                    {
                        return ValueState.Present;
                    }

                    item = enumerator.Current;
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    return context.FailFunction(What, exception, "list");
                }

                items.Write(in item, context);
            }
        }
        finally
        {
            enumerator?.Dispose();
        }
    }
}
