using System.Text.Json.Nodes;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>Where the API documents lie, on machines that have them.</summary>
internal static class ReferenceFolder
{
    /// <summary>Names the folder where it is not found upwards.</summary>
    public const string Variable = "BREVO_REFERENCE";

    private const string Name = "shared/reference/brevo";

    /// <summary>The folder; <see langword="null"/> on a machine that has none.</summary>
    public static string? Find() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? named
            : FindUpwards(folder => Directory.Exists(folder), Name);

    /// <summary>A file of the repository.</summary>
    public static string InRepository(string path) =>
        Path.Combine(
            Path.GetDirectoryName(
                FindUpwards(File.Exists, "BrevoTd.Connector.sln")
                    ?? throw new InvalidOperationException("The tests do not lie in the repository.")
            )!,
            path
        );

    public static JsonObject Read(string folder, string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, file)))!.AsObject();

    private static string? FindUpwards(Func<string, bool> exists, string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, name);
            if (exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
