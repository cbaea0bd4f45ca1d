namespace BrevoTd.Connector.Mapping;

/// <summary>The rules over one type of records: those of a map, or of the items of a list inside it.</summary>
internal sealed class RuleSet<T>
{
    private readonly Dictionary<string, IRuleDefinition?> _byTarget = new(StringComparer.OrdinalIgnoreCase);
    private int _positions;

    public RuleSet(MapDefinition map, MapObject? root = null)
    {
        Map = map;
        Root = root ?? new MapObject(parent: null, name: "", path: "", rank: 0, position: 0);
    }

    public MapDefinition Map { get; }

    /// <summary>The record, or the item, itself.</summary>
    public MapObject Root { get; }

    public List<RuleDefinition<T>> Rules { get; } = [];

    public List<MapObject> Objects { get; } = [];

    /// <summary>Items for which one of these holds are left out. Records have reasons for that and are left out by their map.</summary>
    public List<Func<T, bool>> SkipConditions { get; } = [];

    /// <summary>Adds a rule for a member of an object.</summary>
    public RuleDefinition<T> Add(
        MapObject parent,
        string name,
        RuleNode<T> node,
        FieldRole role = FieldRole.None,
        bool failsWhenNull = false
    )
    {
        ArgumentNullException.ThrowIfNull(name);
        var rule = Add(parent, parent.PathOf(name), name, node, role, failsWhenNull);
        CheckName(rule);
        return rule;
    }

    /// <summary>Notes a problem if the rule's object takes no such name.</summary>
    public static void CheckName(RuleDefinition<T> rule)
    {
        var name = rule.WireName;
        if (rule.Parent.Names is { } names && name.Length > 0 && !names.IsValid(name))
        {
            rule.Problem(MappingProblemCode.InvalidName, $"The name '{name}' cannot be used: {names.Message}");
        }
    }

    public RuleDefinition<T> Add(
        MapObject parent,
        string target,
        string wireName,
        RuleNode<T> node,
        FieldRole role = FieldRole.None,
        bool failsWhenNull = false
    )
    {
        Map.EnsureOpen();
        var rule = new RuleDefinition<T>(Map, Map.AllRules.Count, target, wireName, node)
        {
            Role = role,
            FailsWhenNull = failsWhenNull,
            Parent = parent,
            Position = _positions++,
        };
        Rules.Add(rule);
        Map.AllRules.Add(rule);
        if (string.IsNullOrWhiteSpace(wireName))
        {
            rule.Problem(MappingProblemCode.InvalidName, "The name of the target is empty.");
        }
        else if (!_byTarget.TryAdd(target, rule))
        {
            rule.Problem(
                MappingProblemCode.DuplicateTarget,
                _byTarget[target] is { } other
                    ? $"Rules {other.Index + 1} and {rule.Index + 1} write the same target. Remove one, or merge them into one rule with When or a function."
                    : "The map also writes an object there. Remove the rule, or give it another name."
            );
        }

        foreach (var column in node.Columns)
        {
            CheckColumn(rule, column);
        }

        if (role is FieldRole.Email or FieldRole.ExternalId or FieldRole.Sms or FieldRole.WhatsApp or FieldRole.Landline)
        {
            rule.FixedKind = FieldKind.Text;
        }

        return rule;
    }

    /// <summary>Adds a rule for each column that fits a pattern.</summary>
    /// <param name="parent">Object in which the fields stand.</param>
    /// <param name="pattern">Which columns.</param>
    /// <param name="targets">How the fields are named.</param>
    public RuleDefinition<T> AddGroup(MapObject parent, ColumnPattern pattern, GroupTargets targets)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var rule = Add(parent, targets.PathOf($"({pattern})"), $"({pattern})", new ColumnGroupNode<T>(this, pattern, targets));
        if (ColumnBinder<T>.Instance is not { KnowsColumns: true })
        {
            rule.Problem(
                MappingProblemCode.ColumnOnObject,
                $"The rule reads all columns that fit '{pattern.Pattern}', but the columns of {typeof(T).Name} are not known beforehand. Write a rule for each field."
            );
        }

