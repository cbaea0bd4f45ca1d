namespace BrevoTd.Connector.Mapping;

/// <summary>Phone numbers whose region each record tells.</summary>
internal sealed class RegionPhone<T>(TextPipe<T> source, Func<T, string?> region) : TextPipe<T>
{
    private const string Message =
        "The text is no valid phone number of the record's region, nor one that begins with +. Correct it at the source, or drop it with OrDrop.";

    public override ValueState Read(in T record, EncodeContext context, out ReadOnlySpan<byte> value)
    {
        var state = source.Read(in record, context, out value);
        if (state != ValueState.Present)
        {
            return state;
        }

        string? home;
        try
        {
            home = region(record);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return context.FailFunction("The function of ToE164", exception, "record");
        }

        return ToE164Step.Apply(ref value, home?.Trim().ToUpperInvariant(), Message, context);
    }
}
