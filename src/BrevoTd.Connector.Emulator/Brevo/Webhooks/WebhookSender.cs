using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Makes one call, as the webhook was registered.</summary>
internal sealed class WebhookSender : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly HttpClient _client = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
        }
    )
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };

    public WebhookSender(TimeProvider clock) => _clock = clock;

    /// <summary>How long Brevo waits for an answer is not documented.</summary>
    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the emulator calls that address at all.</summary>
    public static bool Reaches(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.IsLoopback;

    /// <returns>The status, or <see langword="null"/> if there was no answer.</returns>
    public async Task<int?> SendAsync(WebhookRegistration webhook, byte[] body, CancellationToken cancellationToken)
    {
        var address = new Uri(webhook.Url);
        using var request = new HttpRequestMessage(HttpMethod.Post, new UriBuilder(address) { UserName = "", Password = "" }.Uri);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (key, value) in webhook.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(key, value))
                request.Content.Headers.TryAddWithoutValidation(key, value);
        }

        if (webhook.AuthToken is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        else if (address.UserInfo.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo)))
            );

        using var timeout = new CancellationTokenSource(Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await _client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token)
                .ConfigureAwait(false);
            return (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();
}
