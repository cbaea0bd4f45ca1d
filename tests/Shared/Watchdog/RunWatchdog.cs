using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using BrevoTd.Connector.Testing;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(RunWatchdog))]
[assembly: WatchedTest]

namespace BrevoTd.Connector.Testing;

/// <summary>Ends a run in which nothing moves any more, and names the tests that stand: a run that never ends tells nobody why.</summary>
public sealed class RunWatchdog : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly ConcurrentDictionary<string, (string Name, long Began)> s_running = new(StringComparer.Ordinal);
    private static long s_lastMove = Stopwatch.GetTimestamp();

    private readonly Timer _timer = new(static _ => Look(), null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));

    internal static void Begin(string id, string name)
    {
        s_lastMove = Stopwatch.GetTimestamp();
        s_running[id] = (name, s_lastMove);
    }

    internal static void End(string id)
    {
        s_lastMove = Stopwatch.GetTimestamp();
        s_running.TryRemove(id, out _);
    }

    /// <summary>Ends the watch.</summary>
    public void Dispose() => _timer.Dispose();

    private static void Look()
    {
        var standing = s_running.Values.Where(test => Stopwatch.GetElapsedTime(test.Began) > Patience).Select(test => test.Name).ToArray();
        if (standing.Length == 0 && Stopwatch.GetElapsedTime(s_lastMove) < Patience)
        {
            return;
        }

        var who = standing.Length == 0 ? "No test is running; the run stands between tests." : string.Join(Environment.NewLine, standing);
        Environment.FailFast(
            $"Nothing has moved for {Patience.TotalMinutes:0} minutes in {Assembly.GetExecutingAssembly().GetName().Name}:{Environment.NewLine}{who}"
        );
    }
}

/// <summary>Tells the watchdog which test runs.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class WatchedTestAttribute : BeforeAfterTestAttribute
{
    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => RunWatchdog.Begin(test.UniqueID, test.TestDisplayName);

    public override void After(MethodInfo methodUnderTest, IXunitTest test) => RunWatchdog.End(test.UniqueID);
}
