using BrevoTd.Connector.Testing;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Tests.Diagnostics;

/// <summary>Runs only when <see cref="CanaryRunTests"/> asks for it, in a process of its own, which then has to fail.</summary>
public sealed class PlantedRun
{
    [Fact(Explicit = true)]
    public void Log_OfACanary_PassesByItself() =>
        WatchedServices.Logs.CreateLogger("BrevoTd.Connector.Planted").LogInformation("Contact {Contact}", Canaries.Email());

    [Fact(Explicit = true)]
    public void Log_OfNoCanary_PassesByItself() =>
        WatchedServices.Logs.CreateLogger("BrevoTd.Connector.Planted").LogInformation("Contact {Contact}", 42);
}
