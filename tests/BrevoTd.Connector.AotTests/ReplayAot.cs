using System.Net;
using System.Text;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.AotTests;

/// <summary>Dead letters out of a file become contacts.</summary>
internal static class ReplayAot
{
    public static (string Name, Func<Task> Run)[] All => [("dead letters are written, read and replayed", ReplayAsync)];

    private static async Task ReplayAsync()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using (var letters = new JsonLinesDeadLetterSink(path))
        {
            await letters.WriteAsync([
                new DeadLetter
                {
                    SinkName = "brevo.contacts.import",
                    RecordNumber = 1,
                    Outcome = RecordOutcome.DeadLettered,
                    Cause = OutcomeCause.NotSent,
                    Time = DateTimeOffset.UnixEpoch,
                    Partition = """{"listIds":[42]}""",
                    Body = """{"email":"a@example.com"}"""u8.ToArray(),
                },
            ]);
        }

        var stub = new Stub();
        var services = new ServiceCollection();
        services.AddBrevoClient(options => options.ApiKey = "aot").Http.ConfigurePrimaryHttpMessageHandler(() => stub);
        await using var provider = services.BuildServiceProvider();
        await using var writer = provider
            .GetRequiredService<BrevoClient>()
            .Contacts.CreateReplayWriter(new ContactImportWriterOptions { FirstLook = TimeSpan.FromMilliseconds(1) });
        var report = await writer.WriteAllAsync(DeadLetterReplay.ReadFileAsync(path));
        File.Delete(path);
        Expect.Equal("1 of 1", $"{report.Delivered} of {report.Read}");
        Expect.Equal(
            """{"listIds":[42],"updateExistingContacts":true,"emptyContactsAttributes":false,"disableNotification":true,"jsonBody":[{"email":"a@example.com"}]}""",
            stub.Import ?? ""
        );
    }

    private sealed class Stub : HttpMessageHandler
    {
        public string? Import { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var text = """{"id":78,"name":"IMPORTUSER","status":"completed","info":{"import":{"invalid_emails":0}}}""";
            if (request.Content is not null)
            {
                Import = await request.Content.ReadAsStringAsync(cancellationToken);
                text = """{"processId":78}""";
            }

            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
        }
    }
}
