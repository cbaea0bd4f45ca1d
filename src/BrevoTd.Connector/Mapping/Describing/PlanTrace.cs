namespace BrevoTd.Connector.Mapping;

/// <summary>
/// Writes down what the rules of one record do. A plan that is bound with a trace runs the same pipes and steps as any other, one by one, with a look between them; a plan
/// bound without one knows nothing of it.
/// </summary>
internal sealed class PlanTrace(bool showValues)
{
    private readonly List<RuleExplanation> _rules = [];
    private List<StepExplanation> _steps = [];

    public IReadOnlyList<RuleExplanation> Rules => _rules;

    /// <summary>The look behind a text.</summary>
    public void Add(string step, ValueState state, ReadOnlySpan<byte> value, EncodeContext context) =>
        _steps.Add(
            new StepExplanation(
                step,
                state == ValueState.Present ? TraceText.Masked(value) : TraceText.State(state),
                showValues && state == ValueState.Present ? TraceText.Shown(value) : null,
                state == ValueState.Failed ? context.PendingCode : null
            )
        );

    /// <summary>The look behind a value.</summary>
    public void Add<TValue>(string step, ValueState state, TValue value, FieldKind kind, EncodeContext context)
        where TValue : struct =>
        _steps.Add(
            new StepExplanation(
                step,
                state == ValueState.Present ? TraceText.Masked(value, kind) : TraceText.State(state),
                showValues && state == ValueState.Present ? TraceText.Shown(value) : null,
                state == ValueState.Failed ? context.PendingCode : null
            )
        );

    /// <summary>Runs a rule and writes down what came of it.</summary>
    public void Run<T>(PlanEntry<T> entry, bool isList, in T record, EncodeContext context)
    {
        var target = context.Positions.Fill(entry.Field.Target);
        var outer = _steps;
        _steps = [];
        // Taken before the rules inside, so that an object stands before its fields.
        var place = _rules.Count;
        var failures = context.FailureCount;
        var written = context.Buffer.Count;
        var dropped = context.DroppedOf(entry.Field.Index);
        try
        {
            entry.Write(in record, context);
            var failed = context.FailureCount > failures;
            var isDropped = context.DroppedOf(entry.Field.Index) > dropped;
            var hasWritten = context.Buffer.Count > written;
            var outcome =
                failed ? RuleOutcome.Failed
                : hasWritten ? (Clears(entry.Field, isList && _rules.Count == place) ? RuleOutcome.Cleared : RuleOutcome.Written)
                : isDropped ? RuleOutcome.Dropped
                : entry is ConditionalEntry<T> && _steps.Count == 0 && _rules.Count == place ? RuleOutcome.NotApplied
                : RuleOutcome.Omitted;
            _rules.Insert(
                place,
                new RuleExplanation(
                    target,
                    entry.Field.Source,
                    _steps,
                    outcome,
                    failed ? context.FailureAt(failures).Message
                        // Items of a list are dropped each for its own reason.
                        : isDropped && !isList ? context.PendingMessage
                        : null
                )
            );
        }
        finally
        {
            _steps = outer;
        }
    }

    /// <summary>Whether something was written without a value.</summary>
    private bool Clears(Field field, bool isListWithoutItems) =>
        _steps.Count == 0
            ? isListWithoutItems
            : !_steps[^1].IsPresent && !(field.EmptyPolicy == EmptyPolicy.Keep && _steps[^1].IsEmptyText);
}
