using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

/// <summary>Maps that are wrong in one way each. The check tells that one thing, under its code, with what to change.</summary>
public partial class WrongMapTests
{
    private static readonly TdSchema s_schema = TestRows.Schema(
        "email",
        "first_name",
        "phone",
        "gender",
        "visits bigint",
        "ltv double",
        "born date",
        "seen timestamp",
        "vip boolean",
        "tags array(varchar)",
        "twice",
        "twice"
    );

    private static readonly ContactAttribute[] s_attributes =
    [
        Attribute("FIRSTNAME", AttributeType.Text),
        Attribute("VISITS", AttributeType.Float),
        Attribute("LTV", AttributeType.Float),
        Attribute("BORN", AttributeType.Date),
        Attribute("VIP", AttributeType.Boolean),
        Attribute("TAGS", AttributeType.MultipleChoice),
        Attribute("SCORE", null, AttributeCategory.Calculated),
        Attribute("READERS", null, AttributeCategory.Global),
        Attribute("GENDER", AttributeType.Text, AttributeCategory.Category) with
        {
            Enumeration =
            [
                new AttributeOption
                {
                    Value = 1,
                    Label = "Women",
                    ValueText = "1",
                },
                new AttributeOption
                {
                    Value = 2,
                    Label = "Men",
                    ValueText = "2",
                },
            ],
        },
        Attribute("LANGUAGE", AttributeType.Text, AttributeCategory.Category) with
        {
            Enumeration =
            [
                new AttributeOption
                {
                    Value = 0,
                    Label = "English",
                    ValueText = "en",
                },
                new AttributeOption
                {
                    Value = 0,
                    Label = "French",
                    ValueText = "fr",
                },
            ],
        },
    ];

