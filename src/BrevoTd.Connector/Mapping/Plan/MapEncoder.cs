using System.Buffers;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>Runs a map's plan over records. A wire shape derives from it and says how a record is framed.</summary>
internal abstract class MapEncoder<T> : RecordEncoder<T>
{
    private readonly MapDefinition<T> _definition;
    private readonly ColumnBinder<T>? _binder = ColumnBinder<T>.Instance?.ForEncoder();
    private readonly Func<T, bool>[] _skipConditions;
    private readonly long[] _skipped;
    private readonly Dictionary<string, long> _failuresByCode = [];
    private TdSchema? _schema;
    private TooManyMappingFailuresException? _ended;
    private long _encoded;
    private long _failed;

    protected MapEncoder(MapDefinition<T> definition)
    {
        definition.ThrowIfWrong();
        _definition = definition;
        _skipConditions = [.. definition.SkipRules.Select(static rule => rule.Condition)];
        _skipped = new long[_skipConditions.Length];
        Context = new EncodeContext(definition.AllRules.Count, definition.IncludeValues);
    }

    public override FailurePolicy OnFailure => _definition.OnFailure;

    /// <summary>Watches the rules. Set before the first record, to explain it; limits and <see cref="FailurePolicy.Throw"/> are left aside then.</summary>
    public PlanTrace? Trace { get; init; }

    protected MapDefinition<T> Definition => _definition;

    protected EncodeContext Context { get; }

    public sealed override EncodedRecord Encode(T record, long number, IBufferWriter<byte> output)
    {
        if (_ended is not null)
        {
            throw _ended;
        }

        var context = Context;
        context.Begin(number);
        // A row out of date throws here, before any rule could take that for bad data.
        var schema = _binder is null ? TdSchema.Empty : _binder.SchemaOf(in record);
        if (!ReferenceEquals(schema, _schema))
        {
            Bind(new BindContext<T>(_binder, schema) { Plan = Trace });
            _schema = schema;
        }

        var skipped = FindSkip(record);
        if (skipped >= 0)
        {
            _skipped[skipped]++;
            return new EncodedRecord { Outcome = EncodeOutcome.Skipped, SkipReason = _definition.SkipRules[skipped].Reason };
        }

        if (context.FailureCount == 0)
        {
            WriteRecord(in record);
        }

        if (context.FailureCount > 0)
        {
            return Failed();
        }

        var written = context.Buffer.Written;
        written.CopyTo(output.GetSpan(written.Length));
        output.Advance(written.Length);
        _encoded++;
        return Describe();
    }

    public override MappingStatistics GetStatistics()
    {
        var skipped = new Dictionary<string, long>();
        for (var i = 0; i < _skipped.Length; i++)
        {
            var reason = _definition.SkipRules[i].Reason;
            var count = Volatile.Read(ref _skipped[i]);
            if (count > 0)
            {
                skipped[reason] = skipped.GetValueOrDefault(reason) + count;
            }
        }

        var dropped = new Dictionary<string, long>();
        foreach (var rule in _definition.AllRules)
        {
            var count = Context.DroppedOf(rule.Index);
            if (count > 0)
            {
                dropped[rule.Target] = count;
            }
        }

        Dictionary<string, long> codes;
        lock (_failuresByCode)
        {
            codes = new Dictionary<string, long>(_failuresByCode);
        }

        return new MappingStatistics
        {
            Encoded = Volatile.Read(ref _encoded),
            Skipped = skipped.Values.Sum(),
            Failed = Volatile.Read(ref _failed),
            SkippedByReason = skipped,
            DroppedByTarget = dropped,
            FailuresByCode = codes,
        };
    }

    /// <summary>Compiles the rules for records with these columns.</summary>
    protected abstract void Bind(BindContext<T> bind);

    /// <summary>Writes the whole record into the context's buffer.</summary>
    protected abstract void WriteRecord(in T record);

    /// <summary>What is to be said of the record just written.</summary>
    protected abstract EncodedRecord Describe();

    protected PlanEntry<T>[] Compile(
        EntryFactory<T> factory,
        BindContext<T> bind,
        Func<RuleDefinition<T>, bool> where,
        Func<RuleDefinition<T>, string> wireName
    ) => [.. _definition.Rules.Where(where).Select(rule => rule.Compile(factory, bind, wireName(rule)))];

    private int FindSkip(T record)
    {
        var conditions = _skipConditions;
        for (var i = 0; i < conditions.Length; i++)
        {
            bool skip;
            try
            {
                skip = conditions[i](record);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                _ = Context.FailFunction("The condition of SkipWhen", exception, "record");
                Context.AddPendingFailure($"SkipWhen({_definition.SkipRules[i].Reason})", source: null);
                return -1;
            }

            if (skip)
            {
                return i;
            }
        }

        return -1;
    }

    private EncodedRecord Failed()
    {
        _failed++;
        var failures = Context.TakeFailures();
        lock (_failuresByCode)
        {
            foreach (var failure in failures)
            {
                _failuresByCode[failure.Code.Value] = _failuresByCode.GetValueOrDefault(failure.Code.Value) + 1;
            }
        }

        if (Trace is null)
        {
            if (OnFailure == FailurePolicy.Throw)
            {
                throw new MappingException(failures);
            }

            if (_definition.FailureLimit.Exceeded(_failed, _encoded) is { } limit)
            {
                throw _ended = new TooManyMappingFailuresException(_definition.Name, limit, GetStatistics(), failures);
            }
        }

        return new EncodedRecord { Outcome = EncodeOutcome.Failed, Failures = failures };
    }
}
