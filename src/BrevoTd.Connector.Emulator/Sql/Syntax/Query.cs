namespace BrevoTd.Connector.Emulator.Sql;

internal sealed record Query(
    IReadOnlyList<CommonTable> With,
    bool Recursive,
    QueryBody Body,
    IReadOnlyList<SortItem> OrderBy,
    Expr? Offset,
    Expr? Limit,
    Position At
);

internal sealed record CommonTable(Identifier Name, IReadOnlyList<Identifier> Columns, Query Query);

internal abstract record QueryBody(Position At);

internal sealed record SelectBody(bool Distinct, IReadOnlyList<SelectItem> Items, Position At) : QueryBody(At)
{
    public Relation? From { get; init; }

    public Expr? Where { get; init; }

    public IReadOnlyList<GroupItem> GroupBy { get; init; } = [];

    public Expr? Having { get; init; }

    public IReadOnlyDictionary<string, WindowSpec> Windows { get; init; } = new Dictionary<string, WindowSpec>();
}

internal sealed record ValuesBody(IReadOnlyList<Expr> Rows, Position At) : QueryBody(At);

internal sealed record SetBody(string Operator, bool All, QueryBody Left, QueryBody Right, Position At) : QueryBody(At);

internal sealed record NestedBody(Query Query, Position At) : QueryBody(At);

/// <summary>An expression, or <c>*</c> or <c>t.*</c> when <paramref name="Expression"/> is null.</summary>
internal sealed record SelectItem(Expr? Expression, Identifier? Alias, IReadOnlyList<Identifier> StarPrefix, Position At);

/// <summary>A plain key, or ROLLUP, CUBE or GROUPING SETS over several.</summary>
internal sealed record GroupItem(string? Kind, IReadOnlyList<IReadOnlyList<Expr>> Sets);

internal abstract record Relation(Position At);

internal sealed record TableRelation(IReadOnlyList<Identifier> Name, Position At) : Relation(At);

internal sealed record QueryRelation(Query Query, bool Lateral, Position At) : Relation(At);

internal sealed record UnnestRelation(IReadOnlyList<Expr> Items, bool WithOrdinality, Position At) : Relation(At);

internal sealed record AliasedRelation(Relation Relation, Identifier Alias, IReadOnlyList<Identifier> Columns, Position At) : Relation(At);

/// <summary>Its kind is CROSS, INNER, LEFT, RIGHT or FULL.</summary>
internal sealed record JoinRelation(string Kind, Relation Left, Relation Right, Expr? On, IReadOnlyList<Identifier> Using, Position At)
    : Relation(At);
