using System.Net;
using System.Text;
using System.Text.Json;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;
using BrevoTd.Connector.Testing;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Tests.Http;

/// <summary>Whatever comes back, the call ends with an exception of the family, and nothing of the body is in its message.</summary>
public sealed class ErrorFuzzTests
{
    private const long Samples = 1500;

    private static readonly string[] s_canaries = ["canary-secret.person@example.com", "xkeysib-canary7f3a9c", "+33698765432"];
    private static readonly CanarySearch s_search = new(s_canaries);
    private static readonly string[] s_names =
    [
        "code",
        "message",
        "error",
        "errors",
        "metadata",
        "duplicate_identifiers",
        "details",
        "conflicts_with",
        "text",
        "title",
        "error_description",
        "Message",
        "x",
        s_canaries[0],
    ];

    private static readonly Gen<string> s_string = Gen.OneOf(
        Gen.OneOfConst(s_canaries),
        Gen.OneOfConst(s_names),
        Gen.String[0, 40],
        Gen.OneOfConst("invalid_parameter", "\u0000", "\ud800", "IP", "<html>", "")
    );

    private static readonly Gen<string> s_json = Gen.Recursive<string>(
        (depth, self) =>
            depth > 3
                ? s_string.Select(Quote)
                : Gen.OneOf(
                    s_string.Select(Quote),
                    Gen.Long.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                    Gen.OneOfConst("null", "true", "1e999", "-0", "\"\\ud800\"", "{}", "[]"),
                    self.Array[0, 4].Select(items => $"[{string.Join(",", items)}]"),
                    Gen.Select(Gen.OneOfConst(s_names), self).Array[0, 5].Select(Object),
                    Gen.Select(Gen.OneOfConst(s_names), self).Array[1, 5].Select(Object)
                )
    );

    // The services' own shapes, with a canary wherever a text stands.
    private static readonly Gen<string> s_shape = Gen.Select(
        Gen.OneOf(Gen.OneOfConst(s_canaries), s_string),
        Gen.OneOf(Gen.OneOfConst(s_canaries), s_string),
        (one, other) =>
            $$$"""{"code":{{{Quote(one)}}},"message":{{{Quote(other)}}},"error":{{{Quote(one)}}},"metadata":{"duplicate_identifiers":[{{{Quote(one)}}}]},"details":{"conflicts_with":{{{Quote(other)}}} } }"""
    );

    private static readonly Gen<byte[]> s_body = Gen.OneOf(
        s_shape.Select(Encoding.UTF8.GetBytes),
        Gen.Byte.Array[0, 300],
        s_json.Select(Encoding.UTF8.GetBytes),
        Gen.Select(s_json.Select(Encoding.UTF8.GetBytes), Gen.Int[0, 200]).Select((bytes, cut) => bytes[..Math.Min(cut, bytes.Length)]),
        s_json.Select(text => Encoding.UTF8.GetBytes($"<html><title>{text}</title>{text}</html>")),
        Gen.Int[50, 3000].Select(depth => Encoding.UTF8.GetBytes(new string('[', depth) + Quote(s_canaries[0]))),
        Gen.Int[50, 3000]
            .Select(depth => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"error":""", depth)) + Quote(s_canaries[0])))
    );

    private static readonly Gen<Answer> s_answer = Gen.Select(
        Gen.OneOf(Gen.Int[200, 599], Gen.OneOfConst(401, 403, 404, 409, 429, 503), Gen.Int[100, 999]),
        s_body,
        Gen.OneOfConst("application/json", "text/html", "text/plain; charset=utf-16", "application/problem+json", "nonsense", ""),
        Gen.OneOfConst("", "", "", "gzip", "br", "deflate", "zstd", "gzip, br", "identity"),
        Gen.Bool,
        Gen.OneOfConst("", "5", "x", "-3", "1e400", "Tue, 24 Nov 2099 08:00:00 GMT"),
        (status, body, type, encoding, packed, number) => new Answer(status, body, type, encoding, packed, number)
    );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answer_OfAnyStatusAndBody_EndsInTheFamilyAndTellsNothing(bool brevo)
    {
        await using var pipeline = brevo
            ? Pipeline.Brevo(Bare, builder => builder.UseQuotaLimiter(_ => new LocalQuotaLimiter([])))
            : Pipeline.TreasureData(Bare, builder => builder.UseQuotaLimiter(_ => new LocalQuotaLimiter([])));

        await s_answer.SampleAsync(
            async answer =>
            {
                pipeline.Handler.Otherwise = (_, _) => Task.FromResult(answer.ToResponse());

                var thrown = await Record.ExceptionAsync(() => pipeline.Call());

                if (thrown is not null)
                {
                    var known = Assert.IsAssignableFrom<ConnectorException>(thrown);
                    Assert.True(answer.IsSuccess ? known is not ServiceException : known is ServiceException, known.GetType().Name);
                    Assert.Empty(s_search.FindIn(thrown.ToString()));
                    if (known is ServiceException refusal)
                    {
                        string?[] members = [refusal.ErrorCode, refusal.ConflictsWith, .. refusal.DuplicateIdentifiers];
                        Assert.Empty(members.OfType<string>().Intersect(s_canaries));
                    }

                    Assert.InRange(thrown.Message.Length, 20, 1000);
                }
                else
                {
                    Assert.True(answer.IsSuccess);
                }
            },
            iter: Samples,
            threads: 1
        );

        var logged = string.Join('\n', pipeline.Logs.GetSnapshot().Select(record => record.Message));
        Assert.Empty(s_search.FindIn(logged));
    }

    private static void Bare(ServiceClientOptions options)
    {
        options.MaxRetries = 0;
        options.BreakerDuration = TimeSpan.Zero;
        options.MaxAnswerBytes = 5000;
        options.MaxErrorBytes = 2000;
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text);

    private static string Object((string Name, string Value)[] members) =>
        "{" + string.Join(",", members.Select(member => Quote(member.Name) + ":" + member.Value)) + "}";

    private sealed record Answer(int Status, byte[] Body, string Type, string Encoding, bool Packed, string Number)
    {
        public bool IsSuccess => Status is >= 200 and < 300;

        public HttpResponseMessage ToResponse()
        {
            var body = Packed && Encoding is "gzip" or "br" or "deflate" ? AnswerTests.Compress(Body, Encoding) : Body;
            var response = new HttpResponseMessage((HttpStatusCode)Status) { Content = new ByteArrayContent(body) };
            response.Content.Headers.TryAddWithoutValidation("Content-Type", Type);
            if (Encoding.Length > 0)
            {
                response.Content.Headers.TryAddWithoutValidation("Content-Encoding", Encoding);
            }

            response.Headers.TryAddWithoutValidation("Retry-After", Number);
            response.Headers.TryAddWithoutValidation("x-sib-ratelimit-reset", Number);
            response.Headers.TryAddWithoutValidation("x-sib-ratelimit-remaining", Number);
            response.Headers.TryAddWithoutValidation("x-request-id", s_canaries[1] + new string('r', 300));
            return response;
        }

        public override string ToString() => $"{Status} {Type} {Encoding} {Packed} {Number} {Convert.ToBase64String(Body)}";
    }
}
