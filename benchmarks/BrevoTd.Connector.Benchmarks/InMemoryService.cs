using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace BrevoTd.Connector.Benchmarks;

/// <summary>Stands where the socket would be and answers at once, with the headers that Brevo sends: what is left is the cost of the stages above it.</summary>
internal sealed class InMemoryService : HttpMessageHandler
{
    private static readonly MediaTypeHeaderValue s_json = new("application/json");
    private readonly byte[] _body;

    /// <summary>A service whose every answer is a contact.</summary>
    /// <param name="bytes">Length of the answer.</param>
    public InMemoryService(int bytes) => _body = Contact(bytes);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(_body), RequestMessage = request };
        response.Content.Headers.ContentType = s_json;
        response.Headers.TryAddWithoutValidation("x-sib-ratelimit-limit", "1000000");
        response.Headers.TryAddWithoutValidation("x-sib-ratelimit-remaining", "999999");
        response.Headers.TryAddWithoutValidation("x-sib-ratelimit-reset", "1");
        return Task.FromResult(response);
    }

    /// <summary>A contact with as many attributes as fill the length; its last one is as long as it takes.</summary>
    private static byte[] Contact(int bytes)
    {
        var json = new StringBuilder(
            """{"id":42,"email":"customer000042@example.com","emailBlacklisted":false,"listIds":[3,5],"attributes":{"""
        );
        for (var i = 0; json.Length < bytes - 60; i++)
        {
            json.Append("\"ATTRIBUTE").Append(i).Append("\":\"Lindqvist\",");
        }

        json.Append("\"LAST\":\"");
        json.Append('x', bytes - json.Length - 3).Append("\"}}");
        var body = Encoding.UTF8.GetBytes(json.ToString());
        return body.Length == bytes ? body : throw new InvalidOperationException($"The answer has {body.Length} bytes instead of {bytes}.");
    }
}
