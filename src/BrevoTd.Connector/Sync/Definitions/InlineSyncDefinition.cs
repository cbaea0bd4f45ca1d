namespace BrevoTd.Connector.Sync;

internal sealed class InlineSyncDefinition(string name, Action<SyncBuilder> configure) : SyncDefinition
{
    public override string Name => name;

    protected override void Configure(SyncBuilder sync) => configure(sync);
}
