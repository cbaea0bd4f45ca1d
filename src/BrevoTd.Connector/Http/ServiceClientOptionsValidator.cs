using System.Net.Http.Headers;
using BrevoTd.Connector.Authentication;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.Http;

/// <summary>Checks the options of a client and reports everything that is wrong at once, each with what to do.</summary>
internal abstract class ServiceClientOptionsValidator<TOptions>(ServiceProfile profile, IOptionsMonitor<ServiceClientParts>? parts)
    : IValidateOptions<TOptions>
    where TOptions : ServiceClientOptions
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(7);

    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var part = parts?.Get(profile.HttpClientName(name ?? ""));
        var client = string.IsNullOrEmpty(name) ? $"{profile.Name} client" : $"{profile.Name} client '{name}'";
        var failures = new List<string>();
        CheckKey(options, part, failures);
        CheckTimes(options, failures);
        if (options.MaxRetries is < 0 or > 20)
        {
            failures.Add($"{nameof(options.MaxRetries)} is {options.MaxRetries}; it must be between 0 and 20");
        }

        // An array must hold the answer and one byte more, which tells that it is too large.
        if (options.MaxAnswerBytes is < 1024 || options.MaxAnswerBytes >= Array.MaxLength)
        {
            failures.Add(
                $"{nameof(options.MaxAnswerBytes)} is {options.MaxAnswerBytes}; it must be between 1024 and {Array.MaxLength - 1}"
            );
        }

        if (options.MaxErrorBytes is < 1024 or > 16 * 1024 * 1024)
        {
            failures.Add($"{nameof(options.MaxErrorBytes)} is {options.MaxErrorBytes}; it must be between 1024 and {16 * 1024 * 1024}");
        }

        if (options.MaxAnswerDepth is < 8 or > 1000)
        {
            failures.Add($"{nameof(options.MaxAnswerDepth)} is {options.MaxAnswerDepth}; it must be between 8 and 1000");
        }

        if (
            options.BreakerDuration != TimeSpan.Zero
            && (options.BreakerDuration < TimeSpan.FromMilliseconds(500) || options.BreakerDuration > TimeSpan.FromDays(1))
        )
        {
            failures.Add(
                $"{nameof(options.BreakerDuration)} is {options.BreakerDuration}; it must be zero, or between half a second and a day"
            );
        }

        if (options.ApplicationName is { Length: > 0 } application && !IsUserAgent(application))
        {
            failures.Add($"{nameof(options.ApplicationName)} must be a product name with an optional version, such as MyJob/1.2, in ASCII");
        }

        CheckOwn(options, failures);
        return failures.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"The options of the {client} cannot be used: {string.Join("; ", failures)}.");
    }

    /// <summary>Checks what only this service's options have.</summary>
    protected abstract void CheckOwn(TOptions options, List<string> failures);

    protected static void CheckAddress(string option, Uri? address, List<string> failures)
    {
        if (address is null)
        {
            failures.Add($"{option} is missing; leave it at its default or set an absolute address");
        }
        else if (!address.IsAbsoluteUri)
        {
            failures.Add($"{option} must be an absolute address, beginning with https://");
        }
        else if (!AddressRules.IsAllowed(address))
        {
            failures.Add($"{option} must begin with https:// (http:// is accepted for this machine only, such as http://127.0.0.1:8080/)");
        }
        else if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            failures.Add($"{option} must have no user name, query or fragment");
        }
    }

    private static void CheckKey(TOptions options, ServiceClientParts? part, List<string> failures)
    {
        if (string.IsNullOrEmpty(options.ApiKey))
        {
            if (part is not { HasCredentialSource: true })
            {
                var variable = part?.KeyVariable is { } name ? $", set the environment variable {name}" : "";
                failures.Add($"{nameof(options.ApiKey)} is missing; set it{variable}, or register a credential source with UseCredentials");
            }
        }
        else if (!Credential.IsUsable(options.ApiKey))
        {
            failures.Add($"{nameof(options.ApiKey)} {Credential.UnusableText}");
        }
    }

    private static void CheckTimes(TOptions options, List<string> failures)
    {
        CheckTime(nameof(options.AttemptTimeout), options.AttemptTimeout, allowZero: false, allowInfinite: true, failures);
        CheckTime(nameof(options.TotalTimeout), options.TotalTimeout, allowZero: false, allowInfinite: true, failures);
        CheckTime(nameof(options.ReadIdleTimeout), options.ReadIdleTimeout, allowZero: false, allowInfinite: true, failures);
        CheckTime(nameof(options.MaxQuotaWait), options.MaxQuotaWait, allowZero: true, allowInfinite: true, failures);
        CheckTime(nameof(options.RetryBaseDelay), options.RetryBaseDelay, allowZero: true, allowInfinite: false, failures);
        CheckTime(nameof(options.RetryMaxDelay), options.RetryMaxDelay, allowZero: true, allowInfinite: false, failures);
        if (options.RetryMaxDelay < options.RetryBaseDelay)
        {
            failures.Add($"{nameof(options.RetryMaxDelay)} must not be shorter than {nameof(options.RetryBaseDelay)}");
        }
    }

    private static void CheckTime(string option, TimeSpan time, bool allowZero, bool allowInfinite, List<string> failures)
    {
        if (allowInfinite && time == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        if (time > s_longest || time < TimeSpan.Zero || time == TimeSpan.Zero && !allowZero)
        {
            failures.Add(
                $"{option} is {time}; it must be {(allowZero ? "zero or more" : "more than zero")} and at most 7 days{(allowInfinite ? " (or Timeout.InfiniteTimeSpan, -00:00:00.001, for no limit)" : "")}"
            );
        }
    }

    private static bool IsUserAgent(string text)
    {
        using var message = new HttpRequestMessage();
        return message.Headers.UserAgent.TryParseAdd(text);
    }
}
