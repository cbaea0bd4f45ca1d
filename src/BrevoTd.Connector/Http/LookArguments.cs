namespace BrevoTd.Connector.Http;

/// <summary>What a look knows about the call that it is made for.</summary>
/// <param name="Begun">When the call began, by this machine's clock.</param>
/// <param name="Clock">This machine's clock.</param>
internal sealed record LookArguments(DateTimeOffset Begun, TimeProvider Clock)
{
    // The Date header counts whole seconds.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(2);

    /// <summary>Whether something was created since the call began. The clocks of service and machine are compared by the answer's <c>Date</c>.</summary>
    public bool IsSinceBegin(DateTimeOffset? created, ServiceAnswer answer)
    {
        var ahead = answer.Headers.Date is { } date ? date - Clock.GetUtcNow() : TimeSpan.Zero;
        return created is { } moment && moment >= Begun + ahead - s_tolerance;
    }
}
