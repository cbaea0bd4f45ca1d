namespace Microsoft.Extensions.DependencyInjection;

internal sealed class BrevoClientBuilder(string name, IServiceCollection services, IHttpClientBuilder http) : IBrevoClientBuilder
{
    public string Name { get; } = name;

    public IServiceCollection Services { get; } = services;

    public IHttpClientBuilder Http { get; } = http;
}
