using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Testing;

/// <summary>
/// Outermost in a client's pipeline: after each call it knows the credential that went with it, and what a token endpoint was asked with and answered.
/// </summary>
internal sealed class CredentialHarvester : DelegatingHandler
{
    private static readonly string[] s_headers = ["api-key", "Authorization"];
    private static readonly string[] s_secrets =
    [
        "access_token",
        "assertion",
        "client_secret",
        "code",
        "code_verifier",
        "id_token",
        "password",
        "refresh_token",
    ];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = request.Content is FormUrlEncodedContent content ? await content.ReadAsStringAsync(cancellationToken) : null;
        LearnForm(form);
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (form is not null && IsJson(response.Content.Headers.ContentType))
            {
                LearnJson(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            }

            return response;
        }
        finally
        {
            LearnHeaders(request.Headers);
        }
    }

    private static bool IsJson(MediaTypeHeaderValue? type) => type?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == true;

    private static void LearnHeaders(HttpRequestHeaders headers)
    {
        foreach (var name in s_headers)
        {
            if (!headers.NonValidated.TryGetValues(name, out var values))
            {
                continue;
            }

            foreach (var value in values)
            {
                var credential = value[(value.IndexOf(' ', StringComparison.Ordinal) + 1)..];
                Canaries.Learn(credential, "sent in " + name);
                if (value.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
                {
                    var pair = Encoding.UTF8.GetString(Convert.FromBase64String(credential));
                    Canaries.Learn(pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..], "sent in " + name);
                }
            }
        }
    }

    private static void LearnForm(string? form)
    {
        foreach (var field in form?.Split('&') ?? [])
        {
            var parts = field.Split('=', 2);
            if (parts.Length == 2 && s_secrets.Contains(parts[0]))
            {
                Canaries.Learn(Uri.UnescapeDataString(parts[1].Replace('+', ' ')), "sent as " + parts[0]);
            }
        }
    }

    private static void LearnJson(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return;
            }

            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (s_secrets.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.String)
                {
                    Canaries.Learn(member.Value.GetString(), "answered as " + member.Name);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Some tests let the endpoint answer nonsense.
        }
    }
}
