using System.Globalization;
using System.Text.RegularExpressions;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.IntegrationTests.Snippets;

namespace BrevoTd.Connector.IntegrationTests.Samples;

/// <summary>Every sample runs to its end as a program and as a script, and says how much it moved.</summary>
public sealed partial class SampleTests
{
    /// <summary>What each sample prints without keys, with one blank for many.</summary>
    private static readonly Dictionary<string, string[]> s_printed = new(StringComparer.Ordinal)
    {
        ["segment-to-brevo"] = ["send new 400", "read 400", "+ delivered 400"],
        ["events-to-brevo"] = ["read 2,000", "nobody known 100", "+ delivered 1,900"],
        ["orders-to-brevo"] = ["2000 order lines are in Treasure Data.", "read 500", "no customer 50", "+ delivered 450"],
        ["campaign-stats-to-td"] = ["email-campaigns: read 3, written 3,", "June: 40 delivered, opened by 25, clicked by 13"],
        ["email-log-to-td"] = ["email-events: read 78, written 78,", " 30 requests", " 9 opened", " 9 clicks"],
        ["existing-etl"] = ["500 rows are in Treasure Data.", "+ delivered 500", "10 rows came back."],
        ["oauth-login"] = ["1 account is connected: Sample."],
    };

    // These two have no script: the first has a step of its own in the build, the second ends by a signal only.
    private static readonly string[] s_programsOnly = ["quickstart", "emulator"];

    public static TheoryData<string> Names => [.. FilesOf("*.cs").Except(s_programsOnly)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Program_WithoutKeys_MovesWhatItMadeUp(string name) => AssertDone(name, await Sample.RunProgramAsync(name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Script_WithoutKeys_MovesWhatItMadeUp(string name) => AssertDone(name, await Sample.RunScriptAsync(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Script_OfAProgram_SaysTheSame(string name)
    {
        var program = File.ReadAllText(Path.Combine(Sample.Folder, name + ".cs"));
        var script = File.ReadAllText(Path.Combine(Sample.Folder, name + ".csx"));

        Assert.Equal(WithoutTool(program), WithoutTool(script));
        Assert.Contains($"dotnet run docs/samples/{name}.cs", program, StringComparison.Ordinal);
        Assert.Contains($"dotnet script docs/samples/{name}.csx", script, StringComparison.Ordinal);
    }

    [Fact]
    public void Scripts_AreThoseOfThePrograms() => Assert.Equal(FilesOf("*.cs").Except(s_programsOnly), FilesOf("*.csx"));

    [Fact]
    public async Task Program_WithKeys_UsesTheServicesThatTheyOpenAndTellsThatSomethingIsMissing()
    {
        await using var emulator = await ConnectorEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var yesterday = new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).ToUnixTimeSeconds() - 60;
        await emulator.TreasureData.LoadJsonAsync(
            "own",
            "clicks",
            Enumerable.Range(0, 31).Select(n => Row(n, n == 30 ? "null" : "\"seen\"")),
            TestContext.Current.CancellationToken
        );
        var keys = new Dictionary<string, string>
        {
            ["BREVO_API_KEY"] = emulator.Brevo.ApiKey,
            ["BREVO_API_SERVER"] = emulator.Brevo.BaseAddress.AbsoluteUri,
            ["TD_API_KEY"] = emulator.TreasureData.ApiKey,
            ["TD_API_SERVER"] = emulator.TreasureData.BaseAddress.AbsoluteUri,
        };

        var (exitCode, printed) = await Sample.RunProcessAsync("events-to-brevo", keys, "own", "clicks");

        Assert.True(exitCode == 1, printed);
        Assert.Contains("+ delivered 30", OneBlank(printed), StringComparison.Ordinal);
        Assert.Equal(1, emulator.Brevo.Requests.Count("POST /v3/events/batch"));

        string Row(int n, string name) =>
            $$"""{"time":{{(yesterday - n).ToString(CultureInfo.InvariantCulture)}},"email":"own.{{n}}@example.com","event":{{name}},"sku":"S","price":1.5}""";
    }

    [Fact]
    public async Task GettingStarted_Program_PrintsWhatThePageSays()
    {
        var page = await File.ReadAllTextAsync(
            Path.Combine(PageCode.Root, "docs", "getting-started.md"),
            TestContext.Current.CancellationToken
        );
        var program = PageCode.Fence().Match(page).Groups[1].Value;
        var expected = Printed().Match(page).Groups[1].Value;

        var (_, printed) = await Sample.RunTextAsync(program);

        Assert.Equal(expected, printed);
    }

    private static void AssertDone(string name, (int ExitCode, string Printed) run)
    {
        Assert.True(run.ExitCode == 0, run.Printed);
        Assert.All(s_printed[name], line => Assert.Contains(line, OneBlank(run.Printed), StringComparison.Ordinal));
    }

    private static IEnumerable<string> FilesOf(string pattern) =>
        Directory
            .EnumerateFiles(Sample.Folder, pattern)
            .Select(path => Path.GetFileNameWithoutExtension(path)!)
            .Order(StringComparer.Ordinal);

    private static string OneBlank(string text) => Blanks().Replace(text, " ");

    /// <summary>A sample without what its tool wants: directives, usings, its command, the name of the arguments.</summary>
    private static string WithoutTool(string sample) =>
        string.Join(
                '\n',
                sample
                    .Split('\n')
                    .Where(line => !line.StartsWith('#') && !line.StartsWith("using ", StringComparison.Ordinal))
                    .Where(line => !line.StartsWith("//   dotnet ", StringComparison.Ordinal))
            )
            .Replace("RunAsync(Args)", "RunAsync(args)", StringComparison.Ordinal);

    [GeneratedRegex("```text\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Printed();

    [GeneratedRegex(@"[ ]+")]
    private static partial Regex Blanks();
}
