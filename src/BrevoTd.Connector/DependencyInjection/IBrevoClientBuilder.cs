namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Continues the registration of a Brevo client.</summary>
public interface IBrevoClientBuilder
{
    /// <summary>Name of the client; empty for the unnamed one.</summary>
    string Name { get; }

    /// <summary>The services that the client is registered in.</summary>
    IServiceCollection Services { get; }

    /// <summary>
    /// The client's HTTP pipeline: for a proxy or certificates (<c>UseSocketsHttpHandler</c>) and own message handlers, which stand behind the library's,
    /// next to the socket. A primary handler that replaces the library's also replaces its protection: it must not follow redirects by itself.
    /// </summary>
    IHttpClientBuilder Http { get; }
}
