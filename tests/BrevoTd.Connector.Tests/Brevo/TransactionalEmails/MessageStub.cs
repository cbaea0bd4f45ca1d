using System.Text.Json.Nodes;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Tests.Brevo.Conformance;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Tests.Brevo.TransactionalEmails;

/// <summary>A client whose service is a function over requests, with repeats that do not wait.</summary>
internal sealed class MessageStub : IAsyncDisposable
{
    private readonly StubService _stub = new();
    private readonly ServiceProvider _owner;

    public MessageStub(Func<SentRequest, (int Status, string? Body)?> answer)
    {
        _stub.Answer = answer;
        (Client, _owner) = _stub.Connect(options =>
        {
            options.MaxRetries = 2;
            options.RetryBaseDelay = TimeSpan.Zero;
            options.RetryMaxDelay = TimeSpan.Zero;
        });
    }

    public BrevoClient Client { get; }

    public IReadOnlyList<SentRequest> Sent => _stub.Sent;

    public JsonObject LastBody => JsonNode.Parse(_stub.Sent[^1].Body!)!.AsObject();

    /// <summary>A service that answers everything alike.</summary>
    public static MessageStub Answering(int status, string? body = null) => new(_ => (status, body));

    /// <summary>Loses the first answer of an operation.</summary>
    public MessageStub Losing(string operation)
    {
        _stub.Losing = Manifest.Get(operation);
        return this;
    }

    public ValueTask DisposeAsync() => _owner.DisposeAsync();
}

/// <summary>Reads parameters of a request.</summary>
internal static class SentRequestExtensions
{
    public static string? Query(this SentRequest request, string name) =>
        request.Query.Where(pair => pair.Key == name).Select(pair => pair.Value).SingleOrDefault();
}
