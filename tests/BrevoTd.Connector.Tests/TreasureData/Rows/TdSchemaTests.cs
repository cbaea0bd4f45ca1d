using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData.Rows;

public sealed class TdSchemaTests
{
    [Fact]
    public void Parse_JobSchema_GivesColumnsInOrder()
    {
        var schema = TdSchema.Parse("""[["cnt","bigint"],["Name","varchar"],["tags","array(varchar)"]]""");

        Assert.Equal(["cnt", "Name", "tags"], schema.Select(column => column.Name));
        Assert.Equal(["bigint", "varchar", "array(varchar)"], schema.Select(column => column.Type));
        Assert.Equal(1, schema.GetOrdinal("Name"));
        Assert.Equal("varchar", schema["Name"].Type);
        Assert.Equal("tags", schema[2].Name);
        Assert.Equal(3, schema.Count);
    }

    [Fact]
    public void Parse_TableSchema_ReadsAliasAndDescription()
    {
        var schema = TdSchema.Parse("""[["k1","string"],["k2","long","visits"],["k3","double","score","0 to 1"],["k4","string",null]]""");

        Assert.Equal(["k1", "visits", "score", "k4"], schema.Select(column => column.SqlName));
        Assert.Equal("0 to 1", schema["k3"].Description);
        Assert.Null(schema["k1"].Alias);
        Assert.Null(schema["k4"].Alias);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("[]")]
    public void Parse_Nothing_IsEmpty(string? json) => Assert.Empty(TdSchema.Parse(json));

    [Theory]
    [InlineData("{}")]
    [InlineData("[[\"a\",\"b\"]")]
    [InlineData("[[\"a\"]]")]
    [InlineData("[[]]")]
    [InlineData("[\"a\"]")]
    [InlineData("[[\"a\",1]]")]
    [InlineData("[[\"a\",null]]")]
    [InlineData("[[null,\"b\"]]")]
    [InlineData("[[\"a\",\"b\",\"c\",\"d\",\"e\"]]")]
    [InlineData("[[\"a\",\"b\"]] []")]
    [InlineData("[[\"\\ud800\",\"b\"]]")]
    [InlineData("null")]
    [InlineData("no json")]
    public void Parse_AnythingElse_IsRefused(string json) =>
        Assert.Equal(TdResultProblem.Schema, Assert.Throws<TreasureDataResultException>(() => TdSchema.Parse(json)).Problem);

    [Fact]
    public void ToJson_OfParsed_GivesTheSame()
    {
        const string Json = """[["k1","string"],["k2","long","visits"],["k3","array<string>","tags","what it is"]]""";
        Assert.Equal(Json, TdSchema.Parse(Json).ToJson());
        Assert.Equal(TdSchema.Parse(Json), TdSchema.Parse(TdSchema.Parse(Json).ToJson()));
    }

    [Theory]
    [InlineData("EMAIL", "Did you mean 'email'?")]
    [InlineData("emial", "Did you mean 'email'?")]
    [InlineData("first_nam", "Did you mean 'first_name'?")]
    [InlineData("phone", "The schema has 'email', 'first_name', 'id'.")]
    public void GetOrdinal_UnknownName_SuggestsNearOnes(string name, string hint)
    {
        var schema = TdSchema.Parse("""[["email","varchar"],["first_name","varchar"],["id","bigint"]]""");

        var error = Assert.Throws<TdColumnException>(() => schema.GetOrdinal(name));

        Assert.Equal((TdColumnProblem.Absent, name, (TdValueKind?)null), (error.Problem, error.ColumnName, error.Kind));
        Assert.Contains(hint, error.Message, StringComparison.Ordinal);
        Assert.False(schema.TryGetOrdinal(name, out var ordinal));
        Assert.Equal(-1, ordinal);
        Assert.False(schema.Contains(name));
    }

    [Fact]
    public void GetOrdinal_VeryLongName_IsStillAClearError()
    {
        var schema = new TdSchema(Enumerable.Range(0, 40).Select(i => new TdColumn($"column_{i}_{new string('x', 200)}", "varchar")));

        var error = Assert.Throws<TdColumnException>(() => schema.GetOrdinal(new string('y', 500)));

        Assert.Contains("and 28 more", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetOrdinal_NameTwice_IsAmbiguousButNumbersWork()
    {
        var schema = TdSchema.Parse("""[["a","varchar"],["a","bigint"],["b","bigint"]]""");

        var error = Assert.Throws<TdColumnException>(() => schema.GetOrdinal("a"));

        Assert.Equal(TdColumnProblem.Ambiguous, error.Problem);
        Assert.Contains("more than one", error.Message, StringComparison.Ordinal);
        Assert.False(schema.TryGetOrdinal("a", out _));
        Assert.True(schema.Contains("a"));
        Assert.Equal("bigint", schema[1].Type);
        Assert.Equal(2, schema.GetOrdinal("b"));
    }

    [Fact]
    public void Indexer_NumberOutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RowBytes.People[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => RowBytes.People[-1]);
    }

    [Theory]
    [InlineData("bigint", "bigint", nameof(TdColumnType.IsInteger))]
    [InlineData("long", "long", nameof(TdColumnType.IsInteger))]
    [InlineData("DECIMAL(10,2)", "decimal", nameof(TdColumnType.IsDecimal))]
    [InlineData("real", "real", nameof(TdColumnType.IsFloatingPoint))]
    [InlineData("varchar(32)", "varchar", nameof(TdColumnType.IsText))]
    [InlineData("string", "string", nameof(TdColumnType.IsText))]
    [InlineData("boolean", "boolean", nameof(TdColumnType.IsBoolean))]
    [InlineData("date", "date", nameof(TdColumnType.IsDate))]
    [InlineData("timestamp(3)", "timestamp", nameof(TdColumnType.IsTimestamp))]
    [InlineData("timestamp(3) with time zone", "timestamp", nameof(TdColumnType.IsTimestampWithZone))]
    [InlineData("varbinary", "varbinary", nameof(TdColumnType.IsBinary))]
    [InlineData("array(map(varchar,bigint))", "array", nameof(TdColumnType.IsArray))]
    [InlineData("array<string>", "array", nameof(TdColumnType.IsNested))]
    [InlineData("map<string,long>", "map", nameof(TdColumnType.IsMap))]
    public void ColumnType_OfEitherDialect_IsUnderstood(string text, string baseName, string property)
    {
        var type = new TdColumn("c", text).ColumnType;

        Assert.Equal(baseName, type.BaseName);
        Assert.Equal(true, typeof(TdColumnType).GetProperty(property)!.GetValue(type));
        Assert.Equal(text, type.ToString());
    }

    [Theory]
    [InlineData("timestamp(3)")]
    [InlineData("hyperloglog")]
    [InlineData("")]
    public void ColumnType_OfAnotherType_IsNoneOfThem(string text)
    {
        var type = new TdColumnType(text);

        Assert.False(
            type.IsInteger || type.IsDecimal || type.IsText || type.IsNested || type.IsBinary || type.IsBoolean || type.IsTimestampWithZone
        );
    }
}
