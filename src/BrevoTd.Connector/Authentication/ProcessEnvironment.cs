namespace BrevoTd.Connector.Authentication;

/// <summary>The process's own environment.</summary>
internal sealed class ProcessEnvironment : IProcessEnvironment
{
    // HOME comes first on Windows too, as in the Toolbelt, whose file this is for.
    public string HomeFolder => Variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    public string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