    private static readonly Dictionary<string, (MappingProblemCode Code, string Remedy, Func<MappingCheck> Check)> s_wrong = new()
    {
        ["column misspelt"] = Contact(
            MappingProblemCode.ColumnMissing,
            "Did you mean 'first_name'",
            map => map.Attribute("FIRSTNAME", Column.Text("fist_name"))
        ),
        ["column in another case"] = Contact(
            MappingProblemCode.ColumnMissing,
            "Did you mean 'first_name'? Names are compared with regard to case",
            map => map.Attribute("FIRSTNAME", Column.Text("First_Name"))
        ),
        ["column unlike any other"] = Contact(
            MappingProblemCode.ColumnMissing,
            "The schema has 'email', 'first_name'",
            map => map.Attribute("FIRSTNAME", Column.Text("zzzzzzzz"))
        ),
        ["row map reads a missing column"] = Row(
            MappingProblemCode.ColumnMissing,
            "Did you mean 'visits'",
            map => map.Column("n", Column.Int64("visit"))
        ),
        ["text read as a number"] = Contact(
            MappingProblemCode.ColumnType,
            "Read it with Column.Text, or CAST it to double",
            map => map.Attribute("LTV", Column.Double("first_name"))
        ),
        ["number read as text"] = Contact(
            MappingProblemCode.ColumnType,
            "Read it with Column.Int64, or CAST it to varchar",
            map => map.Attribute("FIRSTNAME", Column.Text("visits"))
        ),
        ["time read as a truth value"] = Contact(
            MappingProblemCode.ColumnType,
            "Read it with Column.Timestamp, or CAST it to boolean",
            map => map.Attribute("VIP", Column.Boolean("seen"))
        ),
        ["list read as text"] = Contact(
            MappingProblemCode.ColumnType,
            "Compute it with a function",
            map => map.Attribute("FIRSTNAME", Column.Text("tags"))
        ),
        ["two columns of that name"] = Contact(
            MappingProblemCode.ColumnAmbiguous,
            "SELECT … AS …",
            map => map.Attribute("FIRSTNAME", Column.Text("twice"))
        ),
        ["attribute that does not exist"] = Contact(
            MappingProblemCode.AttributeUnknown,
            "Create it first (EnsureAttributesAsync), or remove the rule",
            map => map.Attribute("SHOE_SIZE", Column.Int64("visits"))
        ),
        ["attribute misspelt"] = Contact(
            MappingProblemCode.AttributeUnknown,
            "Did you mean 'FIRSTNAME'?",
            map => map.Attribute("FRISTNAME", Column.Text("first_name"))
        ),
        ["attribute in another case"] = Contact(
            MappingProblemCode.AttributeUnknown,
            "It is called 'FIRSTNAME': write names in Brevo's own case",
            map => map.Attribute("FirstName", Column.Text("first_name"))
        ),
        ["text into a number"] = Contact(
            MappingProblemCode.AttributeType,
            "Read it with Column.Int64, Column.Double or Column.Decimal",
            map => map.Attribute("LTV", Column.Text("first_name"))
        ),
        ["number into a text"] = Contact(
            MappingProblemCode.AttributeType,
            "Read or compute text",
            map => map.Attribute("FIRSTNAME", Column.Int64("visits"))
        ),
        ["text into a truth value"] = Contact(
            MappingProblemCode.AttributeType,
            "Read it with Column.Boolean",
            map => map.Attribute("VIP", Column.Text("first_name"))
        ),
        ["truth value into a date"] = Contact(
            MappingProblemCode.AttributeType,
            "Read it with Column.Date",
            map => map.Attribute("BORN", Column.Boolean("vip"))
        ),
        ["text into a multiple choice"] = Contact(
            MappingProblemCode.AttributeType,
            "It takes lists",
            map => map.Attribute("TAGS", Column.Text("first_name"))
        ),
        ["fraction into a category"] = Contact(
            MappingProblemCode.AttributeType,
            "Write the option's label as text, or its number",
            map => map.Attribute("GENDER", Column.Double("ltv"))
        ),
        ["calculated attribute"] = Contact(
            MappingProblemCode.AttributeReadOnly,
            "Remove the rule",
            map => map.Attribute("SCORE", Column.Int64("visits"))
        ),
        ["global attribute"] = Contact(
            MappingProblemCode.AttributeReadOnly,
            "Remove the rule",
            map => map.Attribute("READERS", Column.Int64("visits"))
        ),
        ["attribute twice"] = Contact(
            MappingProblemCode.DuplicateTarget,
            "Remove one, or merge them",
            map =>
            {
                map.Attribute("LTV", Column.Double("ltv"));
                map.Attribute("LTV", row => row.DoubleOrNull("ltv"));
            }
        ),
        ["identifier twice"] = Contact(
            MappingProblemCode.DuplicateTarget,
            "Remove one, or merge them",
            map => map.Email(Column.Text("first_name"))
        ),
        ["column of a table twice"] = Row(
            MappingProblemCode.DuplicateTarget,
            "Remove one, or merge them",
            map =>
            {
                map.Column("n", Column.Int64("visits"));
                map.Column("n", Column.Double("ltv"));
            }
        ),
        ["attribute without a name"] = Contact(
            MappingProblemCode.InvalidName,
            "The name of the target is empty",
            map => map.Attribute("", Column.Text("first_name")),
            attributes: null
        ),
        ["identifier as an attribute"] = Contact(
            MappingProblemCode.InvalidName,
            "use map.Sms(…)",
            map => map.Attribute("SMS", Column.Text("phone")),
            attributes: null
        ),
        ["attribute with white space around"] = Contact(
            MappingProblemCode.InvalidName,
            "Write 'LTV'",
            map => map.Attribute("LTV ", Column.Double("ltv")),
            attributes: null
        ),
        ["attribute with a slash"] = Contact(
            MappingProblemCode.InvalidName,
            "Use letters, digits and _",
            map => map.Attribute("A/B", Column.Double("ltv")),
            attributes: null
        ),
        ["column read without a name"] = Contact(
            MappingProblemCode.InvalidName,
            "The name of the column is empty",
            map => map.Attribute("LTV", Column.Double(""))
        ),
        ["column called time"] = Check(
            MappingProblemCode.InvalidName,
            "use map.Time(…)",
            () => RowMap.From<TdRow>(map => map.Column("time", Column.Int64("visits"))).Check(s_schema)
        ),
        ["column called v"] = Row(MappingProblemCode.InvalidName, "Choose another name", map => map.Column("v", Column.Int64("visits"))),
        ["column in camel case"] = Row(
            MappingProblemCode.InvalidName,
            "Call it 'order_id'",
            map => map.Column("orderId", Column.Int64("visits"))
        ),
        ["column with letters beyond ASCII"] = Row(
            MappingProblemCode.InvalidName,
            "Call it 'prenom'",
            map => map.Column("prénom", Column.Text("first_name"))
        ),
        ["contact without identifier"] = Check(
            MappingProblemCode.TargetMissing,
            "Add Email, ExternalId, Sms, WhatsApp or Landline",
            () => ContactMap.From<TdRow>(map => map.Attribute("LTV", Column.Double("ltv"))).Check(s_schema, s_attributes)
        ),
        ["row without time"] = Check(
            MappingProblemCode.TargetMissing,
            "Add Time",
            () => RowMap.From<TdRow>(map => map.Column("n", Column.Int64("visits"))).Check(s_schema)
        ),
        ["column of a plain object"] = Check(
            MappingProblemCode.ColumnOnObject,
            "record => record.Property",
            () => ContactMap.From<string>(map => map.Email(Column.Text("email"))).Check(s_schema, s_attributes)
        ),
        ["region that is a name"] = Contact(
            MappingProblemCode.UnknownRegion,
            "two capital letters of ISO 3166, such as FR",
            map => map.Sms(Column.Text("phone")).ToE164("France")
        ),
        ["region in small letters"] = Contact(
            MappingProblemCode.UnknownRegion,
            "two capital letters of ISO 3166, such as FR",
            map => map.Sms(Column.Text("phone")).ToE164("fr")
        ),
        ["required and dropped"] = Contact(
            MappingProblemCode.Contradiction,
            "Remove one",
            map => map.Attribute("LTV", Column.Double("ltv")).Required().OrDrop()
        ),
        ["failing and dropped"] = Contact(
            MappingProblemCode.Contradiction,
            "Remove one",
            map => map.Attribute("LTV", Column.Double("ltv")).WhenNull(NullPolicy.Fail).OrDrop()
        ),
        ["identifier that is cleared"] = Contact(
            MappingProblemCode.Contradiction,
            "Use NullPolicy.Omit or NullPolicy.Fail",
            map => map.ExternalId(Column.Int64("visits")).WhenNull(NullPolicy.Clear)
        ),
        ["identifier with a default"] = Contact(
            MappingProblemCode.Contradiction,
            "leave such records out with SkipWhen or fail them with Required",
            map => map.Sms(Column.Text("phone")).Default("+33612345678")
        ),
        ["default that is no option"] = Contact(
            MappingProblemCode.OptionUnknown,
            "It has 'Women', 'Men'. Write one of them",
            map => map.Attribute("GENDER", Column.Text("gender")).Default("unknown")
        ),
        ["default in another case"] = Contact(
            MappingProblemCode.OptionUnknown,
            "Did you mean 'Women'?",
            map => map.Attribute("GENDER", Column.Text("gender")).Default("women")
        ),
        ["default spoilt by a step"] = Contact(
            MappingProblemCode.OptionUnknown,
            "Did you mean 'Men'?",
            map => map.Attribute("GENDER", Column.Text("gender")).Default("Men").ToUpper()
        ),
        ["number of no option"] = Contact(
            MappingProblemCode.OptionUnknown,
            "Write one of them",
            map => map.Attribute("GENDER", Column.Int64("visits")).Default(7)
        ),
        ["zero where codes are texts"] = Contact(
            MappingProblemCode.OptionUnknown,
            "It has 'English', 'French'",
            map => map.Attribute("LANGUAGE", Column.Int64("visits")).Default(0)
        ),
        ["required with a default"] = Contact(
            MappingProblemCode.NeverApplies,
            "Remove Required",
            map => map.Attribute("FIRSTNAME", Column.Text("first_name")).Required().Default("there")
        ),
        ["null policy with a default"] = Contact(
            MappingProblemCode.NeverApplies,
            "WhenNull(Clear) never applies",
            map => map.Attribute("LTV", Column.Double("ltv")).WhenNull(NullPolicy.Clear).Default(0)
        ),
        ["null policy of a required rule"] = Contact(
            MappingProblemCode.NeverApplies,
            "Remove one of them",
            map => map.Attribute("LTV", Column.Double("ltv")).Required().WhenNull(NullPolicy.Omit)
        ),
        ["second default"] = Contact(
            MappingProblemCode.NeverApplies,
            "Default('you') never applies, because Default('there') right before it",
            map => map.Attribute("FIRSTNAME", Column.Text("first_name")).Default("there").Default("you")
        ),
        ["case changed twice"] = Contact(
            MappingProblemCode.NeverApplies,
            "ToLower has no effect, because ToUpper follows at once",
            map => map.Attribute("FIRSTNAME", Column.Text("first_name")).ToLower().ToUpper()
        ),
        ["limit of failures that throw"] = Contact(
            MappingProblemCode.NeverApplies,
            "choose Skip or DeadLetter",
            map =>
            {
                map.OnFailure(FailurePolicy.Throw);
                map.MaxFailures(10);
            }
        ),
        ["default that a step refuses"] = Contact(
            MappingProblemCode.InvalidArgument,
            "Change the value, or write Default('none') behind MustBeEmail",
            map => map.Attribute("FIRSTNAME", Column.Text("first_name")).Default("none").MustBeEmail()
        ),
        ["default of blanks"] = Contact(
            MappingProblemCode.InvalidArgument,
            "write Default('  ') behind Trim",
            map => map.Attribute("FIRSTNAME", Column.Text("first_name")).Default("  ").Trim()
        ),
        ["text of no characters"] = Contact(
            MappingProblemCode.InvalidArgument,
            "at least 1, or remove the rule",
            map => map.Attribute("FIRSTNAME", Column.Text("first_name")).Truncate(0)
        ),
        ["limits exchanged"] = Contact(
            MappingProblemCode.InvalidArgument,
            "Exchange them",
            map => map.Attribute("LTV", Column.Double("ltv")).Clamp(10, 0)
        ),
        ["unknown time zone"] = Contact(
            MappingProblemCode.InvalidArgument,
            "Use a name such as Europe/Paris",
            map => map.Attribute("BORN", Column.Timestamp("seen")).InTimeZone("Mars/Olympus").ToDate()
        ),
        ["format that is none"] = Contact(
            MappingProblemCode.InvalidArgument,
            "Use a format of .NET",
            map => map.Attribute("FIRSTNAME", Column.Date("born")).Format("%")
        ),
        ["look-up without entries"] = Contact(
            MappingProblemCode.InvalidArgument,
            "Fill it before the map is first used",
            map => map.Attribute("FIRSTNAME", Column.Text("first_name")).Map(new Dictionary<string, string>())
        ),
        ["look-up that makes no option"] = Contact(
            MappingProblemCode.OptionUnknown,
            "Map writes 'Ladies'",
            map => map.Attribute("GENDER", Column.Text("gender")).Map(new Dictionary<string, string> { ["f"] = "Ladies", ["m"] = "Men" })
        ),
        ["look-up of numbers that makes no option"] = Contact(
            MappingProblemCode.OptionUnknown,
            "Did you mean 'Women'",
            map => map.Attribute("GENDER", Column.Int64("visits")).Map(new Dictionary<long, string> { [0] = "WOMEN", [1] = "Men" }).OrDrop()
        ),
        ["value for unknown keys that is no option"] = Contact(
            MappingProblemCode.OptionUnknown,
            "Map writes 'other'",
            map => map.Attribute("GENDER", Column.Text("gender")).Map(new Dictionary<string, string> { ["m"] = "Men" }, "other")
        ),
        ["address behind a hash"] = Contact(
            MappingProblemCode.NeverApplies,
            "Write MustBeEmail before Hash",
            map => map.Attribute("FIRSTNAME", Column.Text("email")).Hash().MustBeEmail()
        ),
        ["empty policy with a default"] = Contact(
            MappingProblemCode.NeverApplies,
            "WhenEmpty(Keep) never applies, because Default",
            map => map.Attribute("FIRSTNAME", Column.Text("first_name")).WhenEmpty(EmptyPolicy.Keep).Default("there")
        ),
        ["empty policy of a required rule"] = Contact(
            MappingProblemCode.NeverApplies,
            "WhenEmpty(Null) never applies, because Required",
            map => map.Attribute("FIRSTNAME", Column.Text("first_name")).Required().WhenEmpty(EmptyPolicy.Null)
        ),
        ["empty text that fails and is dropped"] = Contact(
            MappingProblemCode.Contradiction,
            "Remove one",
            map => map.Attribute("FIRSTNAME", Column.Text("first_name")).WhenEmpty(EmptyPolicy.Fail).OrDrop()
        ),
        ["further column misspelt"] = Contact(
            MappingProblemCode.ColumnMissing,
            "Did you mean 'email'",
            map => map.Attribute("FIRSTNAME", Column.Text("first_name")).Coalesce(Column.Text("emial"))
        ),
        ["path into a number"] = Contact(
            MappingProblemCode.ColumnType,
            "Read the column itself",
            map => map.Attribute("FIRSTNAME", Column.Text("visits").At("city"))
        ),
        ["group without columns"] = Contact(
            MappingProblemCode.NeverApplies,
            "Correct the pattern",
            map => map.Attributes(Column.Matching("crm_*"))
        ),
        ["group with a list"] = Contact(
            MappingProblemCode.ColumnType,
            "Leave the column out with Except",
            map => map.Attributes(Column.Matching("tag*"))
        ),
        ["group that writes an unknown attribute"] = Contact(
            MappingProblemCode.AttributeUnknown,
            "EnsureAttributesAsync",
            map => map.Attributes(Column.Matching("seen"))
        ),
        ["group that writes another type"] = Contact(
            MappingProblemCode.AttributeType,
            "Read or compute text",
            map => map.Attributes(Column.Matching("visits"), _ => "FIRSTNAME")
        ),
        ["list into a text"] = Contact(
            MappingProblemCode.AttributeType,
            "Read or compute text",
            map => map.Attribute("FIRSTNAME", Column.List("tags"))
        ),
        ["number read as a list"] = Contact(
            MappingProblemCode.ColumnType,
            "Read it with Column.Int64",
            map => map.Attribute("TAGS", Column.List("visits"))
        ),
        ["event without a name"] = Check(
            MappingProblemCode.TargetMissing,
            "Add Name",
            () => EventMap.From<TdRow>(map => map.Email(Column.Text("email"))).Check(s_schema)
        ),
        ["event of nobody"] = Check(
            MappingProblemCode.TargetMissing,
            "Add Email, ExternalId",
            () => EventMap.From<TdRow>(map => map.Name("seen")).Check(s_schema)
        ),
        ["event with blanks in its name"] = Event(MappingProblemCode.InvalidName, "letters, digits, _ and -", _ => { }, "order completed"),
        ["property with a dot in its name"] = Event(
            MappingProblemCode.InvalidName,
            "letters, digits, _ and -",
            map => map.Properties(properties => properties.Field("order.id", Column.Int64("visits")))
        ),
        ["property twice"] = Event(
            MappingProblemCode.DuplicateTarget,
            "Remove one",
            map =>
                map.Properties(properties =>
                {
                    properties.Field("id", Column.Int64("visits"));
                    properties.Field("id", Column.Text("email"));
                })
        ),
        ["contact property that Brevo does not have"] = Event(
            MappingProblemCode.AttributeUnknown,
            "Did you mean 'FIRSTNAME'",
            map => map.ContactProperties(properties => properties.Field("FRISTNAME", Column.Text("email")))
        ),
        ["contact property of another type"] = Event(
            MappingProblemCode.AttributeType,
            "Read it with Column.Boolean",
            map => map.ContactProperties(properties => properties.Field("VIP", Column.Text("email")))
        ),
        ["column of a property misspelt"] = Event(
            MappingProblemCode.ColumnMissing,
            "Did you mean 'visits'",
            map => map.Properties(properties => properties.Object("deep", deep => deep.Field("n", Column.Int64("visit"))))
        ),
        ["order without lines"] = Check(
            MappingProblemCode.TargetMissing,
            "Add Lines",
            () =>
                OrderMap
                    .From<TdRow>(map =>
                    {
                        map.Id(Column.Int64("visits"));
                        map.CreatedAt(Column.Timestamp("seen"));
                        map.UpdatedAt(Column.Timestamp("seen"));
                        map.Status("completed");
                        map.Amount(Column.Decimal("ltv"));
                    })
                    .Check(s_schema)
        ),
        ["default that is no number"] = Contact(
            MappingProblemCode.InvalidArgument,
            "Choose a number",
            map => map.Attribute("LTV", Column.Double("ltv")).Default(double.NaN)
        ),
    };

