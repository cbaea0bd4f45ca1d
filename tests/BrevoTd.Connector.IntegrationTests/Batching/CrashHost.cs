using System.Diagnostics;
using System.Globalization;

namespace BrevoTd.Connector.IntegrationTests.Batching;

/// <summary>A scenario of BrevoTd.Connector.CrashHost in a process of its own, which a test may kill at any moment.</summary>
internal sealed class CrashHost : IDisposable
{
    private readonly Process _process;

    private CrashHost(Process process) => _process = process;

    /// <summary>Starts a scenario and waits until it says that it is ready.</summary>
    public static async Task<CrashHost> StartAsync(string scenario, CancellationToken cancellationToken, params object[] arguments)
    {
        var start = new ProcessStartInfo(Executable()) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(scenario);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(Convert.ToString(argument, CultureInfo.InvariantCulture)!);
        }

        var host = new CrashHost(Process.Start(start)!);
        var line = await host._process.StandardOutput.ReadLineAsync(cancellationToken);
        if (line != "ready")
        {
            var problem = await host._process.StandardError.ReadToEndAsync(cancellationToken);
            throw new InvalidOperationException($"The scenario '{scenario}' did not start: {line} {problem}");
        }

        return host;
    }

    /// <summary>Ends the process without any notice: SIGKILL, on Unix.</summary>
    /// <returns>Whether it was still running.</returns>
    public async Task<bool> KillAsync(CancellationToken cancellationToken)
    {
        var ran = !_process.HasExited;
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
        return ran && _process.ExitCode != 0;
    }

    /// <summary>Waits until the scenario has come to its end.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        var error = await _process.StandardError.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        Assert.True(_process.ExitCode == 0, error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    /// <summary>It is built with the tests, beside their own output.</summary>
    private static string Executable()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var tests = output.Parent!.Parent!.Parent!.Parent!.FullName;
        var file = "BrevoTd.Connector.CrashHost" + (OperatingSystem.IsWindows() ? ".exe" : "");
        return Path.Combine(tests, "BrevoTd.Connector.CrashHost", "bin", output.Parent.Name, output.Name, file);
    }
}
