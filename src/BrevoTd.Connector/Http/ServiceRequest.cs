using BrevoTd.Connector.Authentication;

namespace BrevoTd.Connector.Http;

/// <summary>One call of an operation. The content must be readable more than once, because an attempt may be repeated.</summary>
internal sealed class ServiceRequest(ServiceOperation operation, string path)
{
    public ServiceOperation Operation { get; } = operation;

    /// <summary>Path relative to the service's base address, escaped, with its query.</summary>
    public string Path { get; } = path;

    /// <summary>Another base address than the service's own, for operations that live on a host of their own.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>Whether the address is a file that whoever knows it may read: no credential is sent, and no quota is used, whatever the host.</summary>
    public bool IsForeign { get; init; }

    /// <summary>A credential for this call alone, empty for that of the client's source.</summary>
    public Credential Credential { get; private set; }

    /// <summary>Whether the call carries no credential although the host is the service's: what permits it stands in the path.</summary>
    public bool IsAnonymous { get; init; }

    public HttpContent? Content { get; init; }

    /// <summary>
    /// How to find out whether an attempt whose answer was lost did its work. With it, such an attempt is never repeated blindly: the service is asked first.
    /// </summary>
    public Look? Look { get; init; }

    public string Accept { get; init; } = "application/json";

    /// <summary>Further headers, such as <c>Range</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>How long this call may wait for quota; <see langword="null"/> means the client's option.</summary>
    public TimeSpan? MaxQuotaWait { get; init; }

    /// <summary>The same call with a credential of its own.</summary>
    public ServiceRequest With(Credential credential)
    {
        var copy = (ServiceRequest)MemberwiseClone();
        copy.Credential = credential;
        return copy;
    }
}
