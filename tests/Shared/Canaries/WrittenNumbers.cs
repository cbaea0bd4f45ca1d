using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;

namespace BrevoTd.Connector.Testing;

/// <summary>The phone numbers in the texts of an assembly. Only they need to be known one by one: digits alone look like anything.</summary>
internal static partial class WrittenNumbers
{
    public static IReadOnlyCollection<string> In(string assemblyPath)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var bytes = File.ReadAllBytes(assemblyPath);
        using var portable = new PEReader(new MemoryStream(bytes));
        var metadata = portable.GetMetadataReader();
        for (var text = MetadataTokens.UserStringHandle(1); !text.IsNil; text = metadata.GetNextHandle(text))
        {
            Add(found, metadata.GetUserString(text));
        }

        // Literals in UTF-8 are not among the texts; they stand in the file as they are.
        Add(found, Encoding.Latin1.GetString(bytes));
        return found;
    }

    private static void Add(HashSet<string> found, string text)
    {
        foreach (var match in Number().EnumerateMatches(text))
        {
            found.Add(text.Substring(match.Index, match.Length));
        }
    }

    [GeneratedRegex(
        """\+[1-9](?:[ .\-]?[0-9]){9,14}(?![0-9])|\b(?:33|49)[0-9]{9,10}\b|\b0[1-9](?:[ .]?[0-9]{2}){4}\b""",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Number();
}
