namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>An attribute of the account. <see cref="Id"/> never comes back: deleting a definition orphans its values, creating it again starts empty.</summary>
internal sealed record AttributeDefinition(int Id, string Name, string Category, string? Type)
{
    public static readonly string[] Categories = ["normal", "transactional", "category", "calculated", "global"];

    /// <summary>For category attributes.</summary>
    public AttributeOption[] Enumeration { get; init; } = [];

    /// <summary>For multiple-choice attributes.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>For calculated and global attributes: the formula.</summary>
    public string? Formula { get; init; }

    /// <summary>The contact's identifier that this attribute shows, if it is one: its values are not in the bag.</summary>
    public ContactKey? Key =>
        Name switch
        {
            "SMS" => ContactKey.Sms,
            "WHATSAPP" => ContactKey.WhatsApp,
            "LANDLINE_NUMBER" => ContactKey.Landline,
            "EXT_ID" => ContactKey.ExtId,
            _ => null,
        };

    /// <summary>Calculated and global attributes are Brevo's own; contacts do not carry them.</summary>
    public bool IsWritable => Category is "normal" or "transactional" or "category";
}

/// <summary>One value of a category attribute.</summary>
internal sealed record AttributeOption(long Value, string Label);
