using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Sync;

/// <summary>A ready table for every kind of record that is pulled from Brevo. What each column holds is listed in docs/sync-tables.md.</summary>
public static partial class BrevoTables
{
    // Not fields: the order in which fields of several files get their values is not defined.
    private static string[] Id => ["id"];

    private static string[] RowId => [LayoutColumns.RowId];

    /// <summary>Every layout of this class, those of contacts, companies and deals without columns for attributes.</summary>
    public static IReadOnlyList<TableLayout> All =>
        [
            Contacts,
            ListMembers,
            Lists,
            Segments,
            Attributes,
            BlockedContacts,
            EmailCampaigns,
            SmsCampaigns,
            WhatsAppCampaigns,
            EmailEvents,
            SmsEvents,
            WhatsAppEvents,
            Events,
            Orders,
            OrderLines,
            Products,
            Categories,
            Companies,
            Deals,
        ];

    /// <summary>Contacts, without columns for attributes: they are in <c>attributes</c> as JSON.</summary>
    public static TableLayout<Contact> Contacts { get; } = ContactsWith([]);

    /// <summary>Which contact is on which list.</summary>
    public static TableLayout<BrevoListMember> ListMembers { get; } =
        new(
            "brevo_list_members",
            TableContent.Snapshots,
            ["list_id", "contact_id"],
            new LayoutBuilder<BrevoListMember>()
                .Integer("list_id", "Id of the list", member => member.ListId.Value)
                .Integer("contact_id", "Id of the contact", member => member.Contact.Id?.Value)
                .Text("email", "The contact's e-mail address", member => member.Contact.Email)
                .Text("ext_id", "The contact's external id", member => member.Contact.ExternalId ?? Identifier(member.Contact, "EXT_ID"))
                .Origin()
        );

    /// <summary>Lists of contacts.</summary>
    public static TableLayout<ContactList> Lists { get; } =
        new(
            "brevo_lists",
            TableContent.Snapshots,
            Id,
            new LayoutBuilder<ContactList>()
                .Integer("id", "Id of the list", list => list.Id?.Value)
                .Text("name", "Name", list => list.Name)
                .Integer("folder_id", "Id of its folder", list => list.FolderId?.Value)
                .Integer("unique_subscribers", "How many contacts are on it, as Brevo counts", list => list.UniqueSubscribers)
                .Origin()
        );

    /// <summary>Segments of contacts.</summary>
    public static TableLayout<ContactSegment> Segments { get; } =
        new(
            "brevo_segments",
            TableContent.Snapshots,
            Id,
            new LayoutBuilder<ContactSegment>()
                .Integer("id", "Id of the segment", segment => segment.Id?.Value)
                .Text("name", "Name", segment => segment.Name)
                .Text("category_name", "Name of its category", segment => segment.CategoryName)
                .Moment("updated_at", "When it was changed last", segment => segment.UpdatedAt)
                .Origin()
        );

    /// <summary>Definitions of contact attributes.</summary>
    public static TableLayout<ContactAttribute> Attributes { get; } =
        new(
            "brevo_attributes",
            TableContent.Snapshots,
            ["category", "name"],
            new LayoutBuilder<ContactAttribute>()
                .Text("name", "Name", attribute => attribute.Name)
                .Text("category", "Category: normal, transactional, category, calculated or global", attribute => attribute.Category?.Value)
                .Text("type", "Type of its values", attribute => attribute.Type?.Value)
                .Text("calculated_value", "The formula of calculated and global ones", attribute => attribute.CalculatedValue)
                .Json(
                    "enumeration",
                    "Options of the category: number and label",
                    attribute => attribute.Enumeration,
                    BrevoJsonContext.Default.IReadOnlyListAttributeOption
                )
                .Texts("multi_category_options", "Options of a multiple choice", attribute => attribute.MultiCategoryOptions)
                .Origin()
        );

    /// <summary>Addresses that get no transactional e-mail.</summary>
    public static TableLayout<BlockedContact> BlockedContacts { get; } =
        new(
            "brevo_blocked_contacts",
            TableContent.Snapshots,
            ["email", "sender_email", "reason_code"],
            new LayoutBuilder<BlockedContact>()
                .Text("email", "The address", contact => contact.Email)
                .Text("sender_email", "The sender it is blocked for; null for all", contact => contact.SenderEmail)
                .Text("reason_code", "Why, as Brevo's code", contact => contact.Reason?.Code?.Value)
                .Text("reason", "Why, in words", contact => contact.Reason?.Message)
                .Moment("blocked_at", "Since when", contact => contact.BlockedAt)
                .Origin()
        );

    /// <summary>Contacts, with a column for each attribute: its name in small letters, <c>double</c> for numbers and <c>string</c> for everything else.</summary>
    /// <param name="attributes">The definitions, as <see cref="BrevoAttributesClient.ListAsync"/> lists them.</param>
    public static TableLayout<Contact> ContactsWith(IReadOnlyList<ContactAttribute> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        return new TableLayout<Contact>(
            "brevo_contacts",
            TableContent.Versions,
            Id,
            new LayoutBuilder<Contact>()
                .Integer("id", "Id of the contact", contact => contact.Id?.Value)
                .Text("email", "E-mail address", contact => contact.Email)
                .Text("ext_id", "External id", contact => contact.ExternalId ?? Identifier(contact, "EXT_ID"))
                .Text("sms", "Phone number for SMS", contact => Identifier(contact, "SMS"))
                .Text("whatsapp", "Phone number for WhatsApp", contact => Identifier(contact, "WHATSAPP"))
                .Text("landline_number", "Landline number", contact => Identifier(contact, "LANDLINE_NUMBER"))
                .Flag("email_blacklisted", "Whether it gets no e-mail campaigns", contact => contact.EmailBlacklisted)
                .Flag("sms_blacklisted", "Whether it gets no SMS campaigns", contact => contact.SmsBlacklisted)
                .Flag("whatsapp_blacklisted", "Whether it gets no WhatsApp campaigns", contact => contact.WhatsappBlacklisted)
                .Moment("created_at", "When it was created", contact => contact.CreatedAt)
                .Moment("modified_at", "When it was changed last", contact => contact.ModifiedAt)
                .Integers("list_ids", "Lists it is on", contact => contact.ListIds?.Select(static id => id.Value))
                .Integers(
                    "list_unsubscribed",
                    "Lists it unsubscribed from",
                    contact => contact.ListUnsubscribed?.Select(static id => id.Value)
                )
                .Json(
                    "consent_groups",
                    "Consent groups: id and status",
                    contact => contact.ConsentGroups,
                    BrevoJsonContext.Default.IReadOnlyListContactConsentGroup
                )
                .Attributes(AttributeColumn.Of(attributes), contact => contact.Attributes)
                .Origin()
        );
    }

    /// <summary>Identifiers travel among the attributes.</summary>
    private static string? Identifier(Contact contact, string name) =>
        contact.Attributes is { } attributes && attributes.TryGetValue(name, out var value) ? AttributeColumn.Text(value) : null;
}
