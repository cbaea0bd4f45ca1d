using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

public class ContactMapTests
{
    private static readonly TdSchema s_schema = TestRows.Schema(
        "email",
        "first_name",
        "last_name",
        "ltv double",
        "phone",
        "opted_out boolean"
    );

    private sealed class CustomerContacts : ContactMap<TdRow>
    {
        protected override void Configure(ContactMapBuilder<TdRow> map)
        {
            map.Email(Column.Text("email")).Trim().ToLower().Required();
            map.Attribute("FIRSTNAME", Column.Text("first_name")).Default("there");
            map.Attribute("LTV", Column.Double("ltv")).WhenNull(NullPolicy.Clear).Must(v => v >= 0, "LTV must not be negative");
            map.Attribute("FULLNAME", row => $"{row.TextOrNull("first_name")} {row.Text("last_name")}".Trim());
            map.Sms(Column.Text("phone")).ToE164("FR").OrDrop();
            map.SkipWhen(row => row.Boolean("opted_out"), "opted out");
        }
    }

    private sealed record Customer(string? Email, long? Id, string? Name, double? Ltv, bool? Vip, DateOnly? Born, DateTimeOffset? Seen)
    {
        public DateTime? Joined { get; init; }

        public decimal? Balance { get; init; }

        public int Visits { get; init; }
    }

    [Fact]
    public void Encode_RowWithEveryValue_WritesContactInOrderOfRules()
    {
        var encoder = new CustomerContacts().CreateEncoder();

        var contact = Encode.With(encoder, TestRows.Of(s_schema, " Ann@Example.COM ", "Ann", "Lee", 12.5, "06 12 34 56 78", false));

        Assert.Equal(EncodeOutcome.Encoded, contact.Record.Outcome);
        Assert.Equal(
            """{"email":"ann@example.com","attributes":{"FIRSTNAME":"Ann","LTV":12.5,"FULLNAME":"Ann Lee","SMS":"+33612345678"}}""",
            contact.Json
        );
        Assert.Equal("ann@example.com", contact.At(contact.Record.Key));
        Assert.Equal("+33612345678", contact.At(contact.Record.Phone));
        Assert.True(contact.Record.ExternalId.IsEmpty);
        Assert.False(contact.Record.ClearsValues);
    }

    [Fact]
    public void Encode_RowWithNulls_FollowsEachRule()
    {
        var encoder = new CustomerContacts().CreateEncoder();

        var contact = Encode.With(encoder, TestRows.Of(s_schema, "a@b.de", null, "Lee", null, "12", false));

        Assert.Equal("""{"email":"a@b.de","attributes":{"FIRSTNAME":"there","LTV":"","FULLNAME":"Lee"}}""", contact.Json);
        Assert.True(contact.Record.ClearsValues);
        Assert.Equal(1, encoder.GetStatistics().DroppedByTarget["attributes.SMS"]);
    }

    [Fact]
    public void Encode_OptedOut_IsSkippedWithReason()
    {
        var encoder = new CustomerContacts().CreateEncoder();

        var contact = Encode.With(encoder, TestRows.Of(s_schema, "a@b.de", null, "Lee", -1.0, null, true));

        Assert.Equal(EncodeOutcome.Skipped, contact.Record.Outcome);
        Assert.Equal("opted out", contact.Record.SkipReason);
        Assert.Empty(contact.Bytes);
        Assert.Empty(contact.Record.Failures);
    }

    [Fact]
    public void Encode_ConsentUnknown_FailsInsteadOfGuessing()
    {
        var contact = Encode.With(new CustomerContacts().CreateEncoder(), TestRows.Of(s_schema, "a@b.de", null, "Lee", 1.0, null, null));

        Assert.Equal(EncodeOutcome.Failed, contact.Record.Outcome);
        Assert.Equal(MappingFailureCode.Null, contact.Failure.Code);
        Assert.Equal("SkipWhen(opted out)", contact.Failure.Target);
    }

    [Fact]
    public void Encode_PlainObject_WritesEveryType()
    {
        var record = new Customer(
            "a@b.de",
            42,
            "Zoë",
            0.1,
            true,
            new DateOnly(1989, 2, 1),
            new DateTimeOffset(2026, 1, 31, 10, 5, 0, TimeSpan.FromHours(2))
        )
        {
            Joined = new DateTime(2026, 1, 31, 8, 5, 0, 250, DateTimeKind.Unspecified),
            Balance = 12.50m,
            Visits = 3,
        };

        var contact = Encode.Contact(
            record,
            map =>
            {
                map.Email(x => x.Email);
                map.ExternalId(x => x.Id);
                map.Attribute("NAME", x => x.Name);
                map.Attribute("LTV", x => x.Ltv);
                map.Attribute("VIP", x => x.Vip);
                map.Attribute("BORN", x => x.Born);
                map.Attribute("SEEN", x => x.Seen);
                map.Attribute("JOINED", x => x.Joined);
                map.Attribute("BALANCE", x => x.Balance);
                map.Attribute("VISITS", x => x.Visits);
                map.Attribute("HUGE", _ => long.MaxValue);
            }
        );

        Assert.Equal(
            """{"email":"a@b.de","attributes":{"EXT_ID":"42","NAME":"Zoë","LTV":0.1,"VIP":true,"BORN":"1989-02-01","SEEN":"2026-01-31T08:05:00Z","JOINED":"2026-01-31T08:05:00.25Z","BALANCE":12.50,"VISITS":3,"HUGE":9223372036854775807}}""",
            contact.Json
        );
        Assert.Equal("42", contact.At(contact.Record.ExternalId));
    }

