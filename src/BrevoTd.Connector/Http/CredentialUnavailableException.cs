using BrevoTd.Connector.Authentication;

namespace BrevoTd.Connector.Http;

/// <summary>The credential source had no credential to give, or failed. The call was not sent: nothing is ever sent without a credential.</summary>
public sealed class CredentialUnavailableException : ConnectorException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="service">Name of the service.</param>
    /// <param name="operation">Name of the operation.</param>
    /// <param name="message">Cause and remedy.</param>
    /// <param name="innerException">What the credential source threw, if it did.</param>
    public CredentialUnavailableException(string service, string operation, string message, Exception? innerException = null)
        : base(service, operation, message, innerException) { }

    /// <summary>Whether the source failed, which may pass, rather than having no credential; a <see cref="CredentialException"/> knows it better.</summary>
    public override bool IsTransient => InnerException is CredentialException cause ? cause.IsTransient : InnerException is not null;

    /// <summary>Why the source failed, as far as a message may say it.</summary>
    internal static string Reason(Exception cause) => cause is CredentialException ? cause.Message : "The inner exception says why.";
}
