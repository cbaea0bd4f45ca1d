namespace BrevoTd.Connector.Brevo;

/// <summary>What arrived at a webhook's address is not a payload of Brevo. The message says where it is wrong and shows nothing of the content.</summary>
public sealed class WebhookFormatException : FormatException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Cause and remedy, free of the body's content.</param>
    public WebhookFormatException(string message)
        : base(message) { }
}
