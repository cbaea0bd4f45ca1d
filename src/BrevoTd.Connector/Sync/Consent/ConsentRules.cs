namespace BrevoTd.Connector.Sync;

/// <summary>What a push is allowed to do to people's consent. Nothing, unless its definition says otherwise.</summary>
internal sealed class ConsentRules
{
    public bool AllowsUnblocklisting { get; set; }

    public bool AllowsResubscribing { get; set; }

    public bool LooksForUnsubscribed { get; set; }
}
