using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class AttributesCalls : ConformanceCalls
{
    // The second spelling of the number is only in answers.
    private static readonly AttributeOption[] s_options = [Fill.Full<AttributeOption>() with { ValueText = null }];

    public AttributesCalls()
    {
        Add("GET /contacts/attributes", "Attributes.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.Attributes.ListAsync())
            .Minimal(brevo => brevo.Attributes.ListAsync());
        Add("POST /contacts/attributes/{attributeCategory}/{attributeName}", "Attributes.CreateAsync", Repeated.AfterALook)
            .Full(brevo =>
                brevo.Attributes.CreateAsync(
                    AttributeCategory.Category,
                    "LOYALTY",
                    new() { Type = AttributeType.Category, Enumeration = s_options }
                )
            )
            .Full(brevo =>
                brevo.Attributes.CreateAsync(
                    AttributeCategory.Normal,
                    "LANGUAGES",
                    new() { Type = AttributeType.MultipleChoice, MultiCategoryOptions = ["French"] }
                )
            )
            .Full(brevo =>
                brevo.Attributes.CreateAsync(
                    AttributeCategory.Global,
                    "READERS",
                    new() { Value = "COUNT[BLACKLISTED,BLACKLISTED,<,NOW()]", IsRecurring = true }
                )
            )
            .Minimal(brevo => brevo.Attributes.CreateAsync(AttributeCategory.Transactional, "ORDER", new() { Type = AttributeType.Id }));
        Add("PUT /contacts/attributes/{attributeCategory}/{attributeName}", "Attributes.UpdateAsync", Repeated.Yes)
            .Full(brevo => brevo.Attributes.UpdateAsync(AttributeCategory.Category, "LOYALTY", new() { Enumeration = s_options }))
            .Full(brevo => brevo.Attributes.UpdateAsync(AttributeCategory.Normal, "LANGUAGES", new() { MultiCategoryOptions = ["French"] }))
            .Minimal(brevo => brevo.Attributes.UpdateAsync(AttributeCategory.Calculated, "SUM", new() { Value = "SUM[A]" }));
        Add("DELETE /contacts/attributes/{attributeCategory}/{attributeName}", "Attributes.DeleteAsync", Repeated.Yes)
            .Full(brevo => brevo.Attributes.DeleteAsync(AttributeCategory.Normal, "LOYALTY"))
            .Minimal(brevo => brevo.Attributes.DeleteAsync(AttributeCategory.Normal, "LOYALTY"));
        Add(
                "DELETE /contacts/attributes/{attributeType}/{multipleChoiceAttribute}/{multipleChoiceAttributeOption}",
                "Attributes.DeleteOptionAsync",
                Repeated.Yes
            )
            .Full(brevo => brevo.Attributes.DeleteOptionAsync("LANGUAGES", "French"))
            .Minimal(brevo => brevo.Attributes.DeleteOptionAsync("LANGUAGES", "French"));
    }
}
