namespace BrevoTd.Connector.IntegrationTests.Mapping;

/// <summary>Public data sets as they were published. They are not part of this repository; tests that need them are skipped where they are missing.</summary>
internal static class SharedData
{
    private const string Folder = "shared/data";

    /// <summary>The path of a file beside the repository, or the end of the test.</summary>
    public static string FindOrSkip(string name)
    {
        var path = Find(name);
        Assert.SkipWhen(path is null, $"{name} is not here: no folder above the tests holds {Folder}.");
        return path!;
    }

    /// <summary>The path of a file beside the repository, if it is there.</summary>
    public static string? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, Folder, name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
