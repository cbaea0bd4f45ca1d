using System.Net;
using System.Text;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Quotas;
using BrevoTd.Connector.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>A client over the real pipeline whose every operation is answered out of the manifest, and what it sent.</summary>
internal sealed class StubService : HttpMessageHandler
{
    private const string Base = "https://api.brevo.com/v3/";

    private readonly List<SentRequest> _sent = [];

    public IReadOnlyList<SentRequest> Sent => _sent;

    /// <summary>Answers an operation; <see langword="null"/> leaves it to the manifest.</summary>
    public Func<SentRequest, (int Status, string? Body)?> Answer { get; set; } = static _ => null;

    /// <summary>The operation whose first answer does not arrive.</summary>
    public ManifestOperation? Losing { get; set; }

    /// <summary>A client whose socket this is.</summary>
    public (BrevoClient Client, ServiceProvider Owner) Connect(Action<BrevoClientOptions>? configure = null)
    {
        var services = new ServiceCollection();
        var builder = services.AddBrevoClient(options =>
        {
            options.ApiKey = Canaries.ApiKey();
            options.MaxRetries = 0;
            configure?.Invoke(options);
        });
        builder.Http.ConfigurePrimaryHttpMessageHandler(() => this);
        builder.UseQuotaLimiter(_ => new NoLimit());
        var provider = services.BuildServiceProvider();
        return (provider.GetRequiredService<BrevoClient>(), provider);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.AbsoluteUri;
        Assert.StartsWith(Base, address, StringComparison.Ordinal);
        var parts = address[Base.Length..].Split('?', 2);
        var path = string.Join('/', parts[0].Split('/').Select(Uri.UnescapeDataString).Select(segment => segment.Replace('/', '\u2215')));
        var sent = new SentRequest(
            Manifest.Find(request.Method.Method, path),
            request.Method.Method,
            path.Split('/'),
            parts.Length == 2 ? Query(parts[1]) : [],
            request.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            request.Content?.Headers.ContentType?.MediaType,
            request.Content is null ? null : Encoding.Latin1.GetString(await request.Content.ReadAsByteArrayAsync(cancellationToken))
        );
        _sent.Add(sent);
        if (Losing is not null && sent.Operation == Losing)
        {
            Losing = null;
            throw new HttpRequestException(HttpRequestError.ResponseEnded);
        }

        var (status, body) = Answer(sent) ?? Default(sent);
        var response = new HttpResponseMessage((HttpStatusCode)status);
        if (body is not null)
        {
            response.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return response;
    }

    private static (int Status, string? Body) Default(SentRequest sent)
    {
        if (sent.Operation is not { } operation)
        {
            return (404, """{"code":"document_not_found","message":"No such path."}""");
        }

        var answer = operation.Answers[0];
        return (answer.Status, answer.Schema is null ? null : AnswerBuilder.Full(operation, answer).ToJsonString());
    }

    private static List<KeyValuePair<string, string>> Query(string text) =>
        [
            .. text.Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('=', 2))
                .Select(pair =>
                    KeyValuePair.Create(Uri.UnescapeDataString(pair[0]), pair.Length == 2 ? Uri.UnescapeDataString(pair[1]) : "")
                ),
        ];

    private sealed class NoLimit : IQuotaLimiter
    {
        public ValueTask<QuotaLease> AcquireAsync(QuotaRequest request, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(QuotaLease.Granted("none", TimeSpan.Zero));

        public void Observe(QuotaObservation observation)
        {
            // Nothing is limited, so nothing is learned.
        }

        public QuotaSnapshot Snapshot() => new();
    }
}
