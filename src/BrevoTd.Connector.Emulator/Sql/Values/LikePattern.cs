using System.Text.RegularExpressions;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>The patterns of SHOW … LIKE.</summary>
internal static class LikePattern
{
    public static Regex ToRegex(string pattern)
    {
        var text = string.Concat(
            pattern.Select(c =>
                c switch
                {
                    '%' => ".*",
                    '_' => ".",
                    _ => Regex.Escape(c.ToString()),
                }
            )
        );
        return new Regex($"^{text}$", RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }
}
