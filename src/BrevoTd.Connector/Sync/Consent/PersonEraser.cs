using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Sync;

/// <summary>
/// Erases one person: the note first, then the contact, then another look. Cut short anywhere, doing it again ends in the same state.
/// </summary>
internal sealed class PersonEraser(BrevoContactsClient contacts, Tombstones tombstones, RecordHash hash, TimeProvider clock)
{
    /// <summary>Somebody who keeps coming back is written by a program that knows nothing of erasures.</summary>
    private const int MaxRounds = 5;

    public async Task<(ContactErasure Erasure, int Calls)> EraseAsync(
        IReadOnlyList<ContactIdentifier> identifiers,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var known = new HashSet<PersonIdentifier>(identifiers.Select(identifier => ConsentKeys.Of(identifier)));
        await tombstones.AddAsync([.. known], now, cancellationToken).ConfigureAwait(false);
        var (deleted, calls) = (0, 0);
        var remains = true;
        for (var round = 0; remains && round < MaxRounds; round++)
        {
            remains = false;
            foreach (var identifier in identifiers)
            {
                calls++;
                if (await contacts.GetIfExistsAsync(identifier, cancellationToken).ConfigureAwait(false) is not { } contact)
                {
                    continue;
                }

                remains = true;
                var learned = ConsentKeys.Of(contact).Where(known.Add).ToList();
                if (learned.Count > 0)
                {
                    await tombstones.AddAsync(learned, now, cancellationToken).ConfigureAwait(false);
                }

                calls++;
                deleted += await DeleteAsync(contact.Id is { } id ? id : identifier, cancellationToken).ConfigureAwait(false) ? 1 : 0;
            }
        }

        var keys = known.Select(identifier => hash.Identifier(identifier)).OfType<UInt128>().Select(Hex).ToList();
        var erasure = new ContactErasure
        {
            ErasedAt = now,
            Person = Hex(hash.Identifier(ConsentKeys.Of(identifiers[0]))!.Value),
            Identifiers = keys,
            ContactsDeleted = deleted,
            IsConfirmed = !remains,
        };
        return (erasure, calls);
    }

    private static string Hex(UInt128 key) => key.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<bool> DeleteAsync(ContactIdentifier identifier, CancellationToken cancellationToken)
    {
        try
        {
            await contacts.DeleteAsync(identifier, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ServiceException exception) when (ConsentAction.IsAbsent(exception))
        {
            return false;
        }
    }
}
