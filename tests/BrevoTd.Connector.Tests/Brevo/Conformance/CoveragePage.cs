using System.Text;
using System.Text.RegularExpressions;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>The page that lists every operation with the method that sends it, made from what the areas declare.</summary>
internal static partial class CoveragePage
{
    public const string File = "docs/brevo-coverage.md";

    public const string NotYet = "not yet";

    /// <summary>Operations that are never offered, each with what to use.</summary>
    public static readonly IReadOnlyDictionary<string, string> NotOffered = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["POST /contacts/batch"] = "switched off by Brevo: `Contacts.ImportAsync`",
    };

    /// <summary>Areas that stay with the escape hatch for now.</summary>
    public static readonly IReadOnlyList<string> LeftOut =
    [
        "balance",
        "conversations",
        "master_account",
        "program",
        "reward",
        "tier",
        "wallet",
    ];

    /// <summary>One line of the page.</summary>
    /// <param name="Operation">Method and path.</param>
    /// <param name="Client">Methods of the client, or why there is none.</param>
    /// <param name="Repeat">What happens when an answer is lost.</param>
    public sealed record Line(string Operation, string Client, string Repeat);

    /// <summary>The lines that the code calls for.</summary>
    public static IReadOnlyList<Line> Lines()
    {
        var calls = ConformanceCalls.All.SelectMany(area => area.Calls).ToDictionary(call => call.Operation.Name, StringComparer.Ordinal);
        return
        [
            .. Areas()
                .SelectMany(area => area)
                .Select(operation =>
                    calls.TryGetValue(operation.Name, out var call)
                        ? new Line(
                            operation.Name,
                            string.Join(", ", call.ClientMethods.Split(", ").Select(name => $"`{name}`")),
                            call.Repeat.Word
                        )
                        : new Line(operation.Name, NotOffered.GetValueOrDefault(operation.Name, NotYet), "–")
                ),
        ];
    }

    /// <summary>The lines of a text of the page.</summary>
    public static IReadOnlyList<Line> Read(string text) =>
        [
            .. Row()
                .Matches(text)
                .Select(row => new Line($"{row.Groups[1].Value} {row.Groups[2].Value}", row.Groups[3].Value, row.Groups[4].Value)),
        ];

    /// <summary>The page with the lines that the code calls for; what stands before the first table stays.</summary>
    public static string Write(string text)
    {
        var begin = text.IndexOf("\n## Operations\n", StringComparison.Ordinal);
        var page = new StringBuilder(begin < 0 ? text : text[..begin]).Append("\n## Operations\n");
        var lines = Lines().ToDictionary(line => line.Operation, StringComparer.Ordinal);
        foreach (var area in Areas())
        {
            page.Append($"\n### {Heading(area.Key)}\n\n| method | path | in the client | repeated |\n|---|---|---|---|\n");
            foreach (var operation in area)
            {
                var line = lines[operation.Name];
                page.Append($"| {operation.Method} | `{operation.Path}` | {line.Client} | {line.Repeat} |\n");
            }
        }

        return page.ToString();
    }

    private static IEnumerable<IGrouping<string, ManifestOperation>> Areas() =>
        Manifest
            .Operations.GroupBy(operation => operation.Area)
            .OrderBy(area => LeftOut.Contains(area.Key))
            .ThenBy(area => area.Key, StringComparer.Ordinal);

    private static string Heading(string area)
    {
        var words = area.Replace('_', ' ')
            .Replace("whats app", "WhatsApp", StringComparison.Ordinal)
            .Replace("sms", "SMS", StringComparison.Ordinal);
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    [GeneratedRegex(@"^\| ([A-Z]+) \| `([^`]+)` \| ([^|]+?) \| ([^|]+?) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
