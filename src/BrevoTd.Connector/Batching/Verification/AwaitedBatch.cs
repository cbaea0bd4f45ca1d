using System.Text.Json;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Batching;

/// <summary>A settled batch whose contacts are looked for. Its memory is lent out again as soon as nobody waits for it any more, so that it is read with the gate held only.</summary>
internal sealed class AwaitedBatch(AcceptedBatch records, BatchSettlement settlement, ContactImportSettings settings)
{
    /// <summary>Held while <see cref="Records"/> are read.</summary>
    public object Gate { get; } = new();

    /// <summary>Whether somebody still waits for it. Ask with the gate held.</summary>
    public bool IsWanted { get; private set; } = true;

    public AcceptedBatch Records => records;

    /// <summary>Gets the outcome of contacts that are not there.</summary>
    public BatchSettlement Settlement => settlement;

    public ContactImportSettings Settings => settings;

    /// <summary>Set when every contact has been looked for, or cannot be.</summary>
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GiveUp()
    {
        lock (Gate)
        {
            IsWanted = false;
        }
    }

    /// <summary>The contact is not there.</summary>
    /// <returns>Whether that still counts.</returns>
    public bool TryMiss(int index)
    {
        lock (Gate)
        {
            if (IsWanted)
            {
                settlement.Set(index, RecordOutcome.Unverified, OutcomeCause.NotFoundAfterImport);
            }

            return IsWanted;
        }
    }

    /// <summary>By what Brevo knows the contact; <see langword="null"/> when nobody waits any more or it cannot be told.</summary>
    public ContactIdentifier? IdentifierOf(int index)
    {
        lock (Gate)
        {
            return !IsWanted ? null
                : records.GetEmail(index) is { } email
                    ? email.Contains('@', StringComparison.Ordinal) ? ContactIdentifier.Email(email)
                        : OfOtherPhone(index, email)
                : records.GetExternalId(index) is { } id ? ContactIdentifier.ExternalId(id)
                : records.GetPhone(index) is { } phone ? ContactIdentifier.Phone(phone)
                : null;
        }
    }

    public List<int> Delivered()
    {
        var delivered = new List<int>(records.Count);
        for (var i = 0; i < records.Count; i++)
        {
            if (settlement.Of(i).Outcome is RecordOutcome.Delivered)
            {
                delivered.Add(i);
            }
        }

        return delivered;
    }

    /// <summary>A contact that is known by neither address nor id nor phone number has a WhatsApp or a landline number for its key.</summary>
    private ContactIdentifier OfOtherPhone(int index, string number)
    {
        using var json = JsonDocument.Parse(records.GetRecord(index));
        return
            json.RootElement.TryGetProperty("attributes", out var attributes)
            && attributes.TryGetProperty(ContactFieldPlaces.WhatsAppAttribute, out _)
            ? ContactIdentifier.WhatsApp(number)
            : ContactIdentifier.Landline(number);
    }
}
