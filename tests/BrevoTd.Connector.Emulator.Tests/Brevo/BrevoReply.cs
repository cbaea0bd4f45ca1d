using System.Globalization;
using System.Net;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

/// <summary>A whole answer.</summary>
internal sealed record BrevoReply(HttpStatusCode Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public static async Task<BrevoReply> ReadAsync(HttpResponseMessage response) =>
        new(
            response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response
                .Headers.Concat(response.Content.Headers)
                .ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase)
        );

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public JsonElement Expect(HttpStatusCode status)
    {
        Assert.True(status == Status, $"Expected {status}, got {Status}: {Body}");
        return Body.Length == 0 ? default : Json;
    }

    public void ExpectNothing(HttpStatusCode status)
    {
        Assert.True(status == Status, $"Expected {status}, got {Status}: {Body}");
        Assert.Empty(Body);
    }

    /// <summary>Brevo's error model: code and message.</summary>
    public JsonElement ExpectError(int status, string code)
    {
        var error = Expect((HttpStatusCode)status);
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.False(string.IsNullOrEmpty(error.GetProperty("message").GetString()));
        return error;
    }

    public long Header(string name) => long.Parse(Headers[name], CultureInfo.InvariantCulture);
}
