using System.Security.Cryptography;
using System.Text;

namespace BrevoTd.Connector.Authentication;

/// <summary>Reads the query that a browser brought back. Nothing in it is trusted before its <c>state</c> has been verified.</summary>
internal static class AuthorizationCallback
{
    private const int MaxText = 2048;

    /// <summary>The authorisation code.</summary>
    /// <exception cref="AuthorizationFailedException">There is none, or it is not for this authorisation.</exception>
    public static string ReadCode(PendingAuthorization pending, Uri callback)
    {
        var query = Query(callback);
        var state = Single(query, "state");
        if (state is null || !SameState(state, pending.State))
        {
            throw new AuthorizationFailedException(
                "The callback does not belong to this authorisation: its state is missing or another one. Somebody may have followed a forged or an old link; begin the authorisation again."
            );
        }

        if (Single(query, "error") is { } error)
        {
            var description = Single(query, "error_description");
            throw new AuthorizationFailedException($"Brevo did not authorise the application{Remedy(error)}")
            {
                Error = TokenFailures.Code(error),
                ServiceMessage = description is { Length: > MaxText } ? description[..MaxText] : description,
            };
        }

        return Single(query, "code") is { Length: > 0 } code
            ? code
            : throw new AuthorizationFailedException(
                "The callback has neither a code nor an error: pass the whole address that the browser came back to, with its query, and begin the authorisation again."
            );
    }

    private static bool SameState(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private static string Remedy(string error) =>
        error switch
        {
            "access_denied" => " (access_denied): the person declined, or may not authorise applications. Ask an owner of the account.",
            "invalid_scope" => " (invalid_scope): ask only for scopes that exist and are granted to the application.",
            "unauthorized_client" => " (unauthorized_client): enable the authorisation code grant in the application's settings.",
            "invalid_request" => " (invalid_request): check ClientId and that the redirect URI is exactly one of those registered.",
            "server_error" or "temporarily_unavailable" => $" ({error}): the fault is on the service's side; begin again later.",
            _ => ": Error and ServiceMessage hold its own explanation. Begin the authorisation again.",
        };

    private static string? Single(List<KeyValuePair<string, string>> query, string name)
    {
        string? found = null;
        foreach (var pair in query)
        {
            if (pair.Key != name)
            {
                continue;
            }

            if (found is not null)
            {
                throw new AuthorizationFailedException(
                    $"The callback has more than one {name}, which the service does not send: begin the authorisation again."
                );
            }

            found = pair.Value;
        }

        return found;
    }

    private static List<KeyValuePair<string, string>> Query(Uri callback)
    {
        var text = callback.OriginalString;
        var end = text.IndexOf('#', StringComparison.Ordinal);
        text = end < 0 ? text : text[..end];
        var start = text.IndexOf('?', StringComparison.Ordinal);
        var pairs = new List<KeyValuePair<string, string>>();
        if (start < 0)
        {
            return pairs;
        }

        foreach (var part in text[(start + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            pairs.Add(equals < 0 ? new(Decode(part), "") : new(Decode(part[..equals]), Decode(part[(equals + 1)..])));
        }

        return pairs;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
