namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>A template of e-mails.</summary>
internal sealed record EmailTemplate
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required string Subject { get; init; }

    public required string Html { get; init; }

    public string? SenderEmail { get; init; }

    public string? SenderName { get; init; }

    public long? SenderId { get; init; }

    public bool IsActive { get; init; }

    public bool TestSent { get; init; }

    public string ReplyTo { get; init; } = "";

    public string ToField { get; init; } = "";

    public string Tag { get; init; } = "";

    /// <summary>Milliseconds since 1970.</summary>
    public required long CreatedAt { get; init; }

    public required long ModifiedAt { get; init; }

    public override string ToString() => $"{nameof(EmailTemplate)} {Id}";
}

/// <summary>A template of SMS.</summary>
internal sealed record SmsTemplate(long Id, string Name, string Message, long CreatedAt)
{
    public override string ToString() => $"{nameof(SmsTemplate)} {Id}";
}

/// <summary>Templates by id. In memory only: a restart forgets them. Thread-safe.</summary>
internal sealed class TemplateShelf
{
    private readonly object _gate = new();
    private readonly SortedDictionary<long, EmailTemplate> _emails = [];
    private readonly SortedDictionary<long, SmsTemplate> _sms = [];
    private long _lastId;

    public IReadOnlyList<EmailTemplate> Emails
    {
        get
        {
            lock (_gate)
                return [.. _emails.Values];
        }
    }

    public IReadOnlyList<SmsTemplate> Sms
    {
        get
        {
            lock (_gate)
                return [.. _sms.Values];
        }
    }

    public EmailTemplate? Email(long id)
    {
        lock (_gate)
            return _emails.GetValueOrDefault(id);
    }

    public SmsTemplate? SmsById(long id)
    {
        lock (_gate)
            return _sms.GetValueOrDefault(id);
    }

    public EmailTemplate Add(Func<long, EmailTemplate> create)
    {
        lock (_gate)
        {
            var template = create(++_lastId);
            _emails[template.Id] = template;
            return template;
        }
    }

    public SmsTemplate AddSms(string name, string message, long at)
    {
        lock (_gate)
        {
            var template = new SmsTemplate(++_lastId, name, message, at);
            _sms[template.Id] = template;
            return template;
        }
    }

    /// <summary>Changes a template that may have been deleted meanwhile.</summary>
    public EmailTemplate? Change(long id, Func<EmailTemplate, EmailTemplate> change)
    {
        lock (_gate)
            return _emails.TryGetValue(id, out var template) ? _emails[id] = change(template) : null;
    }

    public void Remove(long id)
    {
        lock (_gate)
            _emails.Remove(id);
    }
}
