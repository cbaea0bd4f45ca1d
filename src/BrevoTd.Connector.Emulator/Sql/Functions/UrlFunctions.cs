using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BrevoTd.Connector.Emulator.Sql;

internal static partial class UrlFunctions
{
    public static void Register(FunctionHost host)
    {
        host.Add<string, string, string?>("td_url_part", Part);
        host.Add<string, long?>("td_url_port", Port);
        host.Add<string, string, string?>("td_url_parameter", Parameter);
        host.Add<string, string>("td_form_encode", Encode);
        host.Add<string, string>("td_form_decode", text => Decode(text, plus: true));
    }

    public static void Add(FunctionList list)
    {
        list.Begin("URL");
        foreach (var part in new[] { "protocol", "host", "path", "query", "fragment" })
            list.Add($"url_extract_{part}(varchar) -> varchar", $"td_url_part({{0}}, '{part}')").Note =
                "NULL for text that is no URL; empty when the part is missing.";
        list.Add("url_extract_port(varchar) -> bigint", "td_url_port({0})");
        list.Add("url_extract_parameter(varchar, varchar) -> varchar", "td_url_parameter({0}, {1})");
        list.Add("url_encode(varchar) -> varchar", "td_form_encode({0})");
        list.Add("url_decode(varchar) -> varchar", "td_form_decode({0})");
    }

    public static string Decode(string text, bool plus)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
            {
                if (
                    i + 2 >= text.Length
                    || !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                )
                    throw new SqlFailedException("URLDecoder: Illegal hex characters in escape (%) pattern");
                bytes.Add(value);
                i += 2;
            }
            else if (plus && text[i] == '+')
            {
                bytes.Add((byte)' ');
            }
            else
            {
                var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, length)));
                i += length - 1;
            }
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static string? Part(string url, string part)
    {
        if (Match(url) is not { } match)
            return null;
        return part switch
        {
            "protocol" => match.Groups["scheme"].Value,
            "host" => match.Groups["host"].Value,
            "path" => Decode(match.Groups["path"].Value, plus: false),
            "query" => Decode(match.Groups["query"].Value, plus: false),
            _ => Decode(match.Groups["fragment"].Value, plus: false),
        };
    }

    private static long? Port(string url) =>
        Match(url) is { } match && match.Groups["port"].Value is { Length: > 0 } port
            ? long.Parse(port, CultureInfo.InvariantCulture)
            : null;

    private static string? Parameter(string url, string name)
    {
        if (Match(url) is not { } match || !match.Groups["query"].Success)
            return null;
        foreach (var argument in Decode(match.Groups["query"].Value, plus: false).Split('&'))
        {
            var parts = argument.Split('=', 2);
            if (parts[0] == name)
                return parts.Length == 2 ? parts[1] : "";
        }
        return null;
    }

    private static Match? Match(string url)
    {
        // java.net.URI takes any letter, but no space and none of these signs, and wants two digits behind each percent sign.
        if (url.Any(c => c <= ' ' || c is '<' or '>' or '"' or '{' or '}' or '|' or '\\' or '^' or '`') || BadEscape().IsMatch(url))
            return null;
        var match = UrlPattern().Match(url);
        return match.Success ? match : null;
    }

    /// <summary>Letters, digits and <c>-_.*</c> stay, a space becomes a plus, all else %XX.</summary>
    private static string Encode(string text)
    {
        var result = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            var c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '*')
                result.Append(c);
            else if (c == ' ')
                result.Append('+');
            else
                result.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }
        return result.ToString();
    }

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})", RegexOptions.CultureInvariant)]
    private static partial Regex BadEscape();

    [GeneratedRegex(
        @"^((?<scheme>[A-Za-z][A-Za-z0-9+.\-]*):)?(//([^/?#@]*@)?(?<host>\[[0-9A-Fa-f:.]+\]|[^/?#:\[\]]*)(:(?<port>\d*))?(?=[/?#]|$))?(?<path>[^?#\[\]]*)(\?(?<query>[^#]*))?(\#(?<fragment>.*))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex UrlPattern();
}