    public static TheoryData<string> Names => [.. s_wrong.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Check_WrongMap_TellsTheProblemAndItsRemedy(string name)
    {
        var (code, remedy, check) = s_wrong[name];

        var result = check();

        var problem = Assert.Single(result.Problems);
        Assert.Equal(code, problem.Code);
        Assert.Contains(remedy, problem.Message, StringComparison.Ordinal);
        Assert.EndsWith($"[docs/mapping-errors.md#{code.Value.ToLowerInvariant()}]", problem.ToString(), StringComparison.Ordinal);
        Assert.False(result.Passed);
        Assert.Contains(code.Value, Assert.Throws<MapDefinitionException>(result.ThrowIfFailed).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_AreAtLeastForty_AndHaveEveryCode()
    {
        Assert.True(s_wrong.Count >= 40, $"There are {s_wrong.Count}.");
        // What cannot be reversed is told by Reverse and ReverseInto alone.
        Assert.Equal(
            [MappingProblemCode.NotReversible.Value],
            MappingErrorsPageTests.ProblemCodes.Except(s_wrong.Values.Select(wrong => wrong.Code.Value))
        );
    }

    [Fact]
    public void Check_RightMapsLikeTheWrongOnes_Pass()
    {
        var check = ContactMap
            .From<TdRow>(map =>
            {
                map.Email(Column.Text("email")).Trim().ToLower().Required();
                map.Sms(Column.Text("phone")).ToE164("FR").OrDrop();
                map.Attribute("FIRSTNAME", Column.Text("first_name")).Trim().Default("there").ToUpper();
                map.Attribute("GENDER", Column.Text("gender")).Default("Men");
                map.Attribute("LANGUAGE", Column.Text("gender")).Default("en");
                map.Attribute("LTV", Column.Double("ltv")).Default(1).OrDrop().Default(2);
                map.Attribute("VIP", Column.Boolean("vip")).Default(false);
                map.Attribute("BORN", Column.Date("born")).WhenNull(NullPolicy.Clear);
                map.Attribute("VISITS", Column.Int64("visits")).Required();
                map.MaxFailures(10);
            })
            .Check(s_schema, s_attributes);

        Assert.True(check.Passed, check.ToString());
        Assert.Equal("ContactMap.From<TdRow>: no problems.", check.ToString());
    }

    [Fact]
    public void Check_ToString_IsATable()
    {
        var check = ContactMap
            .From<TdRow>(map =>
            {
                map.Email(Column.Text("emial"));
                map.Attribute("SCORE", Column.Int64("visits"));
            })
            .Check(s_schema, s_attributes);

        Assert.Equal(
            """
            ContactMap.From<TdRow>: 2 problems, explained in docs/mapping-errors.md
            code    target            source  what is wrong and what to change
            ------  ----------------  ------  -----------------------------------------------------------------------------------------
            MAP001  email             emial   There is no column 'emial'. Did you mean 'email'? Names are compared with regard to case.
            MAP005  attributes.SCORE  visits  Brevo computes the attribute (calculated), it cannot be written. Remove the rule.
            """.ReplaceLineEndings("\n"),
            check.ToString()
        );
    }

    private static ContactAttribute Attribute(string name, AttributeType? type, AttributeCategory? category = null) =>
        new()
        {
            Name = name,
            Type = type,
            Category = category ?? AttributeCategory.Normal,
        };

    private static (MappingProblemCode Code, string Remedy, Func<MappingCheck> Check) Check(
        MappingProblemCode code,
        string remedy,
        Func<MappingCheck> check
    ) => (code, remedy, check);

    private static (MappingProblemCode Code, string Remedy, Func<MappingCheck> Check) Contact(
        MappingProblemCode code,
        string remedy,
        Action<ContactMapBuilder<TdRow>> wrong
    ) => Contact(code, remedy, wrong, s_attributes);

    private static (MappingProblemCode Code, string Remedy, Func<MappingCheck> Check) Contact(
        MappingProblemCode code,
        string remedy,
        Action<ContactMapBuilder<TdRow>> wrong,
        ContactAttribute[]? attributes
    ) =>
        (
            code,
            remedy,
            () =>
                ContactMap
                    .From<TdRow>(map =>
                    {
                        map.Email(Column.Text("email"));
                        wrong(map);
                    })
                    .Check(s_schema, attributes)
        );

    private static (MappingProblemCode Code, string Remedy, Func<MappingCheck> Check) Event(
        MappingProblemCode code,
        string remedy,
        Action<EventMapBuilder<TdRow>> wrong,
        string name = "seen"
    ) =>
        (
            code,
            remedy,
            () =>
                EventMap
                    .From<TdRow>(map =>
                    {
                        map.Name(name);
                        map.Email(Column.Text("email"));
                        wrong(map);
                    })
                    .Check(s_schema, s_attributes)
        );

    private static (MappingProblemCode Code, string Remedy, Func<MappingCheck> Check) Row(
        MappingProblemCode code,
        string remedy,
        Action<RowMapBuilder<TdRow>> wrong
    ) =>
        (
            code,
            remedy,
            () =>
                RowMap
                    .From<TdRow>(map =>
                    {
                        map.Time(Column.Timestamp("seen"));
                        wrong(map);
                    })
                    .Check(s_schema)
        );
}
