using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>
/// Makes objects of what a map wrote. Its <see cref="Map"/> fits <see cref="TreasureDataQueryResult.As{T}"/>: <c>result.As(reverse.Map)</c>. Safe for use by several threads.
/// </summary>
/// <typeparam name="TSource">Type of what is read.</typeparam>
/// <typeparam name="T">Type of the objects.</typeparam>
public sealed class ReverseMap<TSource, T>
{
    private readonly IReadOnlyList<ReversedRule<TSource, T>> _rules;
    private readonly Func<T> _create;
    private readonly ConcurrentBag<Worker> _workers = [];

    internal ReverseMap(IReadOnlyList<ReversedRule<TSource, T>> rules, Func<T> create)
    {
        _rules = rules;
        _create = create;
    }

    /// <summary>Makes an object. A property whose field is null, absent or empty is not set.</summary>
    /// <param name="record">What is read; a row that is valid only now may be passed.</param>
    /// <exception cref="MappingException">A field has another type than the property, or a setter threw; all such fields are named.</exception>
    public T Map(TSource record) => TryMap(record, out var result, out var failures) ? result : throw new MappingException(failures);

    /// <summary>Makes an object, if every field fits.</summary>
    /// <param name="record">What is read; a row that is valid only now may be passed.</param>
    /// <param name="result">The object.</param>
    /// <param name="failures">Every field that does not fit.</param>
    /// <returns>Whether there is an object.</returns>
    public bool TryMap(TSource record, [NotNullWhen(true)] out T? result, out IReadOnlyList<MappingFailure> failures)
    {
        if (!_workers.TryTake(out var worker))
        {
            worker = new Worker(_rules);
        }

        try
        {
            var made = _create();
            var found = worker.Fill(in record, made);
            failures = found;
            result = found.Length == 0 ? made : default;
            return result is not null;
        }
        finally
        {
            _workers.Add(worker);
        }
    }

    /// <summary>What one call at a time works with.</summary>
    private sealed class Worker(IReadOnlyList<ReversedRule<TSource, T>> rules)
    {
        private readonly EncodeContext _context = new(rules.Count, includeValues: false);
        private readonly ColumnBinder<TSource>? _binder = ColumnBinder<TSource>.Instance?.ForEncoder();
        private ReverseEntry<TSource, T>[] _entries = [];
        private TdSchema? _schema;

        public MappingFailure[] Fill(in TSource record, T result)
        {
            var schema = _binder is null ? TdSchema.Empty : _binder.SchemaOf(in record);
            if (!ReferenceEquals(schema, _schema))
            {
                var bind = new BindContext<TSource>(_binder, schema);
                _entries = [.. rules.Select(rule => rule.Rule.Node.Root.Setter!.Bind(rule.Node, bind, rule.Rule.Target))];
                _schema = schema;
            }

            _context.Begin(recordNumber: 0);
            foreach (var entry in _entries)
            {
                entry.Set(in record, result, _context);
            }

            return _context.FailureCount == 0 ? [] : _context.TakeFailures();
        }
    }
}
