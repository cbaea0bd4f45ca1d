namespace BrevoTd.Connector.Mapping;

/// <summary>Adds rules to an object: what the builders of all maps have in common.</summary>
internal readonly struct Members<T>(RuleSet<T> rules, MapObject parent)
{
    public RuleSet<T> Rules { get; } = rules;

    public MapObject Parent { get; } = parent;

    /// <summary>A field that is text by nature.</summary>
    public TextRule<T> Text(string name, TextNode<T> node, FieldRole role = FieldRole.None, TextLimit? limit = null)
    {
        var rule = Rules.Add(Parent, name, node, role);
        rule.FixedKind = FieldKind.Text;
        rule.Limit = limit;
        return new TextRule<T>(rule);
    }

    public NumberRule<T, long> Int64(string name, ValueNode<T, long> node, FieldRole role = FieldRole.None) =>
        new(Rules.Add(Parent, name, node, role));

    public NumberRule<T, decimal> Decimal(string name, ValueNode<T, decimal> node) => new(Rules.Add(Parent, name, node));

    public BooleanRule<T> Boolean(string name, ValueNode<T, bool> node, bool failsWhenNull)
    {
        var rule = Rules.Add(Parent, name, node, failsWhenNull: failsWhenNull);
        rule.FixedKind = FieldKind.Boolean;
        return new BooleanRule<T>(rule);
    }

    public TimestampRule<T> Timestamp(string name, ValueNode<T, DateTimeOffset> node)
    {
        var rule = Rules.Add(Parent, name, node);
        rule.FixedKind = FieldKind.Timestamp;
        return new TimestampRule<T>(rule);
    }

    /// <summary>A list of objects.</summary>
    public ListRule<T> List<TItem>(string name, ListSource<T, TItem> source, Action<Members<TItem>> configure) =>
        List(Parent.PathOf(name), name, source, configure);

    public ListRule<T> List<TItem>(string target, string name, ListSource<T, TItem> source, Action<Members<TItem>> configure)
    {
        var items = new RuleSet<TItem>(Rules.Map, ItemRoot(target, Parent.Names));
        var rule = List(target, name, source, items, isSpread: false);
        configure(new Members<TItem>(items, items.Root));
        return rule;
    }

    /// <summary>Objects with addresses that join the list that these members are in.</summary>
    public ListRule<T> Addresses<TItem>(ListSource<T, TItem> source, Action<Members<TItem>> configure)
    {
        var root = new MapObject(parent: null, Parent.Name, $"{Parent.Path}[]", rank: 0, position: 0) { NeedsAddress = true };
        var items = new RuleSet<TItem>(Rules.Map, root);
        var rule = List(root.Path, Parent.Name, source, items, isSpread: true);
        configure(new Members<TItem>(items, items.Root));
        return rule;
    }

    /// <summary>A list of plain values.</summary>
    public ListRule<T> Values<TItem>(string name, ListSource<T, TItem> source, RuleNode<TItem> value) =>
        Values(Parent.PathOf(name), name, source, value);

    public ListRule<T> Values<TItem>(
        string target,
        string name,
        ListSource<T, TItem> source,
        RuleNode<TItem> value,
        FieldRole role = FieldRole.None
    )
    {
        var root = new MapObject(parent: null, name, $"{target}[]", rank: 0, position: 0) { IsList = true };
        var items = new RuleSet<TItem>(Rules.Map, root);
        var rule = List(target, name, source, items, isSpread: false, role);
        _ = items.Add(root, root.Path, name, value);
        return rule;
    }

    public ListRule<T> Texts(string name, Func<T, IEnumerable<string?>?> values) => Values(name, Source(values), PlainText);

    public ListRule<T> Int64s(string name, Func<T, IEnumerable<long>?> values) => Values(name, Source(values), PlainNumber);

    /// <summary>A text as it is.</summary>
    public static RuleNode<string?> PlainText => new TextFunctionNode<string?>(static text => text);

    /// <summary>A number as it is.</summary>
    public static RuleNode<long> PlainNumber => new ValueFunctionNode<long, long>(FieldKind.Int64, static number => number);

    /// <summary>A list of plain values from a column of lists.</summary>
    public ListRule<T> Values(string name, ListColumn column) => Values(name, Source(column), new ElementNode(FieldKind.Text));

    /// <summary>Leaves out items.</summary>
    public void SkipWhen(Func<T, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        Rules.Map.EnsureOpen();
        if (!Rules.Root.Path.EndsWith("[]", StringComparison.Ordinal) || Parent != Rules.Root)
        {
            throw new InvalidOperationException("Only items of a list can be left out here. Leave records out with SkipWhen of the map.");
        }

        Rules.SkipConditions.Add(condition);
    }

    public static ListSource<T, TItem> Source<TItem>(Func<T, IEnumerable<TItem>?> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new FunctionListSource<T, TItem>(items);
    }

    public static ListSource<T, ListElement> Source(ListColumn column) => new ColumnListSource<T>(column);

    /// <summary>Requires a rule and gives it back.</summary>
    public static TRule Required<TRule>(TRule rule)
        where TRule : MapRule<T, TRule>
    {
        rule.Definition.Require();
        return rule;
    }

    private static MapObject ItemRoot(string path, NameRule? names) =>
        new(parent: null, name: "", $"{path}[]", rank: 0, position: 0) { Names = names };

    private ListRule<T> List<TItem>(
        string target,
        string name,
        ListSource<T, TItem> source,
        RuleSet<TItem> items,
        bool isSpread,
        FieldRole role = FieldRole.None
    )
    {
        ArgumentNullException.ThrowIfNull(name);
        var node = new ListNode<T, TItem>(source, items, isSpread);
        var rule = Rules.Add(Parent, target, name, node, role);
        node.Rule = rule;
        RuleSet<T>.CheckName(rule);
        return new ListRule<T>(rule);
    }
}
