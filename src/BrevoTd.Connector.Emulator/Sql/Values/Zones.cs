using System.Globalization;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Names of time zones.</summary>
internal static class Zones
{
    // What Treasure Data's functions accept beside the names of the zone database.
    private static readonly Dictionary<string, string> s_short = new(StringComparer.OrdinalIgnoreCase)
    {
        ["JST"] = "Asia/Tokyo",
        ["PST"] = "America/Los_Angeles",
        ["MST"] = "America/Denver",
        ["CST"] = "America/Chicago",
        ["EST"] = "America/New_York",
        ["PDT"] = "-07:00",
        ["MDT"] = "-06:00",
        ["CDT"] = "-05:00",
        ["EDT"] = "-04:00",
        ["GMT"] = "UTC",
        ["Z"] = "UTC",
    };

    /// <summary>Trino's name of a zone: UTC, +09:00 or a name of the zone database.</summary>
    /// <exception cref="SqlFailedException">No such zone.</exception>
    public static string Normalize(string zone)
    {
        var name = zone.Trim();
        if (name.Equals("UTC", StringComparison.OrdinalIgnoreCase) || name is "Z" or "GMT" or "UT" or "Etc/UTC" or "+00:00" or "-00:00")
            return "UTC";
        if (name.Length > 1 && name[0] is '+' or '-')
            return Offset(name) ?? throw Unknown(zone);
        if (name.Length < 3 || !name.Contains('/', StringComparison.Ordinal))
            throw Unknown(zone);
        ValueText.FindZone(name);
        return name;
    }

    /// <summary>As <see cref="Normalize"/>, and also JST, PDT, …, as Treasure Data's functions read them.</summary>
    public static string NormalizeShort(string zone) => s_short.TryGetValue(zone.Trim(), out var name) ? name : Normalize(zone);

    private static string? Offset(string text)
    {
        var digits = text[1..].Replace(":", "", StringComparison.Ordinal);
        if (digits.Length is 1 or 2)
            digits = digits.PadLeft(2, '0') + "00";
        if (digits.Length != 4 || !digits.All(char.IsAsciiDigit))
            return null;
        var hours = int.Parse(digits[..2], CultureInfo.InvariantCulture);
        var minutes = int.Parse(digits[2..], CultureInfo.InvariantCulture);
        if (hours > 14 || minutes > 59)
            return null;
        return hours == 0 && minutes == 0 ? "UTC" : $"{text[0]}{digits[..2]}:{digits[2..]}";
    }

    private static SqlFailedException Unknown(string zone) => new($"'{zone}' is not a valid time zone");
}
