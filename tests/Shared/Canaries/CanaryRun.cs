using System.Diagnostics;
using System.Reflection;
using BrevoTd.Connector.Testing;

[assembly: AssemblyFixture(typeof(CanaryRun))]

namespace BrevoTd.Connector.Testing;

/// <summary>Watches the whole run of a test project: the run fails at its end when any of its data was logged, traced, measured or thrown.</summary>
public sealed class CanaryRun : IDisposable
{
    /// <summary>Begins to watch, before the first test.</summary>
    public CanaryRun() => _ = CanaryWatch.Run;

    /// <summary>What the tests of an assembly use, and what they were given or sent.</summary>
    internal static CanarySearch Search() => new([.. Canaries.Known.Keys, .. WrittenNumbers.In(Assembly.GetExecutingAssembly().Location)]);

    /// <summary>Searches what was heard.</summary>
    /// <exception cref="CanaryFoundException">Something was found.</exception>
    public void Dispose()
    {
        CanaryWatch.Run.Dispose();
        var search = Search();
        var clock = Stopwatch.StartNew();
        CanaryWatch.Run.Conclude(search);
        TestContext.Current.SendDiagnosticMessage(
            "{0} different texts were searched for {1} values and whatever looks like one, in {2} ms.",
            CanaryWatch.Run.Total,
            search.Values,
            clock.ElapsedMilliseconds
        );
    }
}