        return rule;
    }

    /// <summary>Whether a rule or an object of its own writes the target.</summary>
    public bool Writes(string target) => _byTarget.ContainsKey(target);

    /// <summary>An object inside another one. The same name gives the same object, so that it can be written in several places of the map.</summary>
    public MapObject Object(MapObject parent, string name)
    {
        Map.EnsureOpen();
        var path = parent.PathOf(name);
        if (Objects.Find(other => other.Parent == parent && other.Path == path) is { } known)
        {
            return known;
        }

        var added = new MapObject(parent, name, path, rank: 0, _positions++) { Names = parent.Names, TakesObjects = parent.TakesObjects };
        if (string.IsNullOrWhiteSpace(name))
        {
            Problem(path, MappingProblemCode.InvalidName, "The name of the object is empty.");
        }
        else if (parent.Names is { } names && !names.IsValid(name))
        {
            Problem(path, MappingProblemCode.InvalidName, $"The name '{name}' cannot be used: {names.Message}");
        }
        else if (!_byTarget.TryAdd(path, null))
        {
            Problem(
                path,
                MappingProblemCode.DuplicateTarget,
                "Another rule or object writes the same target. Give one of them another name."
            );
        }

        if (!parent.TakesObjects)
        {
            Problem(path, MappingProblemCode.InvalidName, "Brevo takes no objects here. Write its fields with names of their own.");
        }

        Objects.Add(added);
        return added;
    }

    /// <summary>An object that the map type brings along, behind what has a lower rank.</summary>
    public MapObject Fixed(Func<int, MapObject> create)
    {
        Map.EnsureOpen();
        var added = create(_positions++);
        if (!_byTarget.TryAdd(added.Path, null))
        {
            Problem(added.Path, MappingProblemCode.DuplicateTarget, "The map writes it twice. Remove one of the two.");
        }

        Objects.Add(added);
        return added;
    }

    /// <summary>Number of members that an object or list has so far.</summary>
    public int CountMembers(MapObject parent) =>
        Rules.Count(rule => rule.Parent == parent) + Objects.Count(child => child.Parent == parent);

    public void Problem(string target, MappingProblemCode code, string message) =>
        Map.Problems.Add(new MappingProblem(code, target, Source: null, message));

    /// <summary>Compiles the members of an object, in the order in which they are written.</summary>
    public PlanEntry<T>[] Compile(EntryFactory<T> factory, BindContext<T> bind, MapObject parent)
    {
        var rules = Rules.Where(rule => rule.Parent == parent).Select(rule => (Rank: 0, rule.Position, Entry: rule.Compile(factory, bind)));
        var objects = Objects
            .Where(child => child.Parent == parent)
            .Select(child => (child.Rank, child.Position, Entry: Group(factory, bind, child)));
        return
        [
            .. rules
                .Concat(objects)
                .OrderBy(static member => member.Rank)
                .ThenBy(static member => member.Position)
                .Select(static member => member.Entry),
        ];
    }

    private PlanEntry<T> Group(EntryFactory<T> factory, BindContext<T> bind, MapObject child) =>
        new GroupEntry<T>(child, Compile(factory, bind, child));

    public static void CheckColumn(RuleDefinition<T> rule, ColumnUse column)
    {
        if (string.IsNullOrWhiteSpace(column.Name))
        {
            rule.Problem(MappingProblemCode.InvalidName, "The name of the column is empty.");
        }

        if (ColumnBinder<T>.Instance is null)
        {
            rule.Problem(
                MappingProblemCode.ColumnOnObject,
                $"The rule reads column '{column.Name}', but {typeof(T).Name} has no columns. Read a property with a function: record => record.Property."
            );
        }
    }
}
