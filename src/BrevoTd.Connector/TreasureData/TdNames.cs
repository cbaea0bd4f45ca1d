using System.Buffers;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Checks what goes into a path before it is sent: Treasure Data answers a malformed id with a misleading error of the server.</summary>
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
