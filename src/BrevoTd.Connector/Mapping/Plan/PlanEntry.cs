namespace BrevoTd.Connector.Mapping;

/// <summary>A rule, compiled for one schema and one wire shape.</summary>
internal abstract class PlanEntry<T>(Field field)
{
    public Field Field { get; } = field;

    /// <summary>How many fields it writes at most.</summary>
    public virtual int MaxFields => 1;

    public abstract void Write(in T record, EncodeContext context);
}

internal sealed class TextEntry<T, TFormat>(TextPipe<T> pipe, Field field) : PlanEntry<T>(field)
    where TFormat : struct, IWireFormat
{
    private readonly byte[] _name = field.Name;
    private readonly FieldRole _role = field.Role;

    public override void Write(in T record, EncodeContext context)
    {
        var state = pipe.Read(in record, context, out var value);
        if (state == ValueState.Present)
        {
            var start = TFormat.WriteText(context.Buffer, _name, value);
            if (_role != FieldRole.None)
            {
                context.Found(_role, start);
            }
        }
        else if (state == ValueState.Empty && context.KeepsEmpty(Field))
        {
            _ = TFormat.WriteText(context.Buffer, _name, []);
        }
        else if (context.Missing(Field, state))
        {
            TFormat.WriteCleared(context.Buffer, _name);
        }
    }
}

/// <summary>A text of the user's function without steps: it goes straight to its place, without a copy in between.</summary>
internal sealed class FunctionTextEntry<T, TFormat>(TextFunction<T> function, Field field) : PlanEntry<T>(field)
    where TFormat : struct, IWireFormat
{
    private readonly byte[] _name = field.Name;
    private readonly FieldRole _role = field.Role;

    public override void Write(in T record, EncodeContext context)
    {
        var state = function.Take(in record, context, out var text);
        if (state == ValueState.Present)
        {
            var start = TFormat.WriteText(context, _name, text);
            if (_role != FieldRole.None)
            {
                context.Found(_role, start);
            }
        }
        else if (state == ValueState.Empty && context.KeepsEmpty(Field))
        {
            _ = TFormat.WriteText(context.Buffer, _name, []);
        }
        else if (context.Missing(Field, state))
        {
            TFormat.WriteCleared(context.Buffer, _name);
        }
    }
}

internal sealed class ValueEntry<T, TValue, TKind, TFormat>(ValuePipe<T, TValue> pipe, Field field) : PlanEntry<T>(field)
    where TValue : struct
    where TKind : struct, IValueKind<TValue>
    where TFormat : struct, IWireFormat
{
    private readonly byte[] _name = field.Name;

    public override void Write(in T record, EncodeContext context)
    {
        var state = pipe.Read(in record, context, out var value);
        if (state == ValueState.Present)
        {
            if (TKind.Refuse(value) is not { } refusal)
            {
                TKind.Write<TFormat>(context.Buffer, _name, value);
                return;
            }

            state = context.Fail(MappingFailureCode.WrongType, refusal, ValueKinds.Name(TKind.Kind));
        }

        if (context.Missing(Field, state))
        {
            TFormat.WriteCleared(context.Buffer, _name);
        }
    }
}

/// <summary>A number of JSON by which the service knows the record or its contact.</summary>
internal sealed class NumberIdEntry<T>(PlanEntry<T> entry) : PlanEntry<T>(entry.Field)
{
    public override void Write(in T record, EncodeContext context)
    {
        var before = context.Buffer.Count;
        var comma = JsonFormat.Opens(context.Buffer.Last) ? 1 : 0;
        entry.Write(in record, context);
        if (context.Buffer.Count > before)
        {
            context.FoundNumber(Field.Role, before + Field.Name.Length - comma);
        }
    }
}

/// <summary>A rule that applies to some records only.</summary>
internal sealed class ConditionalEntry<T>(PlanEntry<T> entry, Func<T, bool>[] conditions) : PlanEntry<T>(entry.Field)
{
    public override int MaxFields => entry.MaxFields;

    public override void Write(in T record, EncodeContext context)
    {
        foreach (var condition in conditions)
        {
            bool applies;
            try
            {
                applies = condition(record);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                _ = context.Missing(Field, context.FailFunction("The condition of When", exception, "record"));
                return;
            }

            if (!applies)
            {
                return;
            }
        }

        entry.Write(in record, context);
    }
}
