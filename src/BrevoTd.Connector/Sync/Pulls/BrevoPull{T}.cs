using System.Runtime.CompilerServices;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Sync;

/// <summary>Reads one kind of record from Brevo.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class BrevoPull<T> : BrevoPull
{
    private readonly PullDefinition<T> _definition;

    internal BrevoPull(PullDefinition<T> definition)
        : base(definition.Name) => _definition = definition;

    /// <summary>Reads one sweep, for use without a table: everything since the cursor, or the rest of a sweep that was interrupted.</summary>
    /// <param name="brevo">Where the records are.</param>
    /// <param name="cursor">How far the last sweep came; <see langword="null"/> reads everything.</param>
    /// <param name="options">How to read; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The pages. Keep each <see cref="PullStep{T}.Next"/> once its records, and all before, are stored. What overlaps with the sweep before comes again here: <see cref="BrevoPull.LoadAsync"/> takes it out.</returns>
    /// <exception cref="ArgumentException">An option is not possible.</exception>
    /// <exception cref="Http.ConnectorException">A call failed.</exception>
    public IAsyncEnumerable<PullStep<T>> ReadAsync(
        BrevoClient brevo,
        PullCursor? cursor = null,
        PullOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(brevo);
        options ??= new PullOptions();
        options.Check();
        return ReadAsync(new PullSource(brevo), cursor ?? PullCursor.Start, options, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task<PullResult> LoadAsync(
        BrevoClient brevo,
        TreasureDataClient td,
        string database,
        ISyncStore store,
        string job,
        PullOptions? options = null,
        IProgress<PullResult>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(brevo);
        ArgumentNullException.ThrowIfNull(td);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentException.ThrowIfNullOrWhiteSpace(job);
        options ??= new PullOptions();
        options.Check();
        var load = new PullLoad<T>(this, _definition, new PullSource(brevo), new PullTarget(td, TdNames.Database(database)), store, job);
        return load.RunAsync(options, progress, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<TableLayout>> GetTablesAsync(BrevoClient brevo, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(brevo);
        var outputs = await _definition.Outputs(new PullSource(brevo), cancellationToken).ConfigureAwait(false);
        return [.. outputs.Select(static output => output.Layout)];
    }

    internal async IAsyncEnumerable<PullStep<T>> ReadAsync(
        PullSource source,
        PullCursor cursor,
        PullOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var steps = _definition.Sweep(source, _definition.Listing, cursor, options, cancellationToken);
        await foreach (var step in steps.ConfigureAwait(false))
        {
            yield return source.KeepsJson ? step with { Json = source.JsonOf(step.Records, _definition.Key, _definition.Type) } : step;
        }
    }
}
