using System.Net;
using BrevoTd.Connector.Emulator.Tests.Brevo;

namespace BrevoTd.Connector.Emulator.Tests.Hosting;

public sealed class ConnectorEmulatorTests
{
    [Fact]
    public async Task StartAsync_Defaults_BothOnLoopback()
    {
        await using var emulator = await ConnectorEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Matches("^http://127\\.0\\.0\\.1:[0-9]+/v3/$", emulator.Brevo.BaseAddress.AbsoluteUri);
        Assert.Matches("^http://127\\.0\\.0\\.1:[0-9]+/$", emulator.TreasureData.BaseAddress.AbsoluteUri);
        Assert.Matches("^xkeysib-[0-9a-f]{64}-[0-9a-f]{16}$", emulator.Brevo.ApiKey);
        Assert.Matches("^1/[0-9a-f]{40}$", emulator.TreasureData.ApiKey);
        Assert.Equal(HttpStatusCode.OK, await AccountAsync(emulator, emulator.Brevo.ApiKey));
    }

    [Fact]
    public async Task StartAsync_SeveralAtOnce_ShareNothing()
    {
        var emulators = await Task.WhenAll(
            Enumerable
                .Range(1, 5)
                .Select(static seed =>
                    ConnectorEmulator.StartAsync(new ConnectorEmulatorOptions { Seed = seed }, TestContext.Current.CancellationToken)
                )
        );
        try
        {
            Assert.Equal(
                10,
                emulators.SelectMany(static e => new[] { e.Brevo.BaseAddress.Port, e.TreasureData.BaseAddress.Port }).Distinct().Count()
            );
            emulators[0].Brevo.AddContact("a@example.com");
            Assert.Equal([1, 0, 0, 0, 0], emulators.Select(static e => e.Brevo.ContactCount));
            Assert.Equal(HttpStatusCode.Unauthorized, await AccountAsync(emulators[0], emulators[1].Brevo.ApiKey));
            await emulators[0].DisposeAsync();
            Assert.Equal(HttpStatusCode.OK, await AccountAsync(emulators[1], emulators[1].Brevo.ApiKey));
        }
        finally
        {
            foreach (var emulator in emulators)
                await emulator.DisposeAsync();
        }
    }

    [Fact]
    public async Task StartAsync_SameSeed_SameKeys()
    {
        await using var first = await ConnectorEmulator.StartAsync(
            new ConnectorEmulatorOptions { Seed = 3 },
            TestContext.Current.CancellationToken
        );
        await using var same = await ConnectorEmulator.StartAsync(
            new ConnectorEmulatorOptions { Seed = 3 },
            TestContext.Current.CancellationToken
        );
        await using var other = await ConnectorEmulator.StartAsync(
            new ConnectorEmulatorOptions { Seed = 4 },
            TestContext.Current.CancellationToken
        );
        Assert.Equal(first.Brevo.ApiKey, same.Brevo.ApiKey);
        Assert.NotEqual(first.Brevo.ApiKey, other.Brevo.ApiKey);
    }

    [Fact]
    public async Task StartAsync_OwnKeys_AcceptedAsTheyAre()
    {
        await using var emulator = await ConnectorEmulator.StartAsync(
            new ConnectorEmulatorOptions { BrevoApiKey = "my-key", TreasureDataApiKey = "1/abc" },
            TestContext.Current.CancellationToken
        );
        Assert.Equal("my-key", emulator.Brevo.ApiKey);
        Assert.Equal("1/abc", emulator.TreasureData.ApiKey);
        Assert.Equal(HttpStatusCode.OK, await AccountAsync(emulator, "my-key"));
    }

    [Fact]
    public async Task StartAsync_PortInUse_OneClearSentence()
    {
        await using var first = await ConnectorEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var port = first.Brevo.BaseAddress.Port;
        var exception = await Assert.ThrowsAsync<IOException>(() =>
            ConnectorEmulator.StartAsync(new ConnectorEmulatorOptions { BrevoPort = port }, TestContext.Current.CancellationToken)
        );
        Assert.Equal(
            $"Brevo cannot listen on 127.0.0.1:{port}: the port is in use. Choose another one, or 0 for any free one.",
            exception.Message
        );
    }

