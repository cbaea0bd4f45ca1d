namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>How far an argument's type may be from a parameter's; forms of a function that need less come first.</summary>
internal enum Strictness
{
    SameKind,
    WiderInteger,
    AnyConversion,
}

/// <summary>A parameter's or a result's type in a function's signature: <c>bigint</c>, <c>T</c>, <c>array(T)</c>, <c>function(T,boolean)</c>.</summary>
internal sealed record TypePattern(string Name, IReadOnlyList<TypePattern> Arguments)
{
    public bool IsVariable => Name.Length == 1 && char.IsUpper(Name[0]);

    public bool IsFunction => Name == "function";

    /// <summary>Takes an argument's type into the variables; false when it cannot be passed.</summary>
    public bool Unify(TrinoType type, Dictionary<string, TrinoType> variables, Strictness strictness)
    {
        if (IsVariable)
        {
            var known = variables.GetValueOrDefault(Name, TrinoType.Unknown);
            if (Coercion.CommonType(known, type) is not { } common)
                return false;
            variables[Name] = common;
            return true;
        }
        if (type.Kind == TypeKind.Unknown)
            return true;
        switch (Name)
        {
            case "array":
                return type.Kind == TypeKind.Array && Arguments[0].Unify(type.Element, variables, strictness);
            case "map":
                return type.Kind == TypeKind.Map
                    && Arguments[0].Unify(type.Key, variables, strictness)
                    && Arguments[1].Unify(type.Value, variables, strictness);
            case "row":
                return type.Kind == TypeKind.Row
                    && type.Arguments.Count == Arguments.Count
                    && Arguments.Zip(type.Arguments).All(p => p.First.Unify(p.Second, variables, strictness));
            default:
                var own = Accept(type);
                return own is not null
                    && (
                        own.Kind == type.Kind
                        || strictness == Strictness.AnyConversion
                        || (strictness == Strictness.WiderInteger && own.IsInteger && type.IsInteger)
                    );
        }
    }

    /// <summary>The concrete type of this parameter for an argument.</summary>
    public TrinoType Resolve(TrinoType? argument, Dictionary<string, TrinoType> variables)
    {
        if (IsVariable)
            return variables.GetValueOrDefault(Name, TrinoType.Unknown);
        return Name switch
        {
            "array" => TrinoType.Array(Arguments[0].Resolve(Inner(argument, 0), variables)),
            "map" => TrinoType.Map(
                Arguments[0].Resolve(Inner(argument, 0), variables),
                Arguments[1].Resolve(Inner(argument, 1), variables)
            ),
            "row" => TrinoType.Row(
                [.. Arguments.Select((a, i) => a.Resolve(Inner(argument, i), variables))],
                [.. Arguments.Select(_ => (string?)null)]
            ),
            _ => (argument is null ? null : Accept(argument)) ?? Default(),
        };
    }

    /// <summary>As Trino writes it.</summary>
    public override string ToString() =>
        Arguments.Count > 0
            ? $"{Name}({string.Join(", ", Arguments)})"
            : Name switch
            {
                "decimal" => "decimal(p,s)",
                "timestamp" => "timestamp(p)",
                "timestamptz" => "timestamp(p) with time zone",
                "interval" => "interval day to second",
                "intervalyear" => "interval year to month",
                _ => Name,
            };

    private static TrinoType? Inner(TrinoType? type, int index) =>
        type is not null && index < type.Arguments.Count ? type.Arguments[index] : null;

    /// <summary>The type an argument is passed as, or null.</summary>
    private TrinoType? Accept(TrinoType type)
    {
        switch (Name)
        {
            case "varchar":
                return type.Kind is TypeKind.Varchar ? type : null;
            case "decimal":
                return type.Kind == TypeKind.Decimal || type.IsInteger ? Coercion.AsDecimal(type) : null;
            case "timestamp":
                return type.Kind switch
                {
                    TypeKind.Timestamp => type,
                    TypeKind.Date => TrinoType.Timestamp(3),
                    _ => null,
                };
            case "timestamptz":
                return type.Kind switch
                {
                    TypeKind.TimestampTz => type,
                    TypeKind.Timestamp => TrinoType.TimestampTz(type.Precision, "UTC"),
                    TypeKind.Date => TrinoType.TimestampTz(3, "UTC"),
                    _ => null,
                };
            default:
                return Coercion.Can(type, Default()) ? Default() : null;
        }
    }

    private TrinoType Default() =>
        Name switch
        {
            "unknown" => TrinoType.Unknown,
            "timestamp" => TrinoType.Timestamp(3),
            "timestamptz" => TrinoType.TimestampTz(3, "UTC"),
            "decimal" => TrinoType.Decimal(38, 0),
            "interval" => TrinoType.IntervalDay,
            "intervalyear" => TrinoType.IntervalYear,
            _ => TypeText.Parse(Name),
        };
}
