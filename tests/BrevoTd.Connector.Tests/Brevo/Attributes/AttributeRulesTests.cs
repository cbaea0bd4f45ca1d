using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class AttributeRulesTests
{
    private static readonly AttributeOption[] s_options = [new() { Value = 1, Label = "male" }];

    public static TheoryData<string, CreateAttributeRequest, string> Wrong =>
        new()
        {
            { "normal", new(), "needs a Type" },
            {
                "normal",
                new() { Type = AttributeType.Id },
                "cannot have the type 'id'"
            },
            {
                "normal",
                new() { Type = AttributeType.MultipleChoice },
                "needs MultiCategoryOptions"
            },
            {
                "normal",
                new() { Type = AttributeType.Text, MultiCategoryOptions = ["USA"] },
                "no other type has them"
            },
            {
                "normal",
                new() { Type = AttributeType.Text, Value = "COUNT[…]" },
                "leave them out"
            },
            {
                "normal",
                new() { Type = AttributeType.Text, Enumeration = s_options },
                "belongs to the category"
            },
            {
                "transactional",
                new() { Type = AttributeType.User },
                "cannot have the type 'user'"
            },
            {
                "category",
                new() { Type = AttributeType.Category },
                "set Enumeration"
            },
            {
                "category",
                new() { Enumeration = [new() { Value = 1 }] },
                "Value and a Label"
            },
            {
                "category",
                new() { Enumeration = [new() { Value = 1, Label = new string('x', 201) }] },
                "201 characters"
            },
            { "calculated", new(), "set Value" },
            {
                "global",
                new() { Value = "COUNT[…]", Type = AttributeType.Float },
                "leave Type"
            },
        };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task CreateAsync_OfADefinitionThatDoesNotFit_SaysWhatToDo(string category, CreateAttributeRequest request, string remedy)
    {
        await using var wire = BrevoWire.Start();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() =>
            wire.Client.Attributes.CreateAsync(new AttributeCategory(category), "NAME", request)
        );

        Assert.Contains(remedy, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(wire.Server.LogEntries);
    }

    public static TheoryData<string, CreateAttributeRequest, string> Right =>
        new()
        {
            {
                "normal",
                new() { Type = AttributeType.Text },
                """{"type":"text"}"""
            },
            {
                "normal",
                new() { Type = new AttributeType("json") },
                """{"type":"json"}"""
            },
            {
                "normal",
                new() { Type = AttributeType.User },
                """{"type":"user"}"""
            },
            {
                "transactional",
                new() { Type = AttributeType.Id },
                """{"type":"id"}"""
            },
            {
                "normal",
                new() { Type = AttributeType.MultipleChoice, MultiCategoryOptions = ["USA", "INDIA"] },
                """{"type":"multiple-choice","multiCategoryOptions":["USA","INDIA"]}"""
            },
            {
                "category",
                new()
                {
                    Type = AttributeType.Category,
                    Enumeration =
                    [
                        new()
                        {
                            Value = 1,
                            Label = "male",
                            ValueText = "1",
                        },
                    ],
                },
                """{"type":"category","enumeration":[{"value":1,"label":"male"}]}"""
            },
            {
                "global",
                new() { Value = "COUNT[BLACKLISTED,BLACKLISTED,<,NOW()]", IsRecurring = true },
                """{"value":"COUNT[BLACKLISTED,BLACKLISTED,\u003C,NOW()]","isRecurring":true}"""
            },
        };

    [Theory]
    [MemberData(nameof(Right), DisableDiscoveryEnumeration = true)]
    public async Task CreateAsync_OfEveryCategory_SendsTheDocumentedBody(string category, CreateAttributeRequest request, string body)
    {
        await using var wire = BrevoWire.Start().Answers("POST", $"contacts/attributes/{category}/NAME", 201);

        await wire.Client.Attributes.CreateAsync(new AttributeCategory(category), "NAME", request);

        Assert.Equal(body, wire.LastRequest.Body);
    }

    [Fact]
    public async Task UpdateAsync_OfAChangeThatDoesNotFit_IsRefused()
    {
        await using var wire = BrevoWire.Start().Answers("PUT", "contacts/attributes/normal/COUNTRY", 204);

        foreach (
            var (category, request) in new (AttributeCategory, UpdateAttributeRequest)[]
            {
                (AttributeCategory.Normal, new()),
                (AttributeCategory.Normal, new() { Value = "X" }),
                (AttributeCategory.Category, new() { MultiCategoryOptions = ["USA"] }),
                (AttributeCategory.Global, new() { Enumeration = s_options }),
                (AttributeCategory.Transactional, new() { Value = "X" }),
                (AttributeCategory.Normal, new() { MultiCategoryOptions = ["USA"], Enumeration = s_options }),
            }
        )
        {
            await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Attributes.UpdateAsync(category, "COUNTRY", request));
        }

        Assert.Empty(wire.Server.LogEntries);
        await wire.Client.Attributes.UpdateAsync(AttributeCategory.Normal, "COUNTRY", new() { MultiCategoryOptions = ["USA"] });
        Assert.Equal("""{"multiCategoryOptions":["USA"]}""", wire.LastRequest.Body);
    }

    [Fact]
    public void AttributeValue_OfAnOption_IsItsCodeOrItsNumber()
    {
        Assert.Equal(
            "en",
            AttributeValue
                .FromOption(
                    new()
                    {
                        Value = 0,
                        ValueText = "en",
                        Label = "English",
                    }
                )
                .AsText
        );
        Assert.Equal(
            2,
            AttributeValue
                .FromOption(
                    new()
                    {
                        Value = 2,
                        ValueText = "2",
                        Label = "Women",
                    }
                )
                .AsInteger
        );
        Assert.Equal("Women", AttributeValue.FromOption(new() { Label = "Women" }).AsText);
        Assert.Equal("2", ((AttributeValue)2L).AsCategory);
        Assert.Equal("2", ((AttributeValue)"2").AsCategory);
        Assert.Null(((AttributeValue)true).AsCategory);
        Assert.Equal(new DateOnly(1986, 4, 13), ((AttributeValue)"1986-04-13T00:00:00Z").AsDate);
        Assert.Null(((AttributeValue)"1986-04-13x").AsDate);
    }
}
