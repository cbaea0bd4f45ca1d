namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>An expression whose names and types are known, in DuckDB's dialect.</summary>
/// <param name="Sql">Safe to put anywhere an operand may stand.</param>
/// <param name="Type">Trino's type of it.</param>
internal sealed record Bound(string Sql, TrinoType Type)
{
    /// <summary>The value of a text literal.</summary>
    public string? Text { get; init; }

    /// <summary>The value of an integer literal.</summary>
    public long? Number { get; init; }

    /// <summary>Whether it is a literal, which cannot be a key to sort by in DuckDB.</summary>
    public bool IsLiteral { get; init; }
}

/// <summary>A column of a query's result; DuckDB knows it as c0, c1, … by its place.</summary>
internal sealed record OutputColumn(string? Name, TrinoType Type);

/// <summary>A query in DuckDB's dialect, whose columns are named c0, c1, ….</summary>
internal sealed record BoundQuery(string Sql, IReadOnlyList<OutputColumn> Columns);

/// <summary>A relation in a FROM clause in DuckDB's dialect, and what can be named of it.</summary>
internal sealed record BoundRelation(string Sql, IReadOnlyList<Field> Fields);

/// <summary>Something a column's name may mean.</summary>
/// <param name="Name">Null when nothing can name it.</param>
/// <param name="Qualifier">What may stand before the name: an alias, or catalogue, database and table.</param>
/// <param name="Type">Its type.</param>
/// <param name="Sql">How DuckDB reads it.</param>
internal sealed record Field(string? Name, IReadOnlyList<string> Qualifier, TrinoType Type, string Sql)
{
    /// <summary>Whether another field hides it from the plain name.</summary>
    public bool OnlyQualified { get; init; }

    /// <summary>Whether the qualified name means this field.</summary>
    public bool Matches(IReadOnlyList<Identifier> parts, int count) =>
        Name == parts[count - 1].Name && HasQualifier(parts, count - 1) && !(OnlyQualified && count == 1);

    public bool HasQualifier(IReadOnlyList<Identifier> parts, int count)
    {
        if (count > Qualifier.Count)
            return false;
        for (var i = 0; i < count; i++)
        {
            var own = Qualifier[Qualifier.Count - count + i];
            if (own != parts[i].Name && !(own == Names.Catalog && Names.IsCatalog(parts[i].Name)))
                return false;
        }
        return true;
    }
}

/// <summary>What names mean at a place in the statement.</summary>
internal sealed class Scope(Scope? parent, IReadOnlyList<Field> fields, bool isLambda = false)
{
    public Scope? Parent { get; } = parent;

    public IReadOnlyList<Field> Fields { get; } = fields;

    /// <summary>Lambda parameters belong to the query around them.</summary>
    public bool IsLambda { get; } = isLambda;

    /// <summary>The scope of the query that the lambda is in.</summary>
    public Scope Query => IsLambda && Parent is not null ? Parent.Query : this;

    public static Scope Empty(Scope? parent) => new(parent, []);
}
