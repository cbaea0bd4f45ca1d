using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Http;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.Brevo;

/// <summary>Fills the API key from the environment where nobody set it and the registration asks for it.</summary>
internal sealed class BrevoSurroundings(IProcessEnvironment environment, IOptionsMonitor<ServiceClientParts> parts)
    : IPostConfigureOptions<BrevoClientOptions>
{
    public const string KeyVariable = "BREVO_API_KEY";

    private static readonly string[] s_keyVariables = [KeyVariable];

    public void PostConfigure(string? name, BrevoClientOptions options)
    {
        if (!string.IsNullOrEmpty(options.ApiKey) || parts.Get(BrevoProfile.Instance.HttpClientName(name ?? "")).KeyVariable is null)
        {
            return;
        }

        options.ApiKey = EnvironmentKey.Read(environment, s_keyVariables, out var failure);
        if (failure is not null)
        {
            var client = string.IsNullOrEmpty(name) ? "Brevo client" : $"Brevo client '{name}'";
            throw new OptionsValidationException(
                name ?? "",
                typeof(BrevoClientOptions),
                [$"The options of the {client} cannot be used: {failure}."]
            );
        }
    }
}
