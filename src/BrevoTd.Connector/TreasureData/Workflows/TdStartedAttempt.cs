namespace BrevoTd.Connector.TreasureData;

/// <summary>The result of starting an attempt.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="WasAdopted">Whether it existed already: an earlier call, or an attempt of this one whose answer was lost, had started it.</param>
public sealed record TdStartedAttempt(TdWorkflowAttempt Attempt, bool WasAdopted)
{
    /// <summary>The attempt's id and status only.</summary>
    public override string ToString() => $"{nameof(TdStartedAttempt)} {{ Attempt = {Attempt}, WasAdopted = {WasAdopted} }}";
}
