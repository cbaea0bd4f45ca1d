using System.Buffers;
using System.Globalization;
using System.Text;

namespace BrevoTd.Connector.TreasureData;

/// <summary>The names by which SQL reaches columns without an alias (<c>^[a-z0-9_]+$</c>).</summary>
internal static class TdColumnNames
{
    private static readonly SearchValues<char> s_characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    public static bool IsPlain(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(s_characters);

    /// <summary>What is wrong with a name, if anything is.</summary>
    public static string? Problem(string name, string sourceName, int ordinal)
    {
        if (name.Length == 0)
        {
            return $"Column number {ordinal} of the source has no name. Give it one (SELECT … AS …).";
        }

        if (name is "time" or "v")
        {
            return $"Every table has a column '{name}' of its own. Give '{sourceName}' another name, or make it the rows' time with TdRowTime.From(\"{sourceName}\").";
        }

        return IsPlain(name)
            ? null
            : $"SQL reaches columns by names of a-z, 0-9 and _ only, not '{sourceName}'. Call it '{Adjust(sourceName)}' (SELECT … AS …), or set {nameof(TdRowConversion.AdjustNames)}.";
    }

    /// <summary>The nearest possible name: <c>FirstName</c> becomes <c>first_name</c>.</summary>
    public static string Adjust(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        var previous = '_';
        foreach (var character in name.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            if (char.IsAsciiLetterUpper(character) && (char.IsAsciiLetterLower(previous) || char.IsAsciiDigit(previous)))
            {
                _ = text.Append('_');
            }

            _ = text.Append(char.IsAsciiLetterOrDigit(character) ? char.ToLowerInvariant(character) : '_');
            previous = character;
        }

        return text.ToString();
    }
}
