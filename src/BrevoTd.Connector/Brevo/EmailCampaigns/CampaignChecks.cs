using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Checks that campaigns of several channels share.</summary>
internal static class CampaignChecks
{
    /// <summary>A time filter that Brevo takes as a pair or not at all.</summary>
    public static void Window(DateTimeOffset? since, DateTimeOffset? until, string sinceName, string untilName, string parameter = "query")
    {
        if (since is null != until is null)
        {
            throw new ArgumentException(
                $"Brevo takes {sinceName} and {untilName} together only. Set {(since is null ? sinceName : untilName)} too, or neither.",
                parameter
            );
        }

        if (since > until)
        {
            throw new ArgumentException($"{sinceName} is later than {untilName}. Exchange them.", parameter);
        }
    }

    public static void Web(Uri? address, string name, string parameter = "request")
    {
        if (address is not null && !(address.IsAbsoluteUri && address.Scheme is "http" or "https"))
        {
            throw new ArgumentException(
                $"{name} must be an absolute http or https address: Brevo fetches or calls it from its own servers.",
                parameter
            );
        }
    }

    public static void Report(SendCampaignReportRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.To is not { Count: > 0 } || request.To.Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("To needs at least one address, and none of them empty.", nameof(request));
        }

        if (string.IsNullOrWhiteSpace(request.Body))
        {
            throw new ArgumentException("Body is empty. Brevo sends the report with a text only: give one.", nameof(request));
        }
    }

    public static void Status(CampaignStatusChange status)
    {
        if (string.IsNullOrEmpty(status.Value))
        {
            throw new ArgumentException("Give the change that is wanted, such as CampaignStatusChange.Suspend.", nameof(status));
        }
    }

    public static void NotEmpty(bool isEmpty, string parameter = "request")
    {
        if (isEmpty)
        {
            throw new ArgumentException("The update changes nothing. Set at least one member: Brevo refuses an empty one.", parameter);
        }
    }

    public static void Text(string? value, string name, string parameter = "request")
    {
        if (value is not null && string.IsNullOrWhiteSpace(value))
        {
            throw new ArgumentException($"{name} is empty. Give one, or leave it out.", parameter);
        }
    }
}
