namespace Microsoft.Extensions.DependencyInjection;

internal sealed class TreasureDataClientBuilder(string name, IServiceCollection services, IHttpClientBuilder http)
    : ITreasureDataClientBuilder
{
    public string Name { get; } = name;

    public IServiceCollection Services { get; } = services;

    public IHttpClientBuilder Http { get; } = http;
}
