using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class MappingCheckTests
{
    private static readonly TdSchema s_schema = TestRows.Schema(
        "email",
        "first_name",
        "ltv double",
        "visits bigint",
        "born date",
        "seen timestamp",
        "vip boolean",
        "tags array(varchar)",
        "odd hyperloglog",
        "amount decimal(10,2)"
    );

    private static readonly ContactAttribute[] s_attributes =
    [
        Attribute("FIRSTNAME", AttributeType.Text),
        Attribute("LTV", AttributeType.Float),
        Attribute("BORN", AttributeType.Date),
        Attribute("VIP", AttributeType.Boolean),
        Attribute("TAGS", AttributeType.MultipleChoice),
        Attribute("GENDER", AttributeType.Text, AttributeCategory.Category),
        Attribute("SCORE", null, AttributeCategory.Calculated),
        Attribute("FUTURE", new AttributeType("geo")),
        new ContactAttribute(),
    ];

    private static ContactAttribute Attribute(string name, AttributeType? type, AttributeCategory? category = null) =>
        new()
        {
            Name = name,
            Type = type,
            Category = category ?? AttributeCategory.Normal,
        };

    private static MappingCheck Check(Action<ContactMapBuilder<TdRow>> configure) =>
        ContactMap
            .From<TdRow>(map =>
            {
                map.Email(Column.Text("email"));
                configure(map);
            })
            .Check(s_schema, s_attributes);

    [Fact]
    public void Check_MapThatFits_Passes()
    {
        var check = Check(map =>
        {
            map.ExternalId(Column.Int64("visits"));
            map.Sms(Column.Text("first_name"));
            map.Attribute("FIRSTNAME", Column.Text("first_name"));
            map.Attribute("LTV", Column.Double("visits"));
            map.Attribute("BORN", Column.Date("born"));
            map.Attribute("VIP", Column.Boolean("vip"));
            map.Attribute("GENDER", Column.Text("odd"));
            map.Attribute("FUTURE", row => 1.5);
        });

        Assert.True(check.Passed, check.ToString());
        check.ThrowIfFailed();
    }

    [Fact]
    public void Check_ManyMistakes_AreFoundAtOnce()
    {
        var check = Check(map =>
        {
            map.Attribute("FIRSTNAME", Column.Text("frst_name"));
            map.Attribute("LTV", Column.Double("first_name"));
            map.Attribute("FIRSTNAM", Column.Text("first_name"));
            map.Attribute("born", Column.Date("born"));
            map.Attribute("VIP", Column.Text("first_name"));
            map.Attribute("SCORE", Column.Int64("visits"));
            map.Attribute("TAGS", Column.Text("tags"));
            map.Sms(Column.Text("email")).ToE164("XX");
        });

        Assert.False(check.Passed);
        Assert.Equal(
            [
                "MAP010 attributes.SMS",
                "MAP001 attributes.FIRSTNAME",
                "MAP002 attributes.LTV",
                "MAP002 attributes.TAGS",
                "MAP003 attributes.FIRSTNAM",
                "MAP003 attributes.born",
                "MAP004 attributes.VIP",
                "MAP005 attributes.SCORE",
                "MAP004 attributes.TAGS",
            ],
            check.Problems.Select(problem => $"{problem.Code} {problem.Target}")
        );
        Assert.Contains("'first_name'", check.Problems[1].Message, StringComparison.Ordinal);
        Assert.Contains("'FIRSTNAME'", check.Problems[4].Message, StringComparison.Ordinal);
        Assert.Contains("'BORN'", check.Problems[5].Message, StringComparison.Ordinal);
        var exception = Assert.Throws<MapDefinitionException>(check.ThrowIfFailed);
        Assert.Equal(check.Problems, exception.Problems);
    }

    public static TheoryData<string, string, bool> ColumnReads
    {
        get
        {
            var fitting = new Dictionary<string, string>
            {
                ["Text"] = "email born seen odd",
                ["Int64"] = "visits odd",
                ["Double"] = "ltv visits amount odd",
                ["Decimal"] = "ltv visits amount email odd",
                ["Boolean"] = "vip visits email odd",
                ["Date"] = "born seen email odd",
                ["Timestamp"] = "seen born email visits odd",
            };
            var data = new TheoryData<string, string, bool>();
            foreach (var (read, columns) in fitting)
            {
                foreach (var column in s_schema)
                {
                    if (column.Name != "first_name")
                    {
                        data.Add(read, column.Name, columns.Split(' ').Contains(column.Name));
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ColumnReads))]
    public void Check_ColumnTypes_FitOrNot(string read, string column, bool fits)
    {
        var check = ContactMap
            .From<TdRow>(map =>
            {
                map.Email(_ => "a@b.de");
                _ = read switch
                {
                    "Text" => (object)map.Attribute("A", Column.Text(column)),
                    "Int64" => map.Attribute("A", Column.Int64(column)),
                    "Double" => map.Attribute("A", Column.Double(column)),
                    "Decimal" => map.Attribute("A", Column.Decimal(column)),
                    "Boolean" => map.Attribute("A", Column.Boolean(column)),
                    "Date" => map.Attribute("A", Column.Date(column)),
                    _ => map.Attribute("A", Column.Timestamp(column)),
                };
            })
            .Check(s_schema, null);

        Assert.Equal(fits ? [] : [MappingProblemCode.ColumnType], check.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void Check_PlainObjects_LooksAtAttributesOnly()
    {
        var map = ContactMap.From<string>(map =>
        {
            map.Email(x => x);
            map.Attribute("LTV", x => x);
        });

        Assert.Equal([MappingProblemCode.AttributeType], map.Check(s_schema, s_attributes).Problems.Select(problem => problem.Code));
        Assert.True(map.Check(null, null).Passed);
    }
}
