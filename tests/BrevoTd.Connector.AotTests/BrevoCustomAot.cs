using System.Net;
using System.Text;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.AotTests;

/// <summary>A path that has no method, with types of the caller's own.</summary>
internal static class BrevoCustomAot
{
    public static (string Name, Func<Task> Run)[] All => [("a path without a method is sent", RunAsync)];

    private static async Task RunAsync()
    {
        var services = new ServiceCollection();
        services.AddBrevoClient(o => o.ApiKey = "xkeysib-aot").Http.ConfigurePrimaryHttpMessageHandler(() => new Answers());
        await using var provider = services.BuildServiceProvider();
        var request = new CustomRequest
        {
            Method = HttpMethod.Put,
            Route = "loyalty/config/programs/{pid}",
            RouteValues = new Dictionary<string, string> { ["pid"] = "a b" },
            MayRepeat = true,
        };

        var program = await provider
            .GetRequiredService<BrevoClient>()
            .SendAsync(
                request,
                new LoyaltyProgram { Name = "Gold" },
                CustomAotContext.Default.LoyaltyProgram,
                CustomAotContext.Default.LoyaltyProgram
            );

        Expect.Equal("Gold of a%20b", program.Name);
    }

    private sealed class Answers : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            Expect.Equal("""{"name":"Gold"}""", body);
            var id = request.RequestUri!.AbsolutePath.Split('/')[^1];
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent($$"""{"name":"Gold of {{id}}"}""", Encoding.UTF8, "application/json"),
            };
        }
    }
}

internal sealed record LoyaltyProgram
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }
}

[JsonSerializable(typeof(LoyaltyProgram))]
internal sealed partial class CustomAotContext : JsonSerializerContext;
