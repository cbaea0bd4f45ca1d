using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.Http;

/// <summary>Options that were given once, for clients without a container.</summary>
internal sealed class FixedOptionsMonitor<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions
>(TOptions options) : IOptionsMonitor<TOptions>
{
    public TOptions CurrentValue => options;

    public TOptions Get(string? name) => options;

    public IDisposable? OnChange(Action<TOptions, string?> listener) => null;
}
