using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.Authentication;

/// <summary>Checks the options and reports everything that is wrong at once, each with what to do.</summary>
internal sealed class BrevoOAuthOptionsValidator : IValidateOptions<BrevoOAuthOptions>
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_longestBuffer = TimeSpan.FromDays(7);

    public ValidateOptionsResult Validate(string? name, BrevoOAuthOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var failures = new List<string>();
        CheckApplication(options, failures);
        CheckAddress(nameof(options.TokenEndpoint), options.CurrentTokenEndpoint, failures);
        CheckAddress(nameof(options.AuthorizationEndpoint), options.AuthorizationEndpoint, failures);
        CheckAddress(nameof(options.RevocationEndpoint), options.RevocationEndpoint, failures);
        if (options.RenewalBuffer < TimeSpan.Zero || options.RenewalBuffer > s_longestBuffer)
        {
            failures.Add($"{nameof(options.RenewalBuffer)} is {options.RenewalBuffer}; it must be between zero and 7 days");
        }

        CheckTime(nameof(options.RequestTimeout), options.RequestTimeout, failures);
        CheckTime(nameof(options.RenewalTimeout), options.RenewalTimeout, failures);
        var client = string.IsNullOrEmpty(name) ? "Brevo client" : $"Brevo client '{name}'";
        return failures.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"The OAuth options of the {client} cannot be used: {string.Join("; ", failures)}.");
    }

    private static void CheckApplication(BrevoOAuthOptions options, List<string> failures)
    {
        if (!Enum.IsDefined(options.Grant))
        {
            failures.Add(
                $"{nameof(options.Grant)} is {(int)options.Grant}; it must be ClientCredentials, RefreshToken or AuthorizationCode"
            );
        }

        if (!Enum.IsDefined(options.ClientAuthentication))
        {
            failures.Add($"{nameof(options.ClientAuthentication)} is {(int)options.ClientAuthentication}; it must be Post or Basic");
        }

        CheckText(nameof(options.ClientId), options.ClientId, required: true, failures);
        CheckText(nameof(options.ClientSecret), options.ClientSecret, options.Grant == OAuthGrant.ClientCredentials, failures);
        CheckText(nameof(options.RefreshToken), options.RefreshToken, options.Grant == OAuthGrant.RefreshToken, failures);
        if (options.ClientAuthentication == OAuthClientAuthentication.Basic && string.IsNullOrEmpty(options.ClientSecret))
        {
            failures.Add($"{nameof(options.ClientAuthentication)} is Basic, which needs {nameof(options.ClientSecret)}");
        }

        if (options.Scope is { } scope && scope.AsSpan().ContainsAny("\r\n\t,"))
        {
            failures.Add($"{nameof(options.Scope)} must hold scopes separated by single blanks, such as contacts:read contacts:write");
        }
    }

    private static void CheckText(string option, string? text, bool required, List<string> failures)
    {
        if (string.IsNullOrEmpty(text))
        {
            if (required)
            {
                failures.Add($"{option} is missing");
            }
        }
        else if (!Credential.IsUsable(text))
        {
            failures.Add(
                $"{option} contains a blank, a line break or a character outside ASCII; set it exactly as Brevo issued it (a file's last line break is a common cause)"
            );
        }
    }

    private static void CheckAddress(string option, Uri? address, List<string> failures)
    {
        if (address is null || !address.IsAbsoluteUri)
        {
            failures.Add($"{option} must be an absolute address, beginning with https://");
        }
        else if (!AddressRules.IsAllowed(address))
        {
            failures.Add($"{option} must begin with https:// (http:// is accepted for this machine only, such as http://127.0.0.1:8080/)");
        }
        else if (address.UserInfo.Length > 0 || address.Fragment.Length > 0)
        {
            failures.Add($"{option} must have no user name and no fragment");
        }
    }

    private static void CheckTime(string option, TimeSpan time, List<string> failures)
    {
        if (time <= TimeSpan.Zero || time > s_longestWait)
        {
            failures.Add($"{option} is {time}; it must be more than zero and at most 10 minutes");
        }
    }
}
