namespace BrevoTd.Connector.Benchmarks;

/// <summary>A page of contacts as an application models it that has no SDK. Attributes are of any type, so they are objects.</summary>
internal sealed class PlainContactPage
{
    public List<PlainContact> Contacts { get; set; } = [];

    public long Count { get; set; }
}

/// <summary>A contact without types of its own for ids and attributes.</summary>
internal sealed class PlainContact
{
    public long Id { get; set; }

    public string? Email { get; set; }

    public bool EmailBlacklisted { get; set; }

    public bool SmsBlacklisted { get; set; }

    public bool WhatsappBlacklisted { get; set; }

    public DateTimeOffset? CreatedAt { get; set; }

    public DateTimeOffset? ModifiedAt { get; set; }

    public List<long>? ListIds { get; set; }

    public List<long>? ListUnsubscribed { get; set; }

    public Dictionary<string, object?>? Attributes { get; set; }
}

/// <summary>The body of an import without an SDK.</summary>
internal sealed class PlainImport
{
    public List<PlainImportContact> JsonBody { get; set; } = [];

    public List<long> ListIds { get; set; } = [];

    public bool UpdateExistingContacts { get; set; } = true;

    public bool EmptyContactsAttributes { get; set; }

    public bool DisableNotification { get; set; } = true;
}

/// <summary>A contact of an import.</summary>
internal sealed class PlainImportContact
{
    public string? Email { get; set; }

    public Dictionary<string, object?> Attributes { get; set; } = [];
}
