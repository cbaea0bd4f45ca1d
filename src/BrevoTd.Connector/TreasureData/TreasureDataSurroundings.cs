using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Http;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// Fills options that nobody set from what Treasure Data's own tools use, where the registration asks for it: environment variables first, then the
/// Toolbelt's file. The file's key is only looked at here, and read by its own source: it may change while the process runs.
/// </summary>
internal sealed class TreasureDataSurroundings(
    IProcessEnvironment environment,
    IOptionsMonitor<ServiceClientParts> parts,
    IOptionsMonitor<ToolbeltParts> toolbelts
) : IPostConfigureOptions<TreasureDataClientOptions>
{
    public const string KeyVariable = "TD_API_KEY";
    public const string ServerVariable = "TD_API_SERVER";

    private static readonly string[] s_keyVariables = ["TREASURE_DATA_API_KEY", KeyVariable];
    private static readonly string[] s_serverVariables = ["TREASURE_DATA_API_SERVER", ServerVariable];

    public void PostConfigure(string? name, TreasureDataClientOptions options)
    {
        var part = parts.Get(TreasureDataProfile.Instance.HttpClientName(name ?? ""));
        if (part.KeyVariable is null)
        {
            return;
        }

        var failures = new List<string>();
        if (string.IsNullOrEmpty(options.ApiKey))
        {
            options.ApiKey = EnvironmentKey.Read(environment, s_keyVariables, out var failure);
            if (failure is not null)
            {
                failures.Add(failure);
            }
        }

        var needsServer = !options.HasSite && options.BaseAddress is null;
        if (needsServer && FirstServer(out var variable) is { } server)
        {
            needsServer = false;
            Apply(server, $"the environment variable {variable}", options, failures);
        }

        var toolbelt = toolbelts.Get(name);
        if (toolbelt.IsUsed && failures.Count == 0)
        {
            ReadFile(ToolbeltFile.Locate(environment, toolbelt.Path), options, part.IsKeyFromToolbelt, needsServer, failures);
        }

        if (failures.Count > 0)
        {
            var client = string.IsNullOrEmpty(name) ? "Treasure Data client" : $"Treasure Data client '{name}'";
            throw new OptionsValidationException(
                name ?? "",
                typeof(TreasureDataClientOptions),
                [$"The options of the {client} cannot be used: {string.Join("; ", failures)}."]
            );
        }
    }

    private static void ReadFile(
        string path,
        TreasureDataClientOptions options,
        bool isKeyFromToolbelt,
        bool needsServer,
        List<string> failures
    )
    {
        var needsKey = isKeyFromToolbelt && string.IsNullOrEmpty(options.ApiKey);
        if (!needsKey && !needsServer)
        {
            return;
        }

        try
        {
            var file = ToolbeltFile.Read(path);
            if (needsKey)
            {
                file.RequireKey();
            }

            if (needsServer && file.Endpoint is { } server)
            {
                Apply(server, $"endpoint in the Toolbelt's file {path}", options, failures);
            }
        }
        catch (ToolbeltFileException e) when (needsKey)
        {
            failures.Add($"ApiKey is not set, the environment variable {KeyVariable} is not set, and {e.Message}");
        }
        catch (ToolbeltFileException e) when (!e.IsMissing)
        {
            failures.Add(e.Message);
        }
        catch (ToolbeltFileException)
        {
            // The key is known from elsewhere; without a file there is nothing more to learn.
        }
    }

    private static void Apply(string server, string origin, TreasureDataClientOptions options, List<string> failures)
    {
        if (TreasureDataEndpoint.TryParse(server, out var endpoint))
        {
            endpoint.ApplyTo(options);
        }
        else
        {
            failures.Add($"{origin} {TreasureDataEndpoint.Rule}");
        }
    }

    private string? FirstServer(out string variable)
    {
        foreach (var name in s_serverVariables)
        {
            if (environment.Variable(name) is { } server)
            {
                variable = name;
                return server;
            }
        }

        variable = ServerVariable;
        return null;
    }
}
