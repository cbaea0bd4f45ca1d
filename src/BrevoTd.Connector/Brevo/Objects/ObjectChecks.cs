using System.Globalization;

namespace BrevoTd.Connector.Brevo;

/// <summary>What Brevo would refuse, drop without a word, or fail in the background, found before anything is sent.</summary>
internal static class ObjectChecks
{
    private const int MaxTypeLength = 32;
    private const int MaxRecordsPerType = 10;

    /// <summary>The name of a type of records that the account made itself.</summary>
    public static void CustomType(string objectType)
    {
        ArgumentException.ThrowIfNullOrEmpty(objectType);
        if (
            objectType.Length > MaxTypeLength
            || !objectType.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '_')
        )
        {
            throw new ArgumentException(
                $"A type of custom object is named by 1 to {MaxTypeLength} small letters, digits and _. Use its name as it is defined in the account.",
                nameof(objectType)
            );
        }

        if (objectType == BrevoObjectsClient.ContactType)
        {
            throw new ArgumentException("Contacts are no custom object here. Use the Contacts client for them.", nameof(objectType));
        }
    }

    public static void Check(UpsertObjectRecordRequest record, string which, string parameter)
    {
        if (record is null)
        {
            throw new ArgumentException($"{which} is null. Leave it out.", parameter);
        }

        if (record.Identifiers is { HasAny: false })
        {
            throw new ArgumentException(
                $"{which} has {nameof(record.Identifiers)} without an id. Fill one, or leave them out to create a new record each time.",
                parameter
            );
        }

        CheckAttributes(record, which, parameter);
        CheckAssociations(record, which, parameter);
    }

    private static void CheckAttributes(UpsertObjectRecordRequest record, string which, string parameter)
    {
        if (record.Attributes is not { Count: > 0 and <= BrevoObjectsClient.MaxAttributes } attributes)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{which} has {record.Attributes?.Count ?? 0} {nameof(record.Attributes)} and Brevo takes 1 to {BrevoObjectsClient.MaxAttributes}. Fill one, or send the rest in a second call."
                ),
                parameter
            );
        }

        if (attributes.Any(attribute => string.IsNullOrWhiteSpace(attribute.Key) || HoldsObject(attribute.Value)))
        {
            throw new ArgumentException(
                $"{which} has an object or an empty name in {nameof(record.Attributes)}. Brevo takes plain values and lists of them, each under the attribute's key.",
                parameter
            );
        }
    }

    private static void CheckAssociations(UpsertObjectRecordRequest record, string which, string parameter)
    {
        var associations = record.Associations ?? [];
        if (
            associations.Any(association => string.IsNullOrWhiteSpace(association?.ObjectType) || association.Records is not { Count: > 0 })
        )
        {
            throw new ArgumentException(
                $"{which} has an association without {nameof(ObjectAssociationRequest.ObjectType)} or without {nameof(ObjectAssociationRequest.Records)}. Fill both, or leave it out.",
                parameter
            );
        }

        if (associations.Any(association => association.Records.Any(other => other?.Identifiers is not { HasAny: true })))
        {
            throw new ArgumentException($"{which} is associated with a record without an id. Fill one.", parameter);
        }

        var unlinks = associations.Count(association => association.Action == ObjectAssociationAction.Unlink);
        if (unlinks > BrevoObjectsClient.MaxAssociations || associations.Count - unlinks > BrevoObjectsClient.MaxAssociations)
        {
            throw new ArgumentException(
                $"{which} has more than {BrevoObjectsClient.MaxAssociations} entries that link or that unlink. Send the others in a second call.",
                parameter
            );
        }

        if (
            associations
                .GroupBy(association => association.ObjectType)
                .Any(type => type.Sum(association => association.Records.Count) > MaxRecordsPerType)
        )
        {
            throw new ArgumentException(
                $"{which} is associated with more than {MaxRecordsPerType} records of one type. Send the others in a second call.",
                parameter
            );
        }
    }

    private static bool HoldsObject(PropertyValue value) =>
        value.Kind == PropertyValueKind.Object || value.AsList?.Any(HoldsObject) == true;
}