    public static TheoryData<string, Action<ConnectorEmulatorOptions>> BadOptions =>
        new()
        {
            { "BrevoPort", static o => o.BrevoPort = -1 },
            { "TreasureDataPort", static o => o.TreasureDataPort = 65_536 },
            { "TreasureDataPort", static o => o.BrevoPort = o.TreasureDataPort = 4_000 },
            { "BrevoApiKey", static o => o.BrevoApiKey = "" },
            { "TreasureDataApiKey", static o => o.TreasureDataApiKey = "with space" },
            { "Folder", static o => o.Folder = " " },
            { "TimeProvider", static o => o.TimeProvider = null! },
            { "BrevoTier", static o => o.BrevoTier = (BrevoEmulatorTier)9 },
            { "ImportProcessingTime", static o => o.ImportProcessingTime = TimeSpan.FromSeconds(-1) },
            { "ImportTimePerRow", static o => o.ImportTimePerRow = TimeSpan.FromSeconds(-1) },
            { "ImportBodyLimit", static o => o.ImportBodyLimit = 0 },
            { "BrevoChoices", static o => o.BrevoChoices = null! },
            { "ReportSeparator", static o => o.BrevoChoices = new BrevoEmulatorChoices { ReportSeparator = '|' } },
            { "ReportHeader", static o => o.BrevoChoices = new BrevoEmulatorChoices { ReportHeader = (BrevoReportHeader)9 } },
            { "ReportLifetime", static o => o.BrevoChoices = new BrevoEmulatorChoices { ReportLifetime = TimeSpan.FromDays(-1) } },
            { "AccountDateFormat", static o => o.BrevoChoices = new BrevoEmulatorChoices { AccountDateFormat = "MM/yyyy" } },
        };

    [Theory]
    [MemberData(nameof(BadOptions), DisableDiscoveryEnumeration = true)]
    public async Task StartAsync_BadOption_NamesIt(string option, Action<ConnectorEmulatorOptions> spoil)
    {
        var options = new ConnectorEmulatorOptions();
        spoil(options);
        var exception = await Assert.ThrowsAsync<ArgumentException>(() =>
            ConnectorEmulator.StartAsync(options, TestContext.Current.CancellationToken)
        );
        Assert.Contains(option, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_Defaults_AsDocumented()
    {
        var options = new ConnectorEmulatorOptions();
        Assert.Null(options.Folder);
        Assert.Same(TimeProvider.System, options.TimeProvider);
        Assert.Equal(1, options.Seed);
        Assert.Equal(0, options.BrevoPort);
        Assert.Equal(0, options.TreasureDataPort);
        Assert.Null(options.BrevoApiKey);
        Assert.Null(options.TreasureDataApiKey);
        Assert.Equal(BrevoEmulatorTier.General, options.BrevoTier);
        Assert.True(options.EnforceQuotas);
        Assert.Equal(TimeSpan.FromMilliseconds(200), options.ImportProcessingTime);
        Assert.Equal(TimeSpan.FromMicroseconds(20), options.ImportTimePerRow);
        Assert.Equal(10_000_000, options.ImportBodyLimit);
        Assert.Equal(
            new BrevoEmulatorChoices
            {
                RejectUnknownAttributes = false,
                EmptyTextClears = true,
                StoreConflictingImportRows = false,
                ImportPrefersExtId = false,
                SinceIsInclusive = false,
                FlatListResults = false,
                AccountDateFormat = "dd/MM/yyyy",
                ReportSeparator = ';',
                ReportHeader = BrevoReportHeader.Upper,
                ReportByteOrderMark = false,
                ReportCarriageReturns = false,
                ReportLifetime = TimeSpan.FromHours(24),
            },
            options.BrevoChoices
        );
    }

    [Fact]
    public async Task StartAsync_OptionsChangedAfterwards_NoEffect()
    {
        var options = new ConnectorEmulatorOptions { EnforceQuotas = false };
        await using var brevo = await BrevoHttp.StartAsync(o => options = o);
        options.ImportBodyLimit = 1;
        await brevo.ImportAsync("""{"listIds":[2],"jsonBody":[{"email":"a@example.com"}]}""");
        Assert.Equal(1, brevo.Brevo.ContactCount);
    }

    [Fact]
    public async Task Requests_AreCountedByRouteNeverByPath()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        await brevo.GetAsync("contacts/a%40example.com");
        await brevo.GetAsync("contacts/b%40example.com");
        await brevo.GetAsync("no/such/path");
        var log = brevo.Brevo.Requests;
        Assert.Equal(2, log.Count("GET /v3/contacts/{identifier}"));
        Assert.Equal(2, log.Count("GET /v3/contacts/{identifier}", 404));
        Assert.Equal(3, log.Count(404));
        Assert.Equal(["GET (none)", "GET /v3/contacts/{identifier}"], log.ByRoute.Keys.Order(StringComparer.Ordinal));
        log.Clear();
        Assert.Equal(0, log.Total);
    }

    private static async Task<HttpStatusCode> AccountAsync(ConnectorEmulator emulator, string key)
    {
        using var client = new HttpClient { BaseAddress = emulator.Brevo.BaseAddress };
        client.DefaultRequestHeaders.Add("api-key", key);
        using var response = await client.GetAsync("account", TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
