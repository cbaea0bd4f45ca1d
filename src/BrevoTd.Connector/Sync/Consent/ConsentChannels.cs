namespace BrevoTd.Connector.Sync;

/// <summary>For which campaigns people are blocklisted.</summary>
[Flags]
public enum ConsentChannels
{
    /// <summary>For none; not a choice.</summary>
    None = 0,

    /// <summary>For e-mail campaigns (<c>emailBlacklisted</c>).</summary>
    Email = 1,

    /// <summary>For SMS campaigns (<c>smsBlacklisted</c>).</summary>
    Sms = 2,

    /// <summary>For both.</summary>
    Both = Email | Sms,
}
