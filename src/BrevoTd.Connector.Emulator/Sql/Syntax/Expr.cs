namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>An expression of a statement, as it was written.</summary>
internal abstract record Expr(Position At);

/// <summary>A name or one part of it, in lower case.</summary>
internal sealed record Identifier(string Name, Position At);

internal sealed record NullExpr(Position At) : Expr(At);

internal sealed record BooleanExpr(bool Value, Position At) : Expr(At);

internal sealed record NumberExpr(TokenKind Kind, string Text, Position At) : Expr(At);

internal sealed record TextExpr(string Value, Position At) : Expr(At);

internal sealed record BinaryLiteralExpr(string Hex, Position At) : Expr(At);

/// <summary><c>DATE '2024-01-31'</c>, <c>TIMESTAMP '…'</c>, <c>BIGINT '1'</c>, …</summary>
internal sealed record TypedTextExpr(string Type, string Value, Position At) : Expr(At);

internal sealed record IntervalExpr(string Value, bool Negative, string Unit, Position At) : Expr(At);

/// <summary>A column, possibly qualified, possibly followed by fields of a row.</summary>
internal sealed record NameExpr(IReadOnlyList<Identifier> Parts, Position At) : Expr(At);

internal sealed record FieldExpr(Expr Base, Identifier Field, Position At) : Expr(At);

internal sealed record UnaryExpr(bool Negate, Expr Operand, Position At) : Expr(At);

/// <summary><c>+ - * / % ||</c>; the position is the operator's left operand's.</summary>
internal sealed record BinaryExpr(string Operator, Expr Left, Expr Right, Position At) : Expr(At);

/// <summary>All terms of a chain of ANDs or of ORs, so that a long one is no deep one.</summary>
internal sealed record LogicalExpr(bool IsAnd, IReadOnlyList<Expr> Terms, Position At) : Expr(At);

internal sealed record NotExpr(Expr Operand, Position At) : Expr(At);

internal sealed record ComparisonExpr(string Operator, Expr Left, Expr Right, Position At) : Expr(At);

internal sealed record QuantifiedExpr(string Operator, bool IsAll, Expr Left, Query Query, Position At) : Expr(At);

internal sealed record DistinctFromExpr(Expr Left, Expr Right, bool Not, Position At) : Expr(At);

internal sealed record IsNullExpr(Expr Operand, bool Not, Position At) : Expr(At);

internal sealed record BetweenExpr(Expr Operand, Expr Low, Expr High, bool Not, Position At) : Expr(At);

internal sealed record InListExpr(Expr Operand, IReadOnlyList<Expr> Items, bool Not, Position At) : Expr(At);

internal sealed record InQueryExpr(Expr Operand, Query Query, bool Not, Position At) : Expr(At);

internal sealed record LikeExpr(Expr Operand, Expr Pattern, Expr? Escape, bool Not, Position At) : Expr(At);

internal sealed record ExistsExpr(Query Query, Position At) : Expr(At);

internal sealed record SubqueryExpr(Query Query, Position At) : Expr(At);

internal sealed record CaseExpr(Expr? Operand, IReadOnlyList<(Expr When, Expr Then)> Branches, Expr? Else, Position At) : Expr(At);

internal sealed record CastExpr(Expr Operand, string Type, bool IsTry, Position At) : Expr(At);

internal sealed record LambdaExpr(IReadOnlyList<Identifier> Parameters, Expr Body, Position At) : Expr(At);

internal sealed record SubscriptExpr(Expr Base, Expr Index, Position At) : Expr(At);

internal sealed record ArrayExpr(IReadOnlyList<Expr> Items, Position At) : Expr(At);

internal sealed record RowExpr(IReadOnlyList<Expr> Items, Position At) : Expr(At);

internal sealed record AtTimeZoneExpr(Expr Operand, Expr Zone, Position At) : Expr(At);

/// <summary><c>current_date</c>, <c>current_timestamp</c>, <c>localtimestamp</c>; the precision of the last two.</summary>
internal sealed record CurrentExpr(string Word, int? Precision, Position At) : Expr(At);

/// <summary>A function call. <c>count(*)</c> has the star and no arguments.</summary>
internal sealed record CallExpr(string Name, IReadOnlyList<Expr> Arguments, Position At) : Expr(At)
{
    public bool Star { get; init; }

    public bool Distinct { get; init; }

    public IReadOnlyList<SortItem> OrderBy { get; init; } = [];

    public Expr? Filter { get; init; }

    /// <summary>True for IGNORE NULLS, false for RESPECT NULLS, null when neither is said.</summary>
    public bool? IgnoreNulls { get; init; }

    public WindowSpec? Over { get; init; }

    public string? OverName { get; init; }
}

/// <param name="Key">What is sorted by.</param>
/// <param name="Descending">The largest first.</param>
/// <param name="NullsFirst">Null when the statement does not say.</param>
internal sealed record SortItem(Expr Key, bool Descending, bool? NullsFirst);

internal sealed record WindowSpec(IReadOnlyList<Expr> PartitionBy, IReadOnlyList<SortItem> OrderBy, WindowFrame? Frame, string? Base);

internal sealed record WindowFrame(string Unit, FrameBound Start, FrameBound? End);

/// <summary>Its kind is UNBOUNDED PRECEDING, PRECEDING, CURRENT ROW, FOLLOWING or UNBOUNDED FOLLOWING.</summary>
internal sealed record FrameBound(string Kind, Expr? Distance);
