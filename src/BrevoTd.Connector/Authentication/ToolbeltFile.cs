namespace BrevoTd.Connector.Authentication;

/// <summary>What the configuration file of Treasure Data's Toolbelt says in its section <c>[account]</c>.</summary>
internal sealed class ToolbeltFile
{
    /// <summary>Where the file is.</summary>
    public required string Path { get; init; }

    public string? ApiKey { get; private init; }

    public string? Endpoint { get; private init; }

    /// <summary>The path in use: the one given, else the one the Toolbelt would use.</summary>
    public static string Locate(IProcessEnvironment environment, string? path) =>
        path
        ?? environment.Variable("TREASURE_DATA_CONFIG_PATH")
        ?? environment.Variable("TD_CONFIG_PATH")
        ?? System.IO.Path.Combine(environment.HomeFolder, ".td", "td.conf");

    /// <summary>Reads the file.</summary>
    /// <exception cref="ToolbeltFileException">There is none, or it cannot be read; the message says which and what to do.</exception>
    public static ToolbeltFile Read(string path)
    {
        try
        {
            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ToolbeltFileException(
                $"the Toolbelt's file {path} does not exist: create it with 'td account', or pass another path to UseToolbeltConfiguration",
                isMissing: true,
                e
            );
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ToolbeltFileException(
                $"the Toolbelt's file {path} may not be read: check its permissions, and as which user this process runs",
                isMissing: false,
                e
            );
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new ToolbeltFileException($"the Toolbelt's file {path} cannot be read: check the path and the disk", isMissing: false, e);
        }
    }

    /// <summary>The key, for requests.</summary>
    /// <exception cref="ToolbeltFileException">The file has none, or one that cannot be sent.</exception>
    public string RequireKey() =>
        ApiKey is null
            ? throw new ToolbeltFileException(
                $"the Toolbelt's file {Path} has no apikey in its section [account]: run 'td account' again, or add the line 'apikey = 12345/0123…abcdef' there",
                isMissing: false
            )
        : Credential.IsUsable(ApiKey) ? ApiKey
        : throw new ToolbeltFileException($"apikey in the Toolbelt's file {Path} {Credential.UnusableText}", isMissing: false);

    private static ToolbeltFile Parse(string path, string text)
    {
        var section = "";
        string? key = null;
        string? endpoint = null;
        foreach (var whole in text.AsSpan().EnumerateLines())
        {
            var line = whole.Trim().Trim('\uFEFF').Trim();
            if (line.IsEmpty || line[0] is '#' or ';')
            {
                continue;
            }

            if (line[0] == '[' && line[^1] == ']')
            {
                section = line[1..^1].Trim().ToString();
                continue;
            }

            var equals = line.IndexOf('=');
            if (equals < 0 || !section.Equals("account", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var name = line[..equals].TrimEnd();
            var value = Unquoted(line[(equals + 1)..].TrimStart());
            if (name.Equals("apikey", StringComparison.OrdinalIgnoreCase))
            {
                key = value ?? key;
            }
            else if (name.Equals("endpoint", StringComparison.OrdinalIgnoreCase))
            {
                endpoint = value ?? endpoint;
            }
        }

        return new ToolbeltFile
        {
            Path = path,
            ApiKey = key,
            Endpoint = endpoint,
        };
    }

    private static string? Unquoted(ReadOnlySpan<char> value)
    {
        if (value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0])
        {
            value = value[1..^1].Trim();
        }

        return value.IsEmpty ? null : value.ToString();
    }
}
