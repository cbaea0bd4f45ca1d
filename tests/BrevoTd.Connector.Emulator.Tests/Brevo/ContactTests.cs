using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class ContactTests
{
    // reference examples/contact-create.json: 201 {id}
    [Fact]
    public async Task Post_NewContact_201WithId()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var created = (
            await brevo.PostAsync(
                "contacts",
                """{"email":"Elly@Example.com","ext_id":"e1","attributes":{"FIRSTNAME":"Elly","SMS":"+33612345678"},"emailBlacklisted":true,"listIds":[2]}"""
            )
        ).Expect(HttpStatusCode.Created);
        Assert.Equal(1, created.GetProperty("id").GetInt64());

        var contact = await brevo.ContactAsync("elly@example.com");
        Assert.Equal("elly@example.com", contact.GetProperty("email").GetString());
        Assert.True(contact.GetProperty("emailBlacklisted").GetBoolean());
        Assert.False(contact.GetProperty("smsBlacklisted").GetBoolean());
        Assert.False(contact.GetProperty("whatsappBlacklisted").GetBoolean());
        Assert.Equal("[2]", contact.GetProperty("listIds").GetRawText());
        Assert.Equal("Elly", Attribute(contact, "FIRSTNAME"));
        Assert.Equal("e1", Attribute(contact, "EXT_ID"));
        // reference §6: phones are returned without plus
        Assert.Equal("33612345678", Attribute(contact, "SMS"));
        Assert.Equal(JsonValueKind.Object, contact.GetProperty("statistics").ValueKind);
    }

    // reference §4: create existing contact, updateEnabled=false
    [Fact]
    public async Task Post_ExistingContact_400WithDuplicateIdentifiers()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        await CreateAsync(brevo, """{"email":"a@example.com","ext_id":"e1","attributes":{"SMS":"33612345678"}}""");

        var byEmail = (await brevo.PostAsync("contacts", """{"email":"A@example.com"}""")).ExpectError(400, "duplicate_parameter");
        Assert.Equal(
            "Unable to create contact, email is already associated with another Contact",
            byEmail.GetProperty("message").GetString()
        );
        Assert.Equal(["email"], Duplicates(byEmail));

        var bySms = (await brevo.PostAsync("contacts", """{"email":"b@example.com","attributes":{"SMS":"0033612345678"}}""")).ExpectError(
            400,
            "duplicate_parameter"
        );
        Assert.Equal(["SMS"], Duplicates(bySms));
        Assert.Equal(1, brevo.Brevo.ContactCount);
    }

    // reference §11: upsert is safe to repeat; overrides: 204 when updated
    [Fact]
    public async Task Post_ExistingContactUpdateEnabled_204AndUpdated()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        await CreateAsync(brevo, """{"email":"a@example.com","attributes":{"FIRSTNAME":"A","LASTNAME":"B"}}""");
        (
            await brevo.PostAsync(
                "contacts",
                """{"email":"a@example.com","updateEnabled":true,"attributes":{"FIRSTNAME":"C"},"listIds":[2]}"""
            )
        ).ExpectNothing(HttpStatusCode.NoContent);
        var contact = await brevo.ContactAsync("a@example.com");
        Assert.Equal("C", Attribute(contact, "FIRSTNAME"));
        Assert.Equal("B", Attribute(contact, "LASTNAME"));
        Assert.Equal("[2]", contact.GetProperty("listIds").GetRawText());
    }

    // reference §4: upsert with a phone that belongs to another contact
    [Fact]
    public async Task Post_UpsertWithForeignPhone_400WithDuplicateIdentifiers()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        await CreateAsync(brevo, """{"email":"a@example.com","attributes":{"SMS":"33612345678"}}""");
        await CreateAsync(brevo, """{"email":"b@example.com"}""");
        var reply = await brevo.PostAsync(
            "contacts",
            """{"email":"b@example.com","updateEnabled":true,"attributes":{"SMS":"33612345678"}}"""
        );
        Assert.Equal(["SMS"], Duplicates(reply.Expect(HttpStatusCode.BadRequest)));
        Assert.False((await brevo.ContactAsync("b@example.com")).GetProperty("attributes").TryGetProperty("SMS", out _));
    }

    // reference overrides, forceMerge: the contact with the most recent modification survives, the other is deleted
    [Fact]
    public async Task Post_ForceMerge_LatestModifiedSurvives()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using var brevo = await BrevoHttp.StartAsync(o => o.TimeProvider = clock);
        await CreateAsync(brevo, """{"email":"a@example.com","attributes":{"SMS":"33612345678","LASTNAME":"Old"}}""");
        clock.Advance(TimeSpan.FromMinutes(1));
        await CreateAsync(brevo, """{"email":"b@example.com"}""");
        var merged = (
            await brevo.PostAsync(
                "contacts",
                """{"email":"b@example.com","updateEnabled":true,"forceMerge":true,"getId":true,"attributes":{"SMS":"33612345678"}}"""
            )
        ).Expect(HttpStatusCode.Created);
        Assert.Equal(2, merged.GetProperty("id").GetInt64());
        Assert.Equal(1, brevo.Brevo.ContactCount);
        (await brevo.GetAsync("contacts/a%40example.com")).ExpectError(404, "document_not_found");
        Assert.Equal("33612345678", Attribute(await brevo.ContactAsync("b@example.com"), "SMS"));
    }

    // reference examples/errors.json: 400 invalid email; derived: e-mail mandatory if ext_id and SMS are not passed
    [Fact]
    public async Task Post_NoUsableIdentifier_400()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var invalid = (await brevo.PostAsync("contacts", """{"email":"not an address"}""")).ExpectError(400, "invalid_parameter");
        Assert.Equal("Invalid email address", invalid.GetProperty("message").GetString());
        (await brevo.PostAsync("contacts", """{"attributes":{"FIRSTNAME":"A"}}""")).ExpectError(400, "missing_parameter");
        (await brevo.PostAsync("contacts", """{"email":"a@example.com","attributes":{"SMS":"12"}}""")).ExpectError(
            400,
            "invalid_parameter"
        );
        (await brevo.PostAsync("contacts", """{"email":"a@example.com","listIds":[99]}""")).ExpectError(400, "invalid_parameter");
        Assert.Equal(0, brevo.Brevo.ContactCount);
    }

    // reference §6: an SMS-only contact is shown with <digits>@mailin-sms.com
    [Fact]
    public async Task Post_OnlySms_SyntheticAddress()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        await CreateAsync(brevo, """{"attributes":{"SMS":"0033612345678"}}""");
        Assert.Equal("33612345678@mailin-sms.com", (await brevo.ContactAsync("33612345678")).GetProperty("email").GetString());
    }

    // reference §4: unknown attribute and wrong-typed value on a single write: ignored
    [Fact]
    public async Task Post_UnknownOrWronglyTypedAttributes_Ignored()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddAttribute("AGE", "float");
        brevo.Brevo.AddAttribute("BORN", "date");
        brevo.Brevo.AddAttribute("VIP", "boolean");
        await CreateAsync(
            brevo,
            """{"email":"a@example.com","attributes":{"NOPE":"x","firstname":"small letters","FIRSTNAME":7,"AGE":"many","BORN":"yesterday","VIP":"maybe","LASTNAME":"B"}}"""
        );
        var attributes = (await brevo.ContactAsync("a@example.com")).GetProperty("attributes");
        Assert.Equal("""{"LASTNAME":"B"}""", attributes.GetRawText());
    }

    [Fact]
    public async Task Post_UnknownAttributeAndChoiceToReject_400()
    {
        await using var brevo = await BrevoHttp.StartAsync(o =>
            o.BrevoChoices = new BrevoEmulatorChoices { RejectUnknownAttributes = true }
        );
        (await brevo.PostAsync("contacts", """{"email":"a@example.com","attributes":{"NOPE":"x"}}""")).ExpectError(
            400,
            "invalid_parameter"
        );
    }

    // reference §6: attribute value types; category by option id or label; dates as YYYY-MM-DD
    [Fact]
    public async Task Post_TypedAttributes_StoredByType()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddAttribute("AGE", "float");
        brevo.Brevo.AddAttribute("BORN", "date");
        brevo.Brevo.AddAttribute("VIP", "boolean");
        brevo.Brevo.AddAttribute("COUNTRIES", "multiple-choice", "India", "China");
        brevo.Brevo.AddCategoryAttribute("GENDER", "Men", "Women");
        brevo.Brevo.AddCategoryAttribute("SIZE", "S", "M");
        await CreateAsync(
            brevo,
            """{"email":"a@example.com","attributes":{"AGE":33.5,"BORN":"1989-11-23","VIP":true,"COUNTRIES":["China","Mars"],"GENDER":2,"SIZE":"s"}}"""
        );
        var attributes = (await brevo.ContactAsync("a@example.com")).GetProperty("attributes");
        Assert.Equal(
            """{"AGE":33.5,"BORN":"1989-11-23","VIP":true,"COUNTRIES":["China"],"GENDER":"Women","SIZE":"S"}""",
            attributes.GetRawText()
        );
    }

    // reference §6: identifierType; without it GET accepts e-mail, id, SMS
    [Theory]
    [InlineData("plus%2Btag%40example.com", null)]
    [InlineData("plus+tag@example.com", "email_id")]
    [InlineData("1", null)]
    [InlineData("1", "contact_id")]
    [InlineData("33612345678", null)]
    [InlineData("%2B33612345678", "phone_id")]
    [InlineData("33612345679", "whatsapp_id")]
    [InlineData("33112345678", "landline_number_id")]
    [InlineData("a%2Fb%25c%20d", "ext_id")]
    public async Task Get_ByEachIdentifier_TheContact(string identifier, string? type)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        await CreateAsync(
            brevo,
            """{"email":"plus+tag@example.com","ext_id":"a/b%c d","attributes":{"SMS":"33612345678","WHATSAPP":"33612345679","LANDLINE_NUMBER":"33112345678"}}"""
        );
        var contact = (await brevo.GetAsync($"contacts/{identifier}{(type is null ? "" : "?identifierType=" + type)}")).Expect(
            HttpStatusCode.OK
        );
        Assert.Equal(1, contact.GetProperty("id").GetInt64());
    }

    // reference examples/errors.json: 404 contact
    [Theory]
    [InlineData("nobody%40example.com", 404)]
    [InlineData("99", 404)]
    [InlineData("99?identifierType=contact_id", 404)]
    [InlineData("x?identifierType=ext_id", 404)]
    [InlineData("not-an-identifier", 400)]
    [InlineData("x?identifierType=contact_id", 400)]
    [InlineData("1?identifierType=shoe_size", 400)]
    public async Task Get_NoSuchContact_404Or400(string identifier, int status)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var error = (await brevo.GetAsync($"contacts/{identifier}")).ExpectError(
            status,
            status == 404 ? "document_not_found" : "invalid_parameter"
        );
        if (status == 404)
            Assert.Equal("Contact does not exist", error.GetProperty("message").GetString());
    }

    // reference §6: change e-mail by attributes.EMAIL; listIds adds, unlinkListIds removes
    [Fact]
    public async Task Put_Everything_204AndChanged()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));
        await using var brevo = await BrevoHttp.StartAsync(o => o.TimeProvider = clock);
        var other = brevo.Brevo.AddList("other");
        await CreateAsync(
            brevo,
            """{"email":"a@example.com","ext_id":"e1","attributes":{"FIRSTNAME":"A","SMS":"33612345678"},"listIds":[2]}"""
        );
        clock.Advance(TimeSpan.FromSeconds(1));
        (
            await brevo.PutAsync(
                "contacts/e1?identifierType=ext_id",
                $$"""{"attributes":{"EMAIL":"B@example.com","FIRSTNAME":"","SMS":""},"ext_id":"e2","emailBlacklisted":true,"smsBlacklisted":true,"listIds":[{{other}}],"unlinkListIds":[2]}"""
            )
        ).ExpectNothing(HttpStatusCode.NoContent);

        (await brevo.GetAsync("contacts/a%40example.com")).ExpectError(404, "document_not_found");
        var contact = await brevo.ContactAsync("b@example.com");
        Assert.Equal("""{"EXT_ID":"e2"}""", contact.GetProperty("attributes").GetRawText());
        Assert.True(contact.GetProperty("emailBlacklisted").GetBoolean());
        Assert.True(contact.GetProperty("smsBlacklisted").GetBoolean());
        Assert.Equal($"[{other}]", contact.GetProperty("listIds").GetRawText());
        Assert.Equal("2026-01-02T03:04:05.678Z", contact.GetProperty("createdAt").GetString());
        Assert.Equal("2026-01-02T03:04:06.678Z", contact.GetProperty("modifiedAt").GetString());
    }

    // reference §4: update to an identifier owned by another contact; the code was seen as invalid_parameter since 2026-05
    [Fact]
    public async Task Put_ForeignEmail_400WithDuplicateIdentifiers()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        await CreateAsync(brevo, """{"email":"a@example.com"}""");
        await CreateAsync(brevo, """{"email":"b@example.com"}""");
        var error = (await brevo.PutAsync("contacts/2", """{"attributes":{"EMAIL":"a@example.com"}}""")).ExpectError(
            400,
            "invalid_parameter"
        );
        Assert.Equal(
            "Unable to update contact, email is already associated with another Contact",
            error.GetProperty("message").GetString()
        );
        Assert.Equal(["email"], Duplicates(error));
    }

    // reference §6: null is no value of an attribute in a single write
    [Fact]
    public async Task Put_NullAttribute_LeftAlone()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        await CreateAsync(brevo, """{"email":"a@example.com","attributes":{"FIRSTNAME":"A"}}""");
        (await brevo.PutAsync("contacts/1", """{"attributes":{"FIRSTNAME":null}}""")).ExpectNothing(HttpStatusCode.NoContent);
        Assert.Equal("A", Attribute(await brevo.ContactAsync("1"), "FIRSTNAME"));
    }

    [Fact]
    public async Task Put_EmptyTextAndChoiceNotToClear_LeftAlone()
    {
        await using var brevo = await BrevoHttp.StartAsync(o => o.BrevoChoices = new BrevoEmulatorChoices { EmptyTextClears = false });
        await CreateAsync(brevo, """{"email":"a@example.com","attributes":{"FIRSTNAME":"A"}}""");
        (await brevo.PutAsync("contacts/1", """{"attributes":{"FIRSTNAME":""}}""")).ExpectNothing(HttpStatusCode.NoContent);
        Assert.Equal("A", Attribute(await brevo.ContactAsync("1"), "FIRSTNAME"));
    }

    // reference overrides: DELETE 204, 404
    [Fact]
    public async Task Delete_Contact_204ThenGoneEverywhere()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        await CreateAsync(brevo, """{"email":"a@example.com","ext_id":"e1","listIds":[2]}""");
        (await brevo.DeleteAsync("contacts/a%40example.com")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.DeleteAsync("contacts/1")).ExpectError(404, "document_not_found");
        (await brevo.GetAsync("contacts/e1?identifierType=ext_id")).ExpectError(404, "document_not_found");
        Assert.Equal(0, (await brevo.GetAsync("contacts/lists/2/contacts")).Json.GetProperty("count").GetInt32());
        // An id is never given again.
        await CreateAsync(brevo, """{"email":"a@example.com"}""");
        Assert.Equal(2, (await brevo.ContactAsync("a@example.com")).GetProperty("id").GetInt64());
    }

    private static async Task CreateAsync(BrevoHttp brevo, string json) =>
        (await brevo.PostAsync("contacts", json)).Expect(HttpStatusCode.Created);

    private static string? Attribute(JsonElement contact, string name) => contact.GetProperty("attributes").GetProperty(name).GetString();

    private static string?[] Duplicates(JsonElement error) =>
        [.. error.GetProperty("metadata").GetProperty("duplicate_identifiers").EnumerateArray().Select(static d => d.GetString())];
}
