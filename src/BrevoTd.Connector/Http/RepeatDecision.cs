namespace BrevoTd.Connector.Http;

/// <summary>What <see cref="RepeatPolicy"/> decided after an attempt.</summary>
/// <param name="Repeat">Whether there is another attempt.</param>
/// <param name="Delay">The pause before it; for a refusal the pause that was too long.</param>
/// <param name="Reason">Short and stable, for logs and metrics.</param>
/// <param name="IsQuotaWait">Whether the pause is waiting for quota, which the total time-out does not count.</param>
internal readonly record struct RepeatDecision(bool Repeat, TimeSpan Delay, string Reason, bool IsQuotaWait)
{
    public static RepeatDecision Stop => default;
}
