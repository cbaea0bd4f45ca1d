namespace BrevoTd.Connector.TreasureData;

/// <summary>A column of a query result or of a table.</summary>
/// <param name="Name">Name in a result; in a table's schema the physical key, which SQL may know under <see cref="Alias"/>.</param>
/// <param name="Type">Type in Treasure Data's own words, such as <c>bigint</c>, <c>varchar</c>, <c>array(varchar)</c> or, in a table, <c>long</c>.</param>
public sealed record TdColumn(string Name, string Type)
{
    /// <summary>Name under which SQL sees the column, where a table's schema gives one; otherwise <see langword="null"/>.</summary>
    public string? Alias { get; init; }

    /// <summary>Description from the table's schema, or <see langword="null"/>.</summary>
    public string? Description { get; init; }

    /// <summary>Name to use in SQL: <see cref="Alias"/> if there is one, else <see cref="Name"/>.</summary>
    public string SqlName => string.IsNullOrEmpty(Alias) ? Name : Alias;

    /// <summary><see cref="Type"/> taken apart.</summary>
    public TdColumnType ColumnType => new(Type);
}
