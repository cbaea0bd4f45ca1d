using System.Data;
using System.Data.Common;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData.Rows;

/// <summary>Code that knows nothing of Treasure Data and uses a reader as bulk copies and object mappers do.</summary>
public sealed class TdDataReaderConsumerTests
{
    private const string Rows = """
        [1,"a@example.com",10.5,true,"2026-01-31","12.30",["x","y"]]
        [2,null,null,null,null,null,null]
        [3,"c@example.com",-1,false,"2026-02-28","-0.01",[]]
        """;

    private static readonly TdSchema Schema = TdSchema.Parse(
        """[["id","bigint"],["email","varchar"],["score","double"],["vip","boolean"],["since","date"],["spent","decimal(10,2)"],["tags","array(varchar)"]]"""
    );

    public sealed class Person
    {
        public long Id { get; set; }

        public string? Email { get; set; }

        public double? Score { get; set; }

        public bool? Vip { get; set; }

        public DateTime? Since { get; set; }

        public decimal? Spent { get; set; }
    }

    /// <summary>
    /// As bulk copies read: mappings by name are resolved once, then each value comes through <see cref="IDataRecord.GetValue"/>, with
    /// <see cref="DBNull"/> for null, and goes into a column of the type that the schema table promised.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BulkCopy_OfAllTypes_FillsATableOfThePromisedTypes(bool asynchronous)
    {
        await using var reader = await OpenAsync();
        using var target = new DataTable();
        var types = reader.GetSchemaTable()!;
        foreach (DataRow column in types.Rows)
        {
            target.Columns.Add((string)column[SchemaTableColumn.ColumnName], (Type)column[SchemaTableColumn.DataType]);
        }

        var ordinals = target
            .Columns.Cast<DataColumn>()
            .Select(column => reader.GetOrdinal(column.ColumnName.ToUpperInvariant()))
            .ToArray();
        while (asynchronous ? await reader.ReadAsync(Cancellation) : reader.Read())
        {
            target.Rows.Add([.. ordinals.Select(ordinal => reader.IsDBNull(ordinal) ? DBNull.Value : reader.GetValue(ordinal))]);
        }

        Assert.Equal(3, target.Rows.Count);
        Assert.Equal(
            [1L, "a@example.com", 10.5, true, new DateTime(2026, 1, 31, 0, 0, 0, DateTimeKind.Unspecified), 12.30m, """["x","y"]"""],
            target.Rows[0].ItemArray
        );
        Assert.Equal([2L, .. Enumerable.Repeat<object>(DBNull.Value, 6)], target.Rows[1].ItemArray);
        Assert.Equal("[]", target.Rows[2]["tags"]);
    }

    /// <summary>As object mappers read: by the reader's own field types, over <see cref="IDataReader"/>, matching names without regard to case.</summary>
    [Fact]
    public async Task ObjectMapper_OfAllTypes_SetsProperties()
    {
        await using DbDataReader reader = await OpenAsync();

        var people = Map((IDataReader)reader).ToList();

        Assert.Equal([1, 2, 3], people.Select(person => person.Id));
        Assert.Equal(["a@example.com", null, "c@example.com"], people.Select(person => person.Email));
        Assert.Equal([10.5, null, -1], people.Select(person => person.Score));
        Assert.Equal([true, null, false], people.Select(person => person.Vip));
        Assert.Equal([31, null, 28], people.Select(person => person.Since?.Day));
        Assert.Equal([12.30m, null, -0.01m], people.Select(person => person.Spent));
        Assert.False(await reader.ReadAsync(Cancellation));
        Assert.False(await reader.NextResultAsync(Cancellation));
    }

    private static IEnumerable<Person> Map(IDataReader reader)
    {
        var setters = new (int Ordinal, Action<Person, object> Set)[]
        {
            Setter(nameof(Person.Id), (person, value) => person.Id = (long)value),
            Setter(nameof(Person.Email), (person, value) => person.Email = (string)value),
            Setter(nameof(Person.Score), (person, value) => person.Score = (double)value),
            Setter(nameof(Person.Vip), (person, value) => person.Vip = (bool)value),
            Setter(nameof(Person.Since), (person, value) => person.Since = (DateTime)value),
            Setter(nameof(Person.Spent), (person, value) => person.Spent = (decimal)value),
        };
        while (reader.Read())
        {
            var person = new Person();
            foreach (var (ordinal, set) in setters)
            {
                var value = reader.GetValue(ordinal);
                if (value is not DBNull)
                {
                    Assert.IsType(reader.GetFieldType(ordinal), value);
                    set(person, value);
                }
            }

            yield return person;
        }

        (int, Action<Person, object>) Setter(string name, Action<Person, object> set) => (reader.GetOrdinal(name), set);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<TdDataReader> OpenAsync()
    {
        var file = await TdResultFile.OpenAsync(
            new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Rows)),
            new() { Schema = Schema },
            Cancellation
        );
        return await file.OpenDataReaderAsync(Cancellation);
    }
}
