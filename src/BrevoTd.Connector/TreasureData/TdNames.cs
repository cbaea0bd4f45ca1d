using System.Buffers;
using System.Text;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// Checks and escapes what goes into a path before it is sent: Treasure Data answers a malformed id with a misleading error of the server, and an address
/// loses segments such as <c>..</c> on the way.
/// </summary>
internal static class TdNames
{
    private const int MinLength = 3;
    private const int MaxLength = 128;
    private const int MaxJobIdLength = 20;

    private static readonly SearchValues<char> s_nameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");
    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> s_lowerHex = SearchValues.Create("0123456789abcdef");

    public static string Database(string database, string parameter = "database") => Name(database, "database", parameter);

    public static string Table(string table, string parameter = "table") => Name(table, "table", parameter);

    public static string JobId(TdJobId jobId, string parameter = "jobId")
    {
        var value = jobId.Value;
        if (string.IsNullOrEmpty(value))
        {
            throw new ArgumentException("The job id is empty. Pass the id that issuing the job returned.", parameter);
        }

        if (value.Length > MaxJobIdLength || value.AsSpan().ContainsAnyExcept(s_digits))
        {
            throw new ArgumentException(
                "A job id consists of digits only, such as 900100200. Pass the id that issuing the job returned.",
                parameter
            );
        }

        return value;
    }

    public static string DomainKey(string domainKey, string parameter = "domainKey")
    {
        if (string.IsNullOrWhiteSpace(domainKey))
        {
            throw new ArgumentException("The domain key is empty. Pass the key with which the job was issued.", parameter);
        }

        return domainKey;
    }

    /// <summary>A name that its owner chose freely, such as that of a saved query, as a segment of a path.</summary>
    public static string Segment(string name, string kind, string parameter = "name") => Uri.EscapeDataString(Free(name, kind, parameter));

    /// <summary>A name that its owner chose freely, as it is.</summary>
    public static string Free(string name, string kind, string parameter = "name")
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new ArgumentException($"The name of the {kind} is empty.", parameter);
        }

        // A path that contains them, also escaped, would lead somewhere else.
        if (name is "." or "..")
        {
            throw new ArgumentException(
                $"A {kind} whose name is '{name}' cannot be reached: in an address that means another place.",
                parameter
            );
        }

        // A lone surrogate would be sent as another character.
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar)
            {
                throw new ArgumentException(
                    $"The name of the {kind} contains a control character or half of a character. Pass it as the service lists it.",
                    parameter
                );
            }
        }

        return name;
    }

    /// <summary>The name of a part of a bulk import, as a segment of a path.</summary>
    public static string Part(string part, string parameter = "part")
    {
        Free(part, "part", parameter);
        if (part.Contains('/', StringComparison.Ordinal) || part.AsSpan().Count('.') > 1)
        {
            throw new ArgumentException("The name of a part contains no slash and at most one dot.", parameter);
        }

        return Uri.EscapeDataString(part);
    }

    /// <summary>A saved query's id as a segment of a path.</summary>
    public static string SavedQueryId(TdSavedQueryId id, string parameter = "id") =>
        !string.IsNullOrEmpty(id.Value) && id.Value.Length <= MaxJobIdLength && !id.Value.AsSpan().ContainsAnyExcept(s_digits)
            ? id.Value
            : throw new ArgumentException(
                "The id of a saved query consists of digits only. Pass the id that creating it returned, or run it by its name.",
                parameter
            );

    public static string ImportId(string id, string parameter = "id")
    {
        ArgumentNullException.ThrowIfNull(id, parameter);
        if (id.Length != TdImportBody.IdLength || id.AsSpan().ContainsAnyExcept(s_lowerHex))
        {
            throw new ArgumentException(
                $"An import id consists of {TdImportBody.IdLength} lower-case hexadecimal digits. TdImportBody derives one from the rows.",
                parameter
            );
        }

        return id;
    }

    private static string Name(string name, string kind, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        if (name.Length is < MinLength or > MaxLength || name.AsSpan().ContainsAnyExcept(s_nameCharacters))
        {
            throw new ArgumentException(
                $"'{Shorten(name)}' cannot be the name of a {kind}: names have {MinLength} to {MaxLength} characters out of a-z, 0-9 and _.",
                parameter
            );
        }

        return name;
    }

    private static string Shorten(string name) => name.Length <= MaxLength ? name : string.Concat(name.AsSpan(0, MaxLength), "…");
}
