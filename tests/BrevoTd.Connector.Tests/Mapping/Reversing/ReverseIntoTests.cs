using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class ReverseIntoTests
{
    private sealed class Customer
    {
        public string? Email { get; set; }
        public string? Name { get; set; }
        public int Points { get; set; }
        public double? Ratio { get; set; }
        public decimal? Price { get; set; }
        public bool Vip { get; set; }
        public DateOnly? Born { get; set; }
        public DateTimeOffset? Seen { get; set; }
        public DateTime Created { get; set; }
    }

    private static ContactMap<Customer> Contacts { get; } =
        ContactMap.From<Customer>(map =>
        {
            map.Email(map.From(c => c.Email, (c, value) => c.Email = value)).NormalizeEmail();
            map.Attribute("NAME", map.From(c => c.Name, (c, value) => c.Name = value)).Trim();
            map.Attribute("POINTS", map.From(c => c.Points, (c, value) => c.Points = (int)value)).Scale(10);
            map.Attribute("RATIO", map.From(c => c.Ratio, (c, value) => c.Ratio = value));
            map.Attribute("PRICE", map.From(c => c.Price, (c, value) => c.Price = value)).Round(2);
            map.Attribute("VIP", map.From(c => c.Vip, (c, value) => c.Vip = value)).Map("yes", "no");
            map.Attribute("BORN", map.From(c => c.Born, (c, value) => c.Born = value));
            map.Attribute("SEEN", map.From(c => c.Seen, (c, value) => c.Seen = value));
            map.Attribute("CREATED", map.From(c => c.Created, (c, value) => c.Created = value)).ToUnixMilliseconds();
        });

    private static RowMap<Customer> Rows { get; } =
        RowMap.From<Customer>(map =>
        {
            map.Time(_ => DateTimeOffset.UnixEpoch);
            map.Column("email", map.From(c => c.Email, (c, value) => c.Email = value));
            map.Column("name", map.From(c => c.Name, (c, value) => c.Name = value));
            map.Column("points", map.From(c => c.Points, (c, value) => c.Points = (int)value));
            map.Column("ratio", map.From(c => c.Ratio, (c, value) => c.Ratio = value));
            map.Column("price", map.From(c => c.Price, (c, value) => c.Price = value));
            map.Column("vip", map.From(c => c.Vip, (c, value) => c.Vip = value));
            map.Column("born", map.From(c => c.Born, (c, value) => c.Born = value)).Format("dd.MM.yyyy");
            map.Column("seen", map.From(c => c.Seen, (c, value) => c.Seen = value)).ToUnixSeconds();
            map.Column("created", map.From(c => c.Created, (c, value) => c.Created = value));
        });

    private static Customer Ann { get; } =
        new()
        {
            Email = "ann@example.com",
            Name = "Ann",
            Points = 7,
            Ratio = 0.5,
            Price = 12.5m,
            Vip = true,
            Born = new DateOnly(1989, 2, 1),
            Seen = DateTimeOffset.FromUnixTimeSeconds(1_767_225_600),
            Created = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        };

    [Fact]
    public void ContactMap_ThereAndBack_IsTheSameCustomer()
    {
        var there = Encode.With(Contacts.CreateEncoder(), Ann);
        var reverse = Contacts.ReverseInto(() => new Customer());

        var back = reverse.Map(RoundTrip.AsContact(there.Bytes));

        Assert.Equivalent(Ann, back, strict: true);
        Assert.Contains("\"POINTS\":70", there.Json, StringComparison.Ordinal);
        Assert.Equal(there.Json, Encode.With(Contacts.CreateEncoder(), back).Json);
    }

    [Fact]
    public void RowMap_ThereAndBack_IsTheSameCustomer()
    {
        var there = Encode.With(Rows.CreateEncoder(), Ann);
        var schema = TestRows.Schema([.. Rows.Columns.Select(column => $"{column.Name} {column.Type}"), "time bigint"]);

        var back = Rows.ReverseInto(() => new Customer()).Map(RoundTrip.AsRow(there.Bytes, schema));

        Assert.Equivalent(Ann, back, strict: true);
    }

    [Fact]
    public void Map_FieldsWithoutValue_AreNotSet()
    {
        var contact = new Contact
        {
            Email = null,
            Attributes = new Dictionary<string, AttributeValue> { ["NAME"] = "", ["BORN"] = "" },
        };

        var customer = Contacts.ReverseInto(() => new Customer { Name = "before" }).Map(contact);

        Assert.Equal("before", customer.Name);
        Assert.Null(customer.Email);
        Assert.Null(customer.Born);
    }

    [Fact]
    public void Map_FieldsThatDoNotFit_AreAllNamed()
    {
        var reverse = Contacts.ReverseInto(() => new Customer());
        var contact = new Contact
        {
            Attributes = new Dictionary<string, AttributeValue>
            {
                ["RATIO"] = "much",
                ["BORN"] = "soon",
                ["VIP"] = "perhaps",
                ["POINTS"] = 7,
            },
        };

        var exception = Assert.Throws<MappingException>(() => reverse.Map(contact));

        Assert.Equal(
            ["attributes.POINTS", "attributes.RATIO", "attributes.VIP", "attributes.BORN"],
            exception.Failures.Select(failure => failure.Target)
        );
        Assert.False(reverse.TryMap(contact, out var customer, out var failures));
        Assert.Null(customer);
        Assert.Equal(4, failures.Count);
        Assert.True(reverse.TryMap(new Contact(), out _, out failures));
        Assert.Empty(failures);
    }

    [Fact]
    public void Map_SetterThrows_IsAFailureThatDoesNotQuoteIt()
    {
        var map = ContactMap.From<Customer>(map => map.Email(map.From(c => c.Email, (_, value) => throw new FormatException(value))));

        var exception = Assert.Throws<MappingException>(() =>
            map.ReverseInto(() => new Customer()).Map(new Contact { Email = "secret@x.de" })
        );

        Assert.Equal(MappingFailureCode.Convert, Assert.Single(exception.Failures).Code);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Map_SeveralThreads_DoNotDisturbEachOther()
    {
        var reverse = Contacts.ReverseInto(() => new Customer());

        Parallel.For(
            0,
            10_000,
            n =>
                Assert.Equal(
                    $"name {n}",
                    reverse.Map(new Contact { Attributes = new Dictionary<string, AttributeValue> { ["NAME"] = $"name {n}" } }).Name
                )
        );
    }

    [Fact]
    public void ReverseInto_FunctionsColumnsAndValueTypes_AreNamed()
    {
        var functions = ContactMap.From<Customer>(map => map.Email(c => c.Email));
        var rows = ContactMap.From<TdRow>(map => map.Email(Column.Text("email")));

        Assert.Contains(
            "map.From",
            Assert.Throws<MapDefinitionException>(() => functions.ReverseInto(() => new Customer())).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(2, Assert.Throws<MapDefinitionException>(() => rows.ReverseInto(() => default)).Problems.Count);
        Assert.Contains("ReverseInto", Assert.Throws<MapDefinitionException>(() => Contacts.Reverse()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_OfAnotherMapsRecords_IsAProblem()
    {
        Column<string> foreign = default;
        var other = RowMap.From<Customer>(map =>
        {
            map.Time(_ => DateTimeOffset.UnixEpoch);
            foreign = map.From(c => c.Email, (c, value) => c.Email = value);
        });
        Assert.True(other.Check().Passed);

        var map = ContactMap.From<string>(map => map.Email(foreign));

        Assert.Contains(map.Check(null, null).Problems, problem => problem.Code == MappingProblemCode.ColumnOnObject);
    }
}
