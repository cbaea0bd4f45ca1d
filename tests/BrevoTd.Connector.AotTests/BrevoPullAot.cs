using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Sync;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.AotTests;

/// <summary>Contacts out of a listing into a table, with the columns of their attributes, their JSON, and a cursor that is kept.</summary>
internal static class BrevoPullAot
{
    private const string Contacts = """
        {"contacts":[{"id":7,"email":"a@example.com","modifiedAt":"2026-11-01T10:00:00.000Z","listIds":[2],"attributes":{"LTV":1.5,"NAME":"Ada"}}],"count":1}
        """;

    private const string Attributes =
        """{"attributes":[{"name":"LTV","category":"normal","type":"float"},{"name":"NAME","category":"normal","type":"text"}]}""";

    public static (string Name, Func<Task> Run)[] All => [("a pull of contacts fills its table and keeps its cursor", LoadAsync)];

    private static async Task LoadAsync()
    {
        var sent = new List<string>();
        var services = new ServiceCollection();
        services.AddBrevoClient(options => options.ApiKey = "aot").Http.ConfigurePrimaryHttpMessageHandler(() => new Stub(Brevo, sent));
        services
            .AddTreasureDataClient(options => options.ApiKey = "1/aot")
            .Http.ConfigurePrimaryHttpMessageHandler(() => new Stub(TreasureData, sent));
        await using var provider = services.BuildServiceProvider();
        var store = new Store();
        var result = await BrevoPulls
            .Contacts(withRawJson: true)
            .LoadAsync(
                provider.GetRequiredService<BrevoClient>(),
                provider.GetRequiredService<TreasureDataClient>(),
                "crm",
                store,
                "nightly"
            );

        Expect.Equal("contacts: read 1, written 1, duplicates 0, rejected 0, skipped 0, 1 rows, 2 calls", result.ToString());
        Expect.Equal("2", sent.Count(path => path.Contains("/import_with_id/", StringComparison.Ordinal)).ToString());
        Expect.Equal("True", (PullCursor.Parse(new PullCursor { Since = DateTimeOffset.UnixEpoch }.ToJson()).Since is not null).ToString());
        Expect.Equal("True", (store.Document?.Length > 0).ToString());
    }

    private static (HttpStatusCode, string) Brevo(string path) =>
        (HttpStatusCode.OK, path.EndsWith("/contacts/attributes", StringComparison.Ordinal) ? Attributes : Contacts);

    private static (HttpStatusCode, string) TreasureData(string path) =>
        path.Contains("/table/show/", StringComparison.Ordinal)
            ? (HttpStatusCode.NotFound, """{"error":"none"}""")
            : (HttpStatusCode.OK, """{"database":"crm","table":"t","type":"log"}""");

    private sealed class Stub(Func<string, (HttpStatusCode Status, string Body)> answer, List<string> sent) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            sent.Add(path);
            var (status, body) = answer(path);
            return Task.FromResult(
                new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") }
            );
        }
    }

    private sealed class Store : ISyncStore
    {
        public byte[]? Document { get; private set; }

        public Task<SyncLease?> TryAcquireLeaseAsync(
            string job,
            string owner,
            TimeSpan duration,
            CancellationToken cancellationToken = default
        ) => Task.FromResult<SyncLease?>(null);

        public Task<SyncLease?> RenewLeaseAsync(SyncLease lease, TimeSpan duration, CancellationToken cancellationToken = default) =>
            Task.FromResult<SyncLease?>(null);

        public Task ReleaseLeaseAsync(SyncLease lease, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task<byte[]?> ReadDocumentAsync(string job, string name, CancellationToken cancellationToken = default) =>
            Task.FromResult(Document);

        public Task WriteDocumentAsync(string job, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
        {
            Document = content.ToArray();
            return Task.CompletedTask;
        }

        public async IAsyncEnumerable<SyncMark> ReadMarksAsync(
            string set,
            [EnumeratorCancellation] CancellationToken cancellationToken = default
        )
        {
            await Task.CompletedTask;
            yield break;
        }

        public Task WriteMarksAsync(string set, IReadOnlyList<SyncMark> marks, CancellationToken cancellationToken = default) =>
            Task.CompletedTask;

        public Task DeleteMarksAsync(string set, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
