using System.Net;
using System.Text.Json;
using BrevoTd.Connector.Emulator.Brevo;
using BrevoTd.Connector.Emulator.Tests.Brevo;

namespace BrevoTd.Connector.Emulator.Tests.Hosting;

public sealed class FolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("emulator").FullName;

    private string Journal => Path.Combine(_folder, "brevo", "journal");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StartAsync_FolderFromBefore_EverythingIsThere(bool compacted)
    {
        string[] paths =
        [
            "account",
            "contacts/attributes",
            "contacts/folders",
            "contacts/lists?sort=asc",
            "contacts?sort=asc",
            "contacts/lists/2/contacts",
        ];
        List<string> before = [];
        string key;
        JsonElement import;
        string[] report;
        await using (var brevo = await StartAsync())
        {
            key = brevo.Brevo.ApiKey;
            brevo.Brevo.AddAttribute("AGE", "float");
            brevo.Brevo.AddAttribute("GONE");
            brevo.Brevo.AddAttribute("M", "multiple-choice", "a", "b");
            brevo.Brevo.AddCategoryAttribute("GENDER", "Men", "Women");
            await brevo.PostAsync("contacts/folders", """{"name":"F"}""");
            var list = brevo.Brevo.AddList("L");
            var gone = brevo.Brevo.AddList("gone");
            import = await brevo.ImportAsync(
                $$$"""{"listIds":[2,{{{list}}},{{{gone}}}],"jsonBody":[{"email":"a@example.com","attributes":{"AGE":33.5,"M":["a"],"GENDER":"Men","FIRSTNAME":"Zoë","GONE":"x","SMS":"33612345678"}},{"email":"bad"},{"email":"c@example.com"}]}"""
            );
            report = await BrevoHttp.ReportAsync(import, "invalid_emails");
            await brevo.PostAsync("contacts", """{"ext_id":"e1","emailBlacklisted":true,"smtpBlacklistSender":["s@example.com"]}""");
            await brevo.PostAsync("contacts", """{"email":"late@example.com"}""");
            await brevo.PutAsync("contacts/2", """{"unlinkListIds":[2],"attributes":{"EMAIL":"c2@example.com"}}""");
            await brevo.DeleteAsync("contacts/late%40example.com");
            await brevo.DeleteAsync($"contacts/lists/{gone}");
            await brevo.DeleteAsync("contacts/attributes/normal/GONE");
            await brevo.PutAsync("contacts/lists/2", """{"name":"renamed"}""");
            foreach (var path in paths)
                before.Add((await brevo.GetAsync(path)).Body);
        }

        if (compacted)
        {
            var length = new FileInfo(Journal).Length;
            using (var store = new BrevoStore())
            {
                store.OpenJournal(Journal);
                store.Compact();
            }

            Assert.True(new FileInfo(Journal).Length < length);
        }

        await using (var brevo = await StartAsync())
        {
            Assert.Equal(key, brevo.Brevo.ApiKey);
            for (var i = 0; i < paths.Length; i++)
                Assert.Equal(before[i], (await brevo.GetAsync(paths[i])).Body);
            Assert.Equal(3, brevo.Brevo.ContactCount);
            (await brevo.GetAsync("contacts/c%40example.com")).ExpectError(404, "document_not_found");
            // The report has the new address of the same file.
            var again = (await brevo.GetAsync("processes/1")).Json.GetProperty("info").GetProperty("import");
            Assert.Equal(report, await BrevoHttp.ReportAsync(again, "invalid_emails"));
            Assert.Equal(
                new Uri(import.GetProperty("invalid_emails").GetString()!).AbsolutePath,
                new Uri(again.GetProperty("invalid_emails").GetString()!).AbsolutePath
            );
            // Ids go on where they were.
            Assert.Equal(5, brevo.Brevo.AddContact("next@example.com"));
            Assert.Equal("33612345678", brevo.Brevo.FindContact("a@example.com")!.Attributes["SMS"]);
            (await brevo.PostAsync("contacts", """{"email":"x@example.com","attributes":{"SMS":"33612345678"}}""")).ExpectError(
                400,
                "duplicate_parameter"
            );
        }
    }

    [Fact]
    public async Task StartAsync_ImportAcceptedBeforeTheEnd_IsFinished()
    {
        long process;
        await using (var brevo = await StartAsync(static o => o.ImportProcessingTime = TimeSpan.FromDays(1)))
        {
            var accepted = await brevo.PostAsync(
                "contacts/import",
                """{"newList":{"listName":"new","folderId":1},"jsonBody":[{"email":"a@example.com"},{"email":"bad"}]}"""
            );
            process = accepted.Expect(HttpStatusCode.Accepted).GetProperty("processId").GetInt64();
            Assert.Equal(0, brevo.Brevo.ContactCount);
        }

        var later = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(2));
        await using (var brevo = await StartAsync(o => o.TimeProvider = later))
        {
            var ended = await brevo.EndOfProcessAsync(process);
            Assert.Equal("completed", ended.GetProperty("status").GetString());
            Assert.Equal(["EMAIL", "bad"], await BrevoHttp.ReportAsync(ended.GetProperty("info").GetProperty("import"), "invalid_emails"));
            Assert.Equal([3L], brevo.Brevo.FindContact("a@example.com")!.ListIds);
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "brevo", "imports")));
    }

    [Fact]
    public async Task StartAsync_TornLastChange_KeepsTheOthersAndGoesOn()
    {
        await using (var brevo = await StartAsync())
        {
            brevo.Brevo.AddContact("a@example.com");
            brevo.Brevo.AddContact("torn@example.com");
        }

        using (var journal = new FileStream(Journal, FileMode.Open))
            journal.SetLength(journal.Length - 1);
        await using (var brevo = await StartAsync())
        {
            Assert.Equal(["a@example.com"], brevo.Brevo.EnumerateContacts().Select(static c => c.Email));
            brevo.Brevo.AddContact("b@example.com");
        }

        await using (var brevo = await StartAsync())
            Assert.Equal(["a@example.com", "b@example.com"], brevo.Brevo.EnumerateContacts().Select(static c => c.Email));
    }

    [Fact]
    public async Task StartAsync_FolderInUse_SaysSo()
    {
        await using var brevo = await StartAsync();
        var exception = await Assert.ThrowsAsync<IOException>(() =>
            ConnectorEmulator.StartAsync(new ConnectorEmulatorOptions { Folder = _folder }, TestContext.Current.CancellationToken)
        );
        Assert.Contains("in use by another emulator", exception.Message, StringComparison.Ordinal);
        (await brevo.GetAsync("account")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task StartAsync_OwnKeyOnOldFolder_ReplacesTheKey()
    {
        await using (await StartAsync()) { }

        await using (var brevo = await StartAsync(static o => o.BrevoApiKey = "mine"))
            Assert.Equal("mine", brevo.Brevo.ApiKey);
        await using (var brevo = await StartAsync())
            Assert.Equal("mine", brevo.Brevo.ApiKey);
    }

    private Task<BrevoHttp> StartAsync(Action<ConnectorEmulatorOptions>? configure = null) =>
        BrevoHttp.StartAsync(o =>
        {
            o.Folder = _folder;
            configure?.Invoke(o);
        });
}
