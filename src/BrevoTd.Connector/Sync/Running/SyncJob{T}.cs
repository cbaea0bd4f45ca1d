using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Sync;

/// <summary>The job of a definition that was registered with <c>services.AddSync&lt;T&gt;()</c>.</summary>
/// <typeparam name="T">The definition.</typeparam>
public sealed class SyncJob<T> : SyncJob
    where T : SyncDefinition
{
    internal SyncJob(T definition, BrevoClient brevo, TreasureDataClient treasureData, ISyncStore store, SyncJobOptions options)
        : base(definition, brevo, treasureData, store, options) { }
}
