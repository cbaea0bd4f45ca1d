namespace BrevoTd.Connector.Brevo;

/// <summary>Values that Brevo spells in two ways: <c>in_process</c> in answers and <c>inProcess</c> in filters, <c>Open</c> in results and <c>open</c> in requests.</summary>
internal static class CampaignWords
{
    public static bool AreEqual(string? left, string? right) =>
        string.Equals(Plain(left), Plain(right), StringComparison.OrdinalIgnoreCase);

    public static int Hash(string? value) => StringComparer.OrdinalIgnoreCase.GetHashCode(Plain(value));

    public static string CamelCase(string? value)
    {
        var words = (value ?? "").Split('_', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words.Select(static (word, index) => index == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
    }

    private static string Plain(string? value) => (value ?? "").Replace("_", "", StringComparison.Ordinal);
}
