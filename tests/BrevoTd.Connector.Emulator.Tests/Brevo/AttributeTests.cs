using System.Net;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class AttributeTests
{
    // docs/emulator.md: a fresh account
    [Fact]
    public async Task Get_FreshAccount_ItsAttributes()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var names = (await AttributesAsync(brevo)).Keys;
        Assert.Equal(
            [
                "LASTNAME",
                "FIRSTNAME",
                "SMS",
                "EXT_ID",
                "WHATSAPP",
                "LANDLINE_NUMBER",
                "DOUBLE_OPT-IN",
                "BLACKLISTED",
                "READERS",
                "CLICKERS",
            ],
            names
        );
    }

    // reference examples/attribute-create.json and attributes.json
    [Theory]
    [InlineData("normal/A", """{"type":"text"}""", """{"name":"A","category":"normal","type":"text"}""")]
    [InlineData("normal/a", """{"type":"date"}""", """{"name":"A","category":"normal","type":"date"}""")]
    [InlineData("transactional/A", """{"type":"id"}""", """{"name":"A","category":"transactional","type":"id"}""")]
    [InlineData(
        "category/A",
        """{"type":"category","enumeration":[{"value":1,"label":"male"}]}""",
        """{"name":"A","category":"category","type":"text","enumeration":[{"value":1,"label":"male","valueStr":"1"}]}"""
    )]
    [InlineData(
        "normal/A",
        """{"type":"multiple-choice","multiCategoryOptions":["USA","INDIA"]}""",
        """{"name":"A","category":"normal","type":"multiple-choice","multiCategoryOptions":["USA","INDIA"]}"""
    )]
    [InlineData(
        "global/A",
        """{"value":"COUNT[BLACKLISTED,BLACKLISTED,<,NOW()]","isRecurring":true}""",
        """{"name":"A","category":"global","calculatedValue":"COUNT[BLACKLISTED,BLACKLISTED,<,NOW()]"}"""
    )]
    public async Task Post_EachKind_201AndListed(string path, string body, string expected)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.PostAsync($"contacts/attributes/{path}", body)).ExpectNothing(HttpStatusCode.Created);
        Assert.Equal(expected, (await AttributesAsync(brevo))["A"].GetRawText());
    }

    [Theory]
    [InlineData("normal/FIRSTNAME", """{"type":"text"}""", "duplicate_parameter")]
    [InlineData("normal/EMAIL", """{"type":"text"}""", "duplicate_parameter")]
    [InlineData("normal/A", "{}", "missing_parameter")]
    [InlineData("category/A", """{"type":"category"}""", "missing_parameter")]
    [InlineData("calculated/A", "{}", "missing_parameter")]
    // reference overrides: user and multiple-choice only for normal, id only for transactional, category only for category
    [InlineData("normal/A", """{"type":"id"}""", "invalid_parameter")]
    [InlineData("normal/A", """{"type":"category"}""", "invalid_parameter")]
    [InlineData("transactional/A", """{"type":"user"}""", "invalid_parameter")]
    [InlineData("category/A", """{"type":"text","enumeration":[{"value":1,"label":"x"}]}""", "invalid_parameter")]
    [InlineData("special/A", """{"type":"text"}""", "invalid_parameter")]
    [InlineData("normal/A%20B", """{"type":"text"}""", "invalid_parameter")]
    public async Task Post_Refused_400(string path, string body, string code)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.PostAsync($"contacts/attributes/{path}", body)).ExpectError(400, code);
    }

    // reference overrides: optionMaxLength 200
    [Fact]
    public async Task Post_OptionOf201Characters_400()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var body = $$"""{"type":"multiple-choice","multiCategoryOptions":["{{new string('x', 201)}}"]}""";
        (await brevo.PostAsync("contacts/attributes/normal/A", body)).ExpectError(400, "out_of_range");
    }

    [Fact]
    public async Task Put_OptionsAndFormula_204AndChanged()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddAttribute("M", "multiple-choice", "a");
        brevo.Brevo.AddCategoryAttribute("C", "one");
        (await brevo.PutAsync("contacts/attributes/normal/M", """{"multiCategoryOptions":["b","a"]}""")).ExpectNothing(
            HttpStatusCode.NoContent
        );
        (await brevo.PutAsync("contacts/attributes/category/C", """{"enumeration":[{"value":5,"label":"five"}]}""")).ExpectNothing(
            HttpStatusCode.NoContent
        );
        (await brevo.PutAsync("contacts/attributes/global/READERS", """{"value":"SUM[A]"}""")).ExpectNothing(HttpStatusCode.NoContent);
        var attributes = await AttributesAsync(brevo);
        Assert.Equal("""["a","b"]""", attributes["M"].GetProperty("multiCategoryOptions").GetRawText());
        Assert.Equal(5, attributes["C"].GetProperty("enumeration")[0].GetProperty("value").GetInt32());
        Assert.Equal("SUM[A]", attributes["READERS"].GetProperty("calculatedValue").GetString());
        (await brevo.PutAsync("contacts/attributes/category/M", """{"enumeration":[]}""")).ExpectError(404, "document_not_found");
    }

    [Fact]
    public async Task Delete_Attribute_ValuesAreGoneForGood()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddAttribute("A");
        brevo.Brevo.AddContact("a@example.com", new Dictionary<string, string> { ["A"] = "x", ["LASTNAME"] = "y" });
        (await brevo.DeleteAsync("contacts/attributes/normal/A")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.DeleteAsync("contacts/attributes/normal/A")).ExpectError(404, "document_not_found");
        (await brevo.DeleteAsync("contacts/attributes/normal/SMS")).ExpectError(400, "invalid_parameter");
        brevo.Brevo.AddAttribute("A");
        Assert.Equal("""{"LASTNAME":"y"}""", (await brevo.ContactAsync("a@example.com")).GetProperty("attributes").GetRawText());
    }

    [Fact]
    public async Task Delete_Option_204ThenNotAccepted()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddAttribute("M", "multiple-choice", "a", "b/c");
        (await brevo.DeleteAsync("contacts/attributes/multiple-choice/M/b%2Fc")).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.DeleteAsync("contacts/attributes/multiple-choice/M/b%2Fc")).ExpectError(404, "document_not_found");
        (await brevo.DeleteAsync("contacts/attributes/normal/M/a")).ExpectError(400, "invalid_parameter");
        await brevo.PostAsync("contacts", """{"email":"a@example.com","attributes":{"M":["a","b/c"]}}""");
        Assert.Equal("""{"M":["a"]}""", (await brevo.ContactAsync("a@example.com")).GetProperty("attributes").GetRawText());
    }

    private static async Task<Dictionary<string, JsonElement>> AttributesAsync(BrevoHttp brevo) =>
        (await brevo.GetAsync("contacts/attributes"))
            .Expect(HttpStatusCode.OK)
            .GetProperty("attributes")
            .EnumerateArray()
            .ToDictionary(static a => a.GetProperty("name").GetString()!);
}
