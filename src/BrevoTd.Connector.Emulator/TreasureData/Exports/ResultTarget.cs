namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>A saved target of results: what <c>result/create</c> makes and <c>connections/lookup</c> finds.</summary>
internal sealed record ResultTargetState : StoredState
{
    public required string Name { get; init; }

    public required string Url { get; init; }

    public override string ToString() => $"Result target {Id}";
}

/// <summary>Where a result URL leads (reference §8).</summary>
internal sealed record ResultTarget
{
    private static readonly string[] s_schemes =
    [
        "postgresql",
        "mysql",
        "redshift",
        "s3",
        "web",
        "webs",
        "http",
        "https",
        "tableau",
        "sftp",
        "ftp",
        "gs",
        "bigquery",
        "mongodb",
        "salesforce",
    ];

    /// <summary>The database to write to; null for a target outside, which nothing is sent to.</summary>
    public string? Database { get; init; }

    public string Table { get; init; } = "";

    public bool Replaces { get; init; }

    /// <exception cref="TdException">422: no target of a result; 501: one that the emulator cannot write to.</exception>
    public static ResultTarget Parse(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0)
            throw TdException.Invalid("The result is neither a URL nor the name of a saved target");
        if (url[..scheme] != "td")
            return s_schemes.Contains(url[..scheme])
                ? new ResultTarget()
                : throw TdException.Invalid($"Results cannot be exported to {url[..scheme]}://");

        var rest = url[(scheme + 3)..];
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var query = question < 0 ? "" : rest[(question + 1)..];
        var path = (question < 0 ? rest : rest[..question]).Split('/');
        if (path.Length != 3 || path[1].Length == 0 || path[2].Length == 0)
            throw TdException.Invalid("A td:// URL must be td://@/database/table");
        TableNames.Check(path[2], "Table");
        var mode = "append";
        foreach (var item in query.Split('&'))
        {
            if (item.StartsWith("mode=", StringComparison.Ordinal))
                mode = item["mode=".Length..];
        }

        return mode switch
        {
            "append" or "replace" => new ResultTarget
            {
                Database = path[1],
                Table = path[2],
                Replaces = mode == "replace",
            },
            _ => throw TdException.NotSupported(
                $"mode={mode} of td:// results",
                "The emulator writes td:// results with mode append and replace"
            ),
        };
    }
}
