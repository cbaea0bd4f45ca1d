namespace BrevoTd.Connector.Emulator.Sql;

internal abstract record Statement(Position At);

internal sealed record QueryStatement(Query Query, Position At) : Statement(At);

internal sealed record InsertStatement(TableRelation Table, IReadOnlyList<Identifier> Columns, Query Query, Position At) : Statement(At);

/// <summary>CREATE TABLE, from a query or from columns.</summary>
internal sealed record CreateTableStatement(
    TableRelation Table,
    bool IfNotExists,
    IReadOnlyList<Identifier> Names,
    IReadOnlyList<string> Types,
    Query? Query,
    bool WithData,
    Position At
) : Statement(At);

internal sealed record DropTableStatement(TableRelation Table, bool IfExists, Position At) : Statement(At);

internal sealed record AddColumnStatement(
    TableRelation Table,
    bool IfTableExists,
    Identifier Column,
    string Type,
    bool IfNotExists,
    Position At
) : Statement(At);

internal sealed record DeleteStatement(TableRelation Table, Expr? Where, Position At) : Statement(At);

internal sealed record ShowTablesStatement(Identifier? Database, string? Like, Position At) : Statement(At);

internal sealed record ShowDatabasesStatement(string? Like, Position At) : Statement(At);

internal sealed record ShowColumnsStatement(TableRelation Table, Position At) : Statement(At);
