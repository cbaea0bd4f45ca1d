using System.Net;
using System.Text;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.AotTests;

/// <summary>Rows out of dictionaries, by single requests and by the Data Ingestion API.</summary>
internal static class TreasureDataLoadAot
{
    public static (string Name, Func<Task> Run)[] All =>
        [
            ("a load goes by streaming import", LoadIsImportedAsync),
            ("a load goes by the Data Ingestion API and reads its receipts", LoadIsIngestedAsync),
        ];

    private static async Task LoadIsImportedAsync()
    {
        var result = await LoadAsync(TdWritePath.StreamingImport, """{"database":"crm","table":"events"}""");
        Expect.Equal("StreamingImport: read 2, skipped 0, delivered 2, rejected 0, dead-lettered 0, unverified 0", result.ToString());
    }

    private static async Task LoadIsIngestedAsync()
    {
        var result = await LoadAsync(TdWritePath.Ingestion, """{"receipts":[{"success":true},{"success":false,"error":"no"}]}""");
        Expect.Equal("Ingestion: read 2, skipped 0, delivered 1, rejected 1, dead-lettered 0, unverified 0", result.ToString());
    }

    private static async Task<TdLoadResult> LoadAsync(TdWritePath path, string answer)
    {
        var services = new ServiceCollection();
        services.AddTreasureDataClient(options => options.ApiKey = "1/aot").Http.ConfigurePrimaryHttpMessageHandler(() => new Stub(answer));
        await using var provider = services.BuildServiceProvider();
        IReadOnlyDictionary<string, object?>[] rows =
        [
            new Dictionary<string, object?> { ["email"] = "a@example.com", ["score"] = 0.5 },
            new Dictionary<string, object?> { ["email"] = "b@example.com", ["at"] = DateTimeOffset.UnixEpoch },
        ];
        return await provider
            .GetRequiredService<TreasureDataClient>()
            .LoadAsync(
                "crm",
                "events",
                rows,
                conversion: new TdRowConversion { Time = TdRowTime.OfImport },
                options: new TdLoadOptions { Path = path, CheckBeforeSending = false }
            );
    }

    private sealed class Stub(string answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(
                new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") }
            );
    }
}
