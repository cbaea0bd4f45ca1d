using BrevoTd.Connector.Authentication;

namespace BrevoTd.Connector.Tests.Authentication;

/// <summary>An environment of a test's own: the process's is shared by all tests.</summary>
internal sealed class FakeEnvironment(params (string Name, string Value)[] variables) : IProcessEnvironment
{
    public string HomeFolder { get; init; } = "/nobody";

    public string? Variable(string name) =>
        Array.Find(variables, variable => variable.Name == name).Value is { Length: > 0 } value ? value : null;
}
