using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Sync;

/// <summary>
/// Erases single people from a Brevo account, outside of any job: notes the erasure in the store, deletes the contact, and leaves a row as its proof. Syncs of the account leave the person out from then on. Thread-safe.
/// </summary>
/// <remarks>For many people at once, <c>ToErasure</c> in a definition does the same.</remarks>
public class ContactEraser
{
    private const string JobName = "erasure";

    private readonly PersonEraser _eraser = null!;
    private readonly TreasureDataClient _treasureData = null!;
    private readonly ContactEraserOptions _options = null!;

    /// <summary>For fakes in a user's own tests.</summary>
    protected ContactEraser() { }

    private ContactEraser(BrevoClient brevo, TreasureDataClient treasureData, ISyncStore store, ContactEraserOptions options)
    {
        var hash = new RecordHash(options.HashKey);
        var tombstones = new Tombstones(store, options.Account, hash, Timeout.InfiniteTimeSpan, options.TimeProvider);
        _eraser = new PersonEraser(brevo.Contacts, tombstones, hash, options.TimeProvider);
        (_treasureData, _options) = (treasureData, options);
    }

    /// <summary>Makes an eraser.</summary>
    /// <param name="brevo">The client for Brevo.</param>
    /// <param name="treasureData">The client for Treasure Data, for the proof.</param>
    /// <param name="store">The store of the jobs that are to obey the erasures.</param>
    /// <param name="options">Options; at least <see cref="ContactEraserOptions.ProofDatabase"/>.</param>
    /// <returns>The eraser.</returns>
    /// <exception cref="ArgumentException">An option is missing or out of range.</exception>
    public static ContactEraser Create(BrevoClient brevo, TreasureDataClient treasureData, ISyncStore store, ContactEraserOptions options)
    {
        ArgumentNullException.ThrowIfNull(brevo);
        ArgumentNullException.ThrowIfNull(treasureData);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new ContactEraser(brevo, treasureData, store, options);
    }

    /// <summary>
    /// Erases a person: looks the contact up to learn all of its identifiers (<c>GET /contacts/{identifier}</c>), notes them in the store, deletes the contact (<c>DELETE /contacts/{identifier}</c>), looks again, and writes the
    /// proof. Idempotent: cut short at any point, call it again.
    /// </summary>
    /// <param name="identifier">Names the person. It is noted also when there is no such contact.</param>
    /// <param name="cancellationToken">Ends the call; what has been noted stays.</param>
    /// <returns>What was done, without anything that names the person.</returns>
    /// <exception cref="Http.ConnectorException">A call failed; erase again.</exception>
    /// <exception cref="SyncStoreException">The store cannot be used: nothing has been deleted.</exception>
    /// <exception cref="ErasureProofException">The person is erased, and the proof could not be written.</exception>
    public virtual Task<ContactErasure> EraseAsync(ContactIdentifier identifier, CancellationToken cancellationToken = default) =>
        EraseAsync([identifier], cancellationToken);

    /// <summary>Erases a person who is known by several identifiers, which may belong to more than one contact (<see cref="EraseAsync(ContactIdentifier, CancellationToken)"/>).</summary>
    /// <param name="identifiers">Names of one and the same person; at least one.</param>
    /// <param name="cancellationToken">Ends the call; what has been noted stays.</param>
    /// <returns>What was done, without anything that names the person.</returns>
    /// <exception cref="ArgumentException">There is no identifier.</exception>
    public virtual async Task<ContactErasure> EraseAsync(
        IReadOnlyList<ContactIdentifier> identifiers,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(identifiers);
        if (identifiers.Count == 0 || identifiers.Any(identifier => string.IsNullOrWhiteSpace(identifier.Value)))
        {
            throw new ArgumentException("Name the person by at least one identifier, and by none that is empty.", nameof(identifiers));
        }

        var (erasure, _) = await _eraser.EraseAsync(identifiers, cancellationToken).ConfigureAwait(false);
        await ErasureProofs
            .WriteAsync(_treasureData, _options.ProofDatabase!, _options.Account, JobName, "", [erasure], cancellationToken)
            .ConfigureAwait(false);
        return erasure;
    }
}