    [Fact]
    public void Encode_WithoutEmail_KeyIsTheNextIdentifier()
    {
        var byId = Encode.Contact(
            0,
            map =>
            {
                map.Email(_ => null);
                map.ExternalId(_ => "x-1");
                map.Sms(_ => "+33612345678");
            }
        );
        var byPhone = Encode.Contact(
            0,
            map =>
            {
                map.Attribute("N", _ => 1);
                map.Sms(_ => "+33612345678");
            }
        );
        var byWhatsApp = Encode.Contact(
            0,
            map =>
            {
                map.WhatsApp(_ => "+33612345679");
                map.Landline(_ => "+33112345679");
            }
        );

        Assert.Equal("x-1", byId.At(byId.Record.Key));
        Assert.Equal("""{"attributes":{"EXT_ID":"x-1","SMS":"+33612345678"}}""", byId.Json);
        Assert.Equal("+33612345678", byPhone.At(byPhone.Record.Key));
        Assert.Equal("+33612345679", byWhatsApp.At(byWhatsApp.Record.Key));
        Assert.True(byWhatsApp.Record.Phone.IsEmpty);
    }

    [Fact]
    public void Encode_NoIdentifierLeft_FailsWithNoIdentifier()
    {
        var contact = Encode.Contact(
            0,
            map =>
            {
                map.Email(_ => "  ").Trim();
                map.Sms(_ => "12").ToE164("FR").OrDrop();
                map.Attribute("A", _ => "x");
            }
        );

        Assert.Equal(EncodeOutcome.Failed, contact.Record.Outcome);
        Assert.Equal(MappingFailureCode.NoIdentifier, contact.Failure.Code);
        Assert.Empty(contact.Bytes);
    }

    [Fact]
    public void Encode_KeyWithEscapes_RangeCoversBytesAsWritten()
    {
        var contact = Encode.Contact(0, map => map.Email(_ => "a\"b@c.de"));

        Assert.Equal("""{"email":"a\"b@c.de"}""", contact.Json);
        Assert.Equal("""a\"b@c.de""", contact.At(contact.Record.Key));
    }

    [Fact]
    public void CreateEncoder_OtherExternalIdAttribute_IsWritten()
    {
        var encoder = ContactMap.From<int>(map => map.ExternalId(_ => "7")).CreateEncoder(new() { ExternalIdAttribute = "CUSTOMER_ID" });

        Assert.Equal("""{"attributes":{"CUSTOMER_ID":"7"}}""", Encode.With(encoder, 0).Json);
    }

    [Fact]
    public void Encode_SchemaChangesOnTheWay_ColumnsAreFoundAnew()
    {
        var encoder = ContactMap
            .From<TdRow>(map =>
            {
                map.Email(Column.Text("email"));
                map.Attribute("N", Column.Int64("n"));
            })
            .CreateEncoder();

        var first = Encode.With(encoder, TestRows.Of(TestRows.Schema("email", "n bigint"), "a@b.de", 1));
        var turned = Encode.With(encoder, TestRows.Of(TestRows.Schema("n bigint", "email"), 2, "c@d.de"));
        var without = Encode.With(encoder, TestRows.Of(TestRows.Schema("email"), "e@f.de"));

        Assert.Equal("""{"email":"a@b.de","attributes":{"N":1}}""", first.Json);
        Assert.Equal("""{"email":"c@d.de","attributes":{"N":2}}""", turned.Json);
        Assert.Equal("""{"email":"e@f.de"}""", without.Json);
    }

    [Fact]
    public void Encode_RowOutOfDate_ThrowsInsteadOfFailingTheRecord()
    {
        var encoder = ContactMap.From<TdRow>(map => map.Email(row => row.Text("email"))).CreateEncoder();

        Assert.Throws<InvalidOperationException>(() => Encode.With(encoder, default));
    }

    [Fact]
    public void CreateEncoder_ManyThreads_ConfiguresOnce()
    {
        var calls = 0;
        var map = ContactMap.From<int>(map =>
        {
            Interlocked.Increment(ref calls);
            map.Email(_ => "a@b.de");
        });

        Parallel.For(0, 64, _ => Assert.Equal("""{"email":"a@b.de"}""", Encode.With(map.CreateEncoder(), 0).Json));

        Assert.Equal(1, calls);
    }
}
