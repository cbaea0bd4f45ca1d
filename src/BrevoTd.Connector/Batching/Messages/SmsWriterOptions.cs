using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Batching;

/// <summary>Options of a writer that sends transactional SMS: what all messages of the writer have in common, and how it works. Every message is a request of its own.</summary>
public class SmsWriterOptions : BatchWriterOptions
{
    /// <summary>Creates the options, with groups of up to 100 messages; two messages to one number are both sent, in their order.</summary>
    public SmsWriterOptions()
    {
        MaxBatchRecords = OneByOneSink.MaxGroup;
        DuplicateKeys = DuplicateKeyPolicy.NextBatch;
    }

    /// <summary>Who the messages come from: up to 11 letters and digits, or up to 15 digits.</summary>
    /// <value>Default: <see langword="null"/>, which is refused.</value>
    public string? Sender { get; set; }

    /// <summary>The text of all messages. Leave it out with a <see cref="TemplateId"/>, and when the map writes the text.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? Content { get; set; }

    /// <summary>Id of the template (<see cref="SmsTemplate.Id"/>).</summary>
    /// <value>Default: <see langword="null"/>: the messages have a text.</value>
    public long? TemplateId { get; set; }

    /// <summary>Whether the messages are marketing, which people can opt out of.</summary>
    /// <value>Default: <see langword="false"/>: they are transactional.</value>
    public bool IsMarketing { get; set; }

    /// <summary>Up to 10 tags, by which reports and event logs can be filtered.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>Absolute URL that Brevo calls for every event of the messages.</summary>
    /// <value>Default: <see langword="null"/>: none.</value>
    public Uri? WebUrl { get; set; }

    /// <summary>Whether texts have characters outside the GSM alphabet; a single message then has 70 of them.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool UnicodeEnabled { get; set; }

    /// <summary>Name in front of the text, which carriers in the United States recommend. It counts toward the 160 characters.</summary>
    /// <value>Default: <see langword="null"/>: none.</value>
    public string? OrganisationPrefix { get; set; }

    /// <summary>Requests under way at once.</summary>
    /// <value>Default: 8. Range: 1 to 64.</value>
    public int MaxConcurrentCalls { get; set; } = 8;

    /// <summary>Whether the map is compared with the first row's columns before anything is sent.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CheckBeforeSending { get; set; } = true;

    /// <summary>Whether the map writes each message's text.</summary>
    internal bool MapWritesContent { get; set; }

    /// <summary>Whether the map writes values for the template.</summary>
    internal bool MapWritesParams { get; set; }

    /// <summary>The request to somebody.</summary>
    internal SendSmsRequest ToRequest() =>
        new()
        {
            Sender = Sender ?? "",
            Recipient = "33600000000",
            Content = Content,
            TemplateId = TemplateId,
            Type = IsMarketing ? TransactionalSmsType.Marketing : null,
            Tags = Tags is { Count: > 0 } ? Tags : null,
            WebUrl = WebUrl,
            UnicodeEnabled = UnicodeEnabled ? true : null,
            OrganisationPrefix = OrganisationPrefix,
        };

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        base.Validate();
        Require(MaxConcurrentCalls is >= 1 and <= 64, nameof(MaxConcurrentCalls), "1 to 64");
        Require(!MapWritesContent || Content is null, nameof(Content), "left out, because the map writes each message's text");
        Require(
            !MapWritesContent || TemplateId is null,
            nameof(TemplateId),
            "left out, because the map writes each message's text, and Brevo ignores a text beside a template"
        );
        Require(
            !MapWritesParams || TemplateId is not null,
            nameof(TemplateId),
            "set, because the map writes params, and Brevo ignores them without a template"
        );
        SmsCheck.Check(MapWritesContent ? ToRequest() with { Content = "text" } : ToRequest(), nameof(SmsWriterOptions));
    }
}
