namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>A column of a table or of a result.</summary>
/// <param name="Name">Lower case, as Trino shows it.</param>
/// <param name="Type">Trino's text: <c>boolean</c>, <c>bigint</c>, <c>varchar</c>, <c>array(varchar)</c>, <c>map(varchar,bigint)</c>, …</param>
internal sealed record SqlColumn(string Name, string Type);
