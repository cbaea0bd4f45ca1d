using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Writes the items of a list: objects of their own rules, or plain values.</summary>
internal sealed class ItemPlan<TItem> : ItemWriter<TItem>
{
    private readonly RuleSet<TItem> _rules;
    private readonly IRuleDefinition _list;
    private readonly EntryFactory<TItem, JsonFormat> _factory = new();
    private readonly ColumnBinder<TItem>? _binder = ColumnBinder<TItem>.Instance?.ForEncoder();
    private readonly PlanTrace? _trace;
    private readonly Func<TItem, bool>[] _skipConditions;
    private readonly bool _isPlain;
    private PlanEntry<TItem>[] _entries = [];
    private TdSchema? _schema;

    public ItemPlan(RuleSet<TItem> rules, IRuleDefinition list, PlanTrace? trace)
    {
        _trace = trace;
        _rules = rules;
        _list = list;
        _isPlain = rules.Root.IsList;
        _skipConditions = [.. rules.SkipConditions];
    }

    public override void Write(in TItem item, EncodeContext context)
    {
        context.Positions.Next();
        if (item is null && !_isPlain)
        {
            return;
        }

        var schema = _binder is null ? TdSchema.Empty : _binder.SchemaOf(in item);
        if (!ReferenceEquals(schema, _schema))
        {
            _entries = _rules.Compile(_factory, new BindContext<TItem>(_binder, schema) { Plan = _trace }, _rules.Root);
            _schema = schema;
        }

        var before = context.Mark();
        var failures = context.FailureCount;
        if (!IsSkipped(item, context))
        {
            WriteItem(in item, context);
        }

        if (context.FailureCount > failures && _list.IsDropped)
        {
            context.ForgetFailures(failures);
            context.TakeBack(before);
            context.Dropped(_list.Index);
        }
    }

    private void WriteItem(in TItem item, EncodeContext context)
    {
        var buffer = context.Buffer;
        var before = context.Mark();
        if (!_isPlain)
        {
            _ = JsonFormat.WriteName(buffer, _factory.Nameless, 1);
            buffer.Write((byte)'{');
        }

        foreach (var entry in _entries)
        {
            entry.Write(in item, context);
        }

        if (_isPlain)
        {
            return;
        }

        if (buffer.Last == (byte)'{' || (_rules.Root.NeedsAddress && context.LastAddress <= before.Position))
        {
            context.TakeBack(before);
        }
        else
        {
            buffer.Write((byte)'}');
        }
    }

    private bool IsSkipped(TItem item, EncodeContext context)
    {
        foreach (var condition in _skipConditions)
        {
            try
            {
                if (condition(item))
                {
                    context.Dropped(_list.Index);
                    return true;
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                _ = context.FailFunction("The condition of SkipWhen", exception, "record");
                context.AddPendingFailure($"{_list.Target}[]", source: null);
                return true;
            }
        }

        return false;
    }
}
