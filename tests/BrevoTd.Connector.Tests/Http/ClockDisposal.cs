using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Tests.Http;

/// <summary>Disposes what waits on a fake clock.</summary>
internal static class ClockDisposal
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Disposes a container while its clock runs. A resilience pipeline waits on the clock for calls that are still under way, such as one whose caller has
    /// cancelled, or a renewal that belongs to nobody; on a clock that stands still that would be for ever.
    /// </summary>
    public static async ValueTask DisposeAsync(IAsyncDisposable container, FakeTimeProvider clock)
    {
        var disposal = container.DisposeAsync().AsTask();
        while (!disposal.IsCompleted)
        {
            await Task.Yield();
            clock.Advance(Step);
        }

        await disposal;
    }
}
