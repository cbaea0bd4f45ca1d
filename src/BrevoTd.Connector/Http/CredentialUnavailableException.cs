using BrevoTd.Connector.Authentication;

namespace BrevoTd.Connector.Http;

/// <summary>The credential source had no credential to give, or failed. Nothing is ever sent without a credential: the call was not sent, or only with one that was rejected.</summary>
public sealed class CredentialUnavailableException : ConnectorException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="service">Name of the service.</param>
    /// <param name="operation">Name of the operation.</param>
    /// <param name="message">Cause and remedy.</param>
    /// <param name="innerException">What the credential source threw, if it did.</param>
    public CredentialUnavailableException(string service, string operation, string message, Exception? innerException = null)
        : base(service, operation, message, innerException) { }

    /// <summary>
    /// Whether the source failed in a way that may pass, rather than having no credential, or being refused one for good. The inner exception, if it is a
    /// <see cref="CredentialException"/> or one of this family, knows it; any other counts as passing.
    /// </summary>
    public override bool IsTransient =>
        InnerException switch
        {
            null => false,
            CredentialException cause => cause.IsTransient,
            ConnectorException cause => cause.IsTransient,
            _ => true,
        };

    /// <summary>Why the source failed and what to do, where a message may say it.</summary>
    internal static string Reason(Exception cause, string otherwise) => cause is CredentialException ? cause.Message : otherwise;
}
