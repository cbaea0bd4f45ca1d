using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Tests.Quotas.Simulation;

namespace BrevoTd.Connector.Tests.Quotas;

/// <summary>
/// Every row of Brevo's table, tier by tier, through the real limiter against a simulated service whose windows are fixed or slide. Hourly lines run three hours. The others run
/// until enough requests were sent, at least a minute, and the hour is scaled so that three of them pass; with the environment variable <c>BREVOTD_FULL_QUOTAS</c>
/// all lines up to 500 per second run three real hours.
/// </summary>
public sealed class QuotaSimulationTests
{
    private const int Enough = 6000;

    private static readonly bool s_full = Environment.GetEnvironmentVariable("BREVOTD_FULL_QUOTAS") is { Length: > 0 };

    public static TheoryData<BrevoTier, string, string> Lines
    {
        get
        {
            var lines = new TheoryData<BrevoTier, string, string>();
            foreach (var tier in Enum.GetValues<BrevoTier>())
            {
                lines.Add(tier, "POST", "smtp/email");
                lines.Add(tier, "GET", "smtp/emails");
                lines.Add(tier, "POST", "transactionalSMS/send");
                lines.Add(tier, "POST", "events");
                lines.Add(tier, "POST", "orders/status");
                lines.Add(tier, "POST", "products");
                lines.Add(tier, "GET", "smtp/statistics/events");
                lines.Add(tier, "POST", "contacts/import");
                lines.Add(tier, "GET", "loyalty/programs");
                lines.Add(tier, "GET", "processes/{id}");
            }

            return lines;
        }
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task ConstantLatency_AnyWindows_NoneIsRefusedAndNearlyAllIsUsed(BrevoTier tier, string method, string route)
    {
        foreach (var scenario in Windows(Line(tier, method, route), 0.3, 0.9))
        {
            var outcome = await QuotaSimulation.Run(scenario);

            Assert.True(outcome.Throttled == 0, outcome.ToString());
            Assert.True(outcome.Used >= 0.99, outcome.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task ArrivalJitter_AnyWindows_NoneIsRefusedAndTheGuardFitsIt(BrevoTier tier, string method, string route)
    {
        var line = Line(tier, method, route);
        foreach (var jitter in new[] { 5, 20, 100 })
        {
            foreach (var scenario in Windows(line with { Jitter = TimeSpan.FromMilliseconds(jitter), Seed = jitter }, 0.6))
            {
                var outcome = await QuotaSimulation.Run(scenario);

                var window = line.Line.PerSecond is null ? line.Hour.TotalMilliseconds : 1000;
                Assert.True(outcome.Throttled == 0, outcome.ToString());
                Assert.True(outcome.Used >= 0.98 * window / (window + jitter), outcome.ToString());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task SecondProgram_TakingAThird_LeavesWhatIsUsedAndRefusalsAreFewAndRecovered(BrevoTier tier, string method, string route)
    {
        foreach (var scenario in Windows(Line(tier, method, route) with { Shared = true }, 0, 0.3, 0.9))
        {
            var outcome = await QuotaSimulation.Run(scenario);

            Assert.True(outcome.Used >= 0.85, outcome.ToString());
            Assert.True(outcome.CallsThrottled == outcome.Recovered + outcome.Waiting, outcome.ToString());
            if (scenario.Line.PerSecond is not { } perSecond)
            {
                Assert.True(outcome.ThrottledPerWindow <= 2, outcome.ToString());
                continue;
            }

            var allowed =
                perSecond >= 20 ? 0.01
                : perSecond >= 5 ? 0.05
                : 0.2;
            Assert.True(outcome.ThrottledShare <= allowed, outcome.ToString());

            // The other one is not driven out.
            Assert.True(outcome.TakenByOther >= 0.85 * outcome.WantedByOther, outcome.ToString());
        }
    }

    private static Scenario Line(BrevoTier tier, string method, string route)
    {
        var scenario = new Scenario
        {
            Tier = tier,
            Method = method,
            Route = route,
        };
        if (scenario.Line.PerSecond is not { } perSecond)
        {
            return scenario;
        }

        var seconds =
            perSecond > 500 ? 60
            : s_full ? 10_800
            : Math.Clamp(Enough / perSecond, 60, 10_800);
        return scenario with { Duration = TimeSpan.FromSeconds(seconds), Hour = TimeSpan.FromSeconds(seconds / 3.0) };
    }

    private static IEnumerable<Scenario> Windows(Scenario scenario, params double[] phases)
    {
        foreach (var phase in phases)
        {
            yield return scenario with
            {
                Kind = WindowKind.Fixed,
                Phase = phase,
            };
        }

        yield return scenario with
        {
            Kind = WindowKind.Sliding,
        };
    }
}
