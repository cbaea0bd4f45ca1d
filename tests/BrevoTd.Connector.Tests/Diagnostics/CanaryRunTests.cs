using System.Diagnostics;

namespace BrevoTd.Connector.Tests.Diagnostics;

/// <summary>A run in which every test passes fails all the same when a canary was given away.</summary>
public sealed class CanaryRunTests
{
    [Fact]
    public async Task Run_ThatGivesACanaryAway_Fails()
    {
        var (exitCode, output) = await RunAsync(nameof(PlantedRun.Log_OfACanary_PassesByItself));

        Assert.NotEqual(0, exitCode);
        Assert.Contains("Failed: 0", output, StringComparison.Ordinal);
        Assert.Contains("@example.com (raw) in Log BrevoTd.Connector.Planted", output, StringComparison.Ordinal);
        Assert.Contains(nameof(PlantedRun), output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ThatGivesNothingAway_Passes()
    {
        var (exitCode, output) = await RunAsync(nameof(PlantedRun.Log_OfNoCanary_PassesByItself));

        Assert.True(exitCode == 0, output);
        Assert.Contains("Total: 1", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string test)
    {
        // The assembly's own executable: what runs these tests may be another one.
        var start = new ProcessStartInfo(
            Path.ChangeExtension(typeof(CanaryRunTests).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null)
        )
        {
            RedirectStandardOutput = true,
            ArgumentList = { "-explicit", "only", "-method", $"*.{nameof(PlantedRun)}.{test}", "-noColor" },
        };
        foreach (var name in start.Environment.Keys.Where(IsOfTheRunner).ToArray())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }

    private static bool IsOfTheRunner(string name) =>
        name.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("XUNIT", StringComparison.OrdinalIgnoreCase);
}
