using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Tests.Diagnostics;

/// <summary>Finds planted secrets and people's data in whatever spelling they leak.</summary>
internal static class Canaries
{
    public static IReadOnlyList<string> FindIn(string text, IEnumerable<string> canaries)
    {
        var found = new List<string>();
        foreach (var canary in canaries)
        {
            foreach (var spelling in Spellings(canary))
            {
                if (text.Contains(spelling, StringComparison.OrdinalIgnoreCase))
                {
                    found.Add(spelling);
                }
            }
        }

        return found;
    }

    /// <summary>As it is, percent-encoded, escaped for JSON, in base64 at each of the three offsets, and a number's digits alone.</summary>
    public static IEnumerable<string> Spellings(string canary)
    {
        yield return canary;
        yield return Uri.EscapeDataString(canary);
        yield return Uri.EscapeDataString(canary).Replace("%40", "@", StringComparison.Ordinal);
        yield return JsonSerializer.Serialize(canary).Trim('"');
        for (var offset = 0; offset < 3; offset++)
        {
            var bytes = Encoding.UTF8.GetBytes(new string('x', offset) + canary);
            var encoded = Convert.ToBase64String(bytes);

            // The first and last groups also depend on what stands beside the canary.
            yield return encoded[4..^4];
        }

        var digits = new string([.. canary.Where(char.IsAsciiDigit)]);
        if (digits.Length >= 8)
        {
            yield return digits;
        }
    }
}
