namespace BrevoTd.Connector.Mapping;

/// <summary>Puts looks between the pipes of one rule while it is bound.</summary>
internal sealed class RuleTrace(PlanTrace plan)
{
    private int _steps;
    private bool _hasSource;

    public TextPipe<T> Trace<T>(TextPipe<T> source, RuleNode<T> node, IReadOnlyList<TextStep> own)
    {
        var pipe = Source(source, node, own.Count);
        foreach (var step in own)
        {
            _steps++;
            pipe = new TracedText<T>(new TextSteps<T>(pipe, [step]), step.Name, plan);
        }

        return pipe;
    }

    public ValuePipe<T, TValue> Trace<T, TValue>(ValuePipe<T, TValue> source, RuleNode<T> node, IReadOnlyList<ValueStep<TValue>> own)
        where TValue : struct
    {
        ValuePipe<T, TValue> pipe = SourceName(node, own.Count) is { } name
            ? new TracedValue<T, TValue>(source, name, node.Kind, plan)
            : source;
        foreach (var step in own)
        {
            _steps++;
            pipe = new TracedValue<T, TValue>(new ValueSteps<T, TValue>(pipe, [step]), step.Name, node.Kind, plan);
        }

        return pipe;
    }

    private TextPipe<T> Source<T>(TextPipe<T> source, RuleNode<T> node, int own) =>
        SourceName(node, own) is { } name ? new TracedText<T>(source, name, plan) : source;

    /// <summary>What stands before a node's own steps: the rule's source, or the step that led from the node before to this one.</summary>
    private string? SourceName<T>(RuleNode<T> node, int own)
    {
        var names = node.StepNames.ToList();
        var before = names.Count - own;
        if (!_hasSource)
        {
            _hasSource = true;
            _steps = before;
            return SourceText.Of(node.Column, node.Constant);
        }

        if (before <= _steps)
        {
            // The value changes its type without a step that anybody wrote, as numbers do that identify contacts.
            return null;
        }

        var name = string.Join(" ", names.Skip(_steps).Take(before - _steps));
        _steps = before;
        return name;
    }
}

/// <summary>A look behind a pipe over text.</summary>
internal sealed class TracedText<T>(TextPipe<T> pipe, string step, PlanTrace trace) : TextPipe<T>
{
    public override ValueState Read(in T record, EncodeContext context, out ReadOnlySpan<byte> value)
    {
        var state = pipe.Read(in record, context, out value);
        trace.Add(step, state, value, context);
        return state;
    }
}

/// <summary>A look behind a pipe over values.</summary>
internal sealed class TracedValue<T, TValue>(ValuePipe<T, TValue> pipe, string step, FieldKind kind, PlanTrace trace) : ValuePipe<T, TValue>
    where TValue : struct
{
    public override ValueState Read(in T record, EncodeContext context, out TValue value)
    {
        var state = pipe.Read(in record, context, out value);
        trace.Add(step, state, value, kind, context);
        return state;
    }
}

/// <summary>A rule that is watched.</summary>
internal sealed class TracedEntry<T>(PlanEntry<T> entry, PlanTrace trace, bool isList) : PlanEntry<T>(entry.Field)
{
    public override int MaxFields => entry.MaxFields;

    public override void Write(in T record, EncodeContext context) => trace.Run(entry, isList, in record, context);
}
