namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>How a result is asked for: the query parameters of <c>job/result</c> and the negotiated encoding.</summary>
internal sealed record ResultFormat(string Name, bool Header, bool NullifySpecial, string? Encoding)
{
    public string ContentType =>
        Name switch
        {
            "msgpack" => "application/x-msgpack",
            "msgpack.gz" => "application/octet-stream",
            "json" => "application/json",
            "csv" => "text/csv; charset=utf-8",
            _ => "text/tab-separated-values; charset=utf-8",
        };

    /// <summary>Whether the bytes to send are the stored file itself: as asked for, or because gzip of the same rows is what was negotiated.</summary>
    public bool IsStoredForm => Name == "msgpack.gz" || (Name == "msgpack" && Encoding == "gzip");

    /// <summary>A name for the bytes of this form, for files and entity tags.</summary>
    public string Key =>
        IsStoredForm
            ? "msgpack.gz"
            : $"{Name}{(Header ? "-header" : "")}{(NullifySpecial ? "-nullify" : "")}{(Encoding is null ? "" : "-" + Encoding)}";

    public static ResultFormat Parse(string? name, string? header, string? nullifySpecial, string acceptEncoding)
    {
        // The documentation names no default; the clients always send one, except that Node's means tsv.
        name = string.IsNullOrEmpty(name) ? "tsv" : name;
        if (name is not ("msgpack" or "msgpack.gz" or "json" or "csv" or "tsv"))
        {
            throw TdException.UnknownFormat(name);
        }

        var encoding =
            name == "msgpack.gz" ? null
            : acceptEncoding.Contains("gzip", StringComparison.OrdinalIgnoreCase) ? "gzip"
            : acceptEncoding.Contains("deflate", StringComparison.OrdinalIgnoreCase) ? "deflate"
            : null;
        return new ResultFormat(
            name,
            name is "csv" or "tsv" && IsTrue(header),
            !name.StartsWith("msgpack", StringComparison.Ordinal) && IsTrue(nullifySpecial),
            encoding
        );
    }

    private static bool IsTrue(string? value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase) || value == "1";
}
