using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Sync;

public sealed partial class SyncSource<T>
{
    /// <summary>
    /// Puts the people that the source names on Brevo's blocklists (<c>POST /contacts</c>, one call per person): they get no campaigns any more. Somebody who is no contact yet becomes one that is blocklisted, so that no push makes them
    /// one that can be written to. Each person is dealt with once, for as long as the source names them.
    /// </summary>
    /// <param name="person">Names the person of a record; <see langword="null"/> for nobody.</param>
    /// <param name="channels">For which campaigns. Default: e-mail.</param>
    /// <returns>The step: say how carefully.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No channel is named.</exception>
    public SyncConsent<T> ToBlocklist(Func<T, ContactIdentifier?> person, ConsentChannels channels = ConsentChannels.Email)
    {
        if (channels is not (ConsentChannels.Email or ConsentChannels.Sms or ConsentChannels.Both))
        {
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "Name e-mail, SMS or both.");
        }

        return Add(person, new BlocklistAction(channels));
    }

    /// <summary>
    /// Takes the people that the source names off a list (<c>PUT /contacts/{identifier}</c>, one call per person, and one to look). They stay in the account; later pushes of this account do not put them back, unless they say
    /// <see cref="SyncPush{T}.AllowResubscribing"/>.
    /// </summary>
    /// <param name="list">The list.</param>
    /// <param name="person">Names the person of a record; <see langword="null"/> for nobody.</param>
    /// <returns>The step: say how carefully.</returns>
    public SyncConsent<T> ToUnsubscribe(ContactListId list, Func<T, ContactIdentifier?> person) => Add(person, new UnsubscribeAction(list));

    /// <summary>
    /// Erases the people that the source names from the account (<see cref="ContactEraser"/> says how). They cannot be brought back: a note in the store keeps every later run of the account from sending them again.
    /// </summary>
    /// <param name="proofDatabase">Database of Treasure Data in whose table <c>brevo_erasures</c> each erasure leaves a row.</param>
    /// <param name="person">Names the person of a record; <see langword="null"/> for nobody.</param>
    /// <returns>The step: say how carefully.</returns>
    public SyncConsent<T> ToErasure(string proofDatabase, Func<T, ContactIdentifier?> person)
    {
        ArgumentException.ThrowIfNullOrEmpty(proofDatabase);
        return Add(person, new ErasureAction(proofDatabase));
    }

    private SyncConsent<T> Add(Func<T, ContactIdentifier?> person, ConsentAction action)
    {
        ArgumentNullException.ThrowIfNull(person);
        var step = new ConsentStep<T>(_source, person, action);
        _builder.Add(step);
        return new SyncConsent<T>(step);
    }
}
