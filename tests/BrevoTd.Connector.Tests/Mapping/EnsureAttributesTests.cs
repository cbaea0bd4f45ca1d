using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Tests.Brevo;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class EnsureAttributesTests
{
    private sealed record Person(string Name, long Visits, double Ltv, decimal Due, bool Vip, DateOnly Born, DateTimeOffset Seen);

    private static readonly ContactMap<Person> s_map = ContactMap.From<Person>(map =>
    {
        map.Email(x => x.Name);
        map.ExternalId(x => x.Visits);
        map.Sms(x => x.Name);
        map.Attribute("NAME", x => x.Name);
        map.Attribute("VISITS", x => x.Visits);
        map.Attribute("LTV", x => x.Ltv);
        map.Attribute("DUE", x => x.Due);
        map.Attribute("VIP", x => x.Vip);
        map.Attribute("BORN", x => x.Born);
        map.Attribute("SEEN", x => x.Seen);
    });

    private static ContactMap<Person> Gender(string fallback = "Women") =>
        ContactMap.From<Person>(map =>
        {
            map.Email(x => x.Name);
            map.Attribute("GENDER", x => x.Name).Default(fallback);
        });

    [Fact]
    public async Task EnsureAttributesAsync_EmptyAccount_CreatesWhatTheMapWritesWithItsTypes()
    {
        var account = new Account();

        var result = await s_map.EnsureAttributesAsync(account);

        string[] expected = ["NAME (text)", "VISITS (float)", "LTV (float)", "DUE (float)", "VIP (boolean)", "BORN (date)", "SEEN (text)"];
        Assert.Equal(expected, result.Created.Select(attribute => attribute.ToString()));
        Assert.Equal(expected, account.Attributes.Select(attribute => $"{attribute.Name} ({attribute.Type})"));
        Assert.All(account.Attributes, attribute => Assert.Equal(AttributeCategory.Normal, attribute.Category));
        Assert.True(result.Succeeded);
        Assert.True(s_map.Check(null, account.Attributes).Passed);
    }

    [Fact]
    public async Task EnsureAttributesAsync_List_IsAMultipleChoiceAndNeedsItsOptions()
    {
        var map = ContactMap.From<Person>(map =>
        {
            map.Email(x => x.Name);
            map.ListIds(7);
            map.Attribute("COLOURS", _ => new[] { "red" });
        });
        var account = new Account();

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => map.EnsureAttributesAsync(account));
        var created = await map.EnsureAttributesAsync(
            account,
            new EnsureAttributesOptions
            {
                MultipleChoiceOptions = new Dictionary<string, IReadOnlyList<string>> { ["COLOURS"] = ["red", "blue"] },
            }
        );
        var again = await map.EnsureAttributesAsync(account);

        Assert.Contains("MultipleChoiceOptions", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["COLOURS"], created.Created.Select(attribute => attribute.Name));
        Assert.Equal(AttributeType.MultipleChoice, Assert.Single(account.Attributes).Type);
        Assert.Equal(["COLOURS"], again.Existing);
        Assert.True(map.Check(null, account.Attributes).Passed);
    }

    [Fact]
    public async Task EnsureAttributesAsync_SecondTime_CreatesNothing()
    {
        var account = new Account();
        await s_map.EnsureAttributesAsync(account);

        var result = await s_map.EnsureAttributesAsync(account);

        Assert.Empty(result.Created);
        Assert.Equal(["NAME", "VISITS", "LTV", "DUE", "VIP", "BORN", "SEEN"], result.Existing);
        Assert.Equal(7, account.Creations);
    }

    [Fact]
    public async Task EnsureAttributesAsync_DryRun_TellsAndCreatesNothing()
    {
        var account = new Account();

        var result = await s_map.EnsureAttributesAsync(account, new EnsureAttributesOptions { DryRun = true, TimestampsAsDates = true });

        Assert.True(result.IsDryRun);
        Assert.Equal(7, result.Created.Count);
        Assert.Equal("SEEN (date)", result.Created[^1].ToString());
        Assert.Equal(0, account.Creations);
        Assert.StartsWith("7 to create, 0 in place, 0 differ\n+ NAME (text)", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnsureAttributesAsync_ExistingOfAnotherType_IsToldAndNotTouched()
    {
        var account = new Account(
            new ContactAttribute
            {
                Name = "LTV",
                Category = AttributeCategory.Normal,
                Type = AttributeType.Text,
            },
            new ContactAttribute { Name = "VIP", Category = AttributeCategory.Calculated },
            new ContactAttribute
            {
                Name = "born",
                Category = AttributeCategory.Normal,
                Type = AttributeType.Date,
            }
        );

        var result = await s_map.EnsureAttributesAsync(account);

        Assert.False(result.Succeeded);
        Assert.Equal(
            ["MAP004 attributes.LTV", "MAP005 attributes.VIP", "MAP003 attributes.BORN"],
            result.Differing.Select(problem => $"{problem.Code} {problem.Target}")
        );
        Assert.Equal(4, account.Creations);
        Assert.Equal(AttributeType.Text, account.Attributes[0].Type);
        Assert.Contains("'born'", result.Differing[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnsureAttributesAsync_SomebodyElseIsFaster_IsFine()
    {
        var account = new Account { Race = AttributeType.Float };

        var result = await s_map.EnsureAttributesAsync(account);

        Assert.Empty(result.Created);
        // The other process made them all numbers: what does not fit is told.
        Assert.Equal(["VISITS", "LTV", "DUE"], result.Existing);
        Assert.Equal(
            ["attributes.NAME", "attributes.VIP", "attributes.BORN", "attributes.SEEN"],
            result.Differing.Select(problem => problem.Target)
        );
    }

    [Fact]
    public async Task EnsureAttributesAsync_CreationRefused_Throws()
    {
        var account = new Account { Refuses = true };

        await Assert.ThrowsAsync<ServiceException>(() => s_map.EnsureAttributesAsync(account));
        Assert.Equal(1, account.Creations);
    }

    [Fact]
    public async Task EnsureAttributesAsync_WrongMap_CreatesNothing()
    {
        var account = new Account();
        var map = ContactMap.From<Person>(map => map.Attribute("A", x => x.Name));

        await Assert.ThrowsAsync<MapDefinitionException>(() => map.EnsureAttributesAsync(account));
        Assert.Equal(0, account.Creations);
    }

    [Fact]
    public async Task EnsureAttributesAsync_GroupOfColumns_NeedsTheirSchema()
    {
        var map = ContactMap.From<TdRow>(map =>
        {
            map.Email(Column.Text("email"));
            map.Attributes(Column.Matching("*").Except("email"));
        });
        var account = new Account();

        Assert.Empty((await map.EnsureAttributesAsync(account)).Created);
        var result = await map.EnsureAttributesAsync(
            account,
            new EnsureAttributesOptions { Schema = TestRows.Schema("email", "ltv double", "born date", "tags array(varchar)") }
        );

        Assert.Equal(["LTV (float)", "BORN (date)"], result.Created.Select(attribute => attribute.ToString()));
    }

    [Fact]
    public async Task EnsureAttributesAsync_List_IsMultipleChoiceWithTheOptionsGiven()
    {
        var map = ContactMap.From<Person>(map =>
        {
            map.Email(x => x.Name);
            map.Attribute("TAGS", x => new[] { x.Name });
        });
        var account = new Account();

        var result = await map.EnsureAttributesAsync(
            account,
            new EnsureAttributesOptions { MultipleChoiceOptions = new Dictionary<string, IReadOnlyList<string>> { ["TAGS"] = ["a", "b"] } }
        );

        Assert.True(result.Succeeded, result.ToString());
        var created = Assert.Single(account.Attributes);
        Assert.Equal((AttributeCategory.Normal, AttributeType.MultipleChoice), (created.Category, created.Type));
        Assert.Equal(["a", "b"], created.MultiCategoryOptions);
        await Assert.ThrowsAsync<ArgumentException>(() => map.EnsureAttributesAsync(new Account()));
    }

    [Fact]
    public async Task EnsureAttributesAsync_Category_IsCreatedWithItsOptions()
    {
        var account = new Account();
        var options = new EnsureAttributesOptions
        {
            CategoryOptions = new Dictionary<string, IReadOnlyList<string>> { ["GENDER"] = ["Women", "Men"] },
        };

        var result = await Gender().EnsureAttributesAsync(account, options);

        Assert.True(result.Succeeded, result.ToString());
        var created = Assert.Single(account.Attributes);
        Assert.Equal((AttributeCategory.Category, "GENDER"), (created.Category!.Value, created.Name));
        Assert.Equal([(1L, "Women"), (2L, "Men")], created.Enumeration!.Select(option => (option.Value!.Value, option.Label!)));
        Assert.Equal(
            MappingProblemCode.OptionUnknown,
            Assert.Single((await Gender("Other").EnsureAttributesAsync(account, options)).Differing).Code
        );
    }

    [Fact]
    public async Task EnsureAttributesAsync_CategoryLacksAnOption_IsTold()
    {
        var account = new Account(
            new ContactAttribute
            {
                Name = "GENDER",
                Category = AttributeCategory.Category,
                Type = AttributeType.Text,
                Enumeration = [new AttributeOption { Value = 1, Label = "Women" }],
            }
        );

        var result = await Gender()
            .EnsureAttributesAsync(
                account,
                new EnsureAttributesOptions
                {
                    CategoryOptions = new Dictionary<string, IReadOnlyList<string>> { ["GENDER"] = ["Women", "Men"] },
                }
            );

        var problem = Assert.Single(result.Differing);
        Assert.Equal(MappingProblemCode.OptionUnknown, problem.Code);
        Assert.Contains("'Men'", problem.Message, StringComparison.Ordinal);
        Assert.Equal(0, account.Creations);
    }

    [Theory]
    [InlineData("OTHER", "Women")]
    [InlineData("GENDER", "")]
    [InlineData("GENDER", "a,a")]
    public async Task EnsureAttributesAsync_OptionsThatCannotBe_Throw(string name, string labels) =>
        await Assert.ThrowsAsync<ArgumentException>(() =>
            Gender()
                .EnsureAttributesAsync(
                    new Account(),
                    new EnsureAttributesOptions
                    {
                        CategoryOptions = new Dictionary<string, IReadOnlyList<string>> { [name] = labels.Split(',') },
                    }
                )
        );

    [Fact]
    public async Task EnsureAttributesAsync_OverTheWire_SendsWhatBrevoExpects()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers("GET", "contacts/attributes", 200, """{"attributes":[]}""")
            .Answers("POST", "contacts/attributes/category/GENDER", 201);

        await Gender()
            .EnsureAttributesAsync(
                wire.Client.Attributes,
                new EnsureAttributesOptions
                {
                    CategoryOptions = new Dictionary<string, IReadOnlyList<string>> { ["GENDER"] = ["Women", "Men"] },
                },
                TestContext.Current.CancellationToken
            );

        Assert.Equal(
            (
                "POST",
                "/v3/contacts/attributes/category/GENDER",
                """{"type":"category","enumeration":[{"value":1,"label":"Women"},{"value":2,"label":"Men"}]}"""
            ),
            wire.LastRequest
        );
    }

    /// <summary>The attributes of an account, in memory.</summary>
    private sealed class Account(params ContactAttribute[] attributes) : BrevoAttributesClient
    {
        public List<ContactAttribute> Attributes { get; } = [.. attributes];

        public int Creations { get; private set; }

        /// <summary>Another process creates each attribute first, with this type.</summary>
        public AttributeType? Race { get; init; }

        public bool Refuses { get; init; }

        public override Task<IReadOnlyList<ContactAttribute>> ListAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<ContactAttribute>>([.. Attributes]);

        public override Task CreateAsync(
            AttributeCategory category,
            string name,
            CreateAttributeRequest request,
            CancellationToken cancellationToken = default
        )
        {
            Creations++;
            if (!Refuses)
            {
                Attributes.Add(
                    new ContactAttribute
                    {
                        Name = name,
                        Category = category,
                        Type = Race ?? request.Type,
                        Enumeration = request.Enumeration,
                        MultiCategoryOptions = request.MultiCategoryOptions,
                    }
                );
            }

            return Refuses || Race is not null
                ? Task.FromException(new ServiceException("Brevo", "attributes.create", System.Net.HttpStatusCode.BadRequest, "no"))
                : Task.CompletedTask;
        }
    }
}
