namespace BrevoTd.Connector.IntegrationTests.Samples;

/// <summary>What dotnet-script gives a script. Public, because scripts are assemblies of their own.</summary>
public sealed class ScriptGlobals
{
    /// <summary>The arguments behind <c>--</c>.</summary>
    public IList<string> Args { get; } = [];
}
