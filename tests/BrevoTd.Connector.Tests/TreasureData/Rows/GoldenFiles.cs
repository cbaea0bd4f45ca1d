using System.IO.Compression;
using System.Text.Json;

namespace BrevoTd.Connector.Tests.TreasureData.Rows;

/// <summary>Files written by other people's encoders. They are not part of this repository; tests that need them are skipped where they are missing.</summary>
internal static class GoldenFiles
{
    private const string Folder = "shared/reference/treasure-data/golden";

    public static byte[] Compressed(string name) => File.ReadAllBytes(Find(name));

    public static byte[] Decompressed(string name)
    {
        using var gzip = new GZipStream(new MemoryStream(Compressed(name)), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    public static JsonElement Json(string name) => JsonDocument.Parse(File.ReadAllBytes(Find(name))).RootElement.Clone();

    private static string Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, Folder, name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        Assert.Skip($"{name} is not here: no folder above the tests holds {Folder}.");
        return "";
    }
}
