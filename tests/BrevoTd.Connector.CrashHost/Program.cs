namespace BrevoTd.Connector.CrashHost;

/// <summary>A process for tests that kill it: <c>BrevoTd.Connector.CrashHost scenario argument…</c>. A scenario prints the line <c>ready</c> when it is worth killing.</summary>
internal static class Program
{
    private static readonly Dictionary<string, Func<string[], Task>> s_scenarios = new(StringComparer.Ordinal)
    {
        ["journal"] = JournalScenario.RunAsync,
    };

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments.Length == 0 || !s_scenarios.TryGetValue(arguments[0], out var scenario))
        {
            await Console.Error.WriteLineAsync($"Name a scenario: {string.Join(", ", s_scenarios.Keys)}.");
            return 2;
        }

        await scenario(arguments[1..]);
        return 0;
    }
}
