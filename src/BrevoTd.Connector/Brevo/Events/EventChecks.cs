using System.Buffers;
using System.Globalization;

namespace BrevoTd.Connector.Brevo;

/// <summary>What Brevo would refuse or drop without a word, found before anything is sent.</summary>
internal static class EventChecks
{
    private const int MaxName = BrevoEventsClient.MaxNameLength;

    private static readonly SearchValues<char> s_allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
    );

    /// <param name="request">The event.</param>
    /// <param name="which">Names it in the message: "The event", "Event 3".</param>
    /// <param name="parameter">Name of the public method's parameter.</param>
    public static void Check(CreateEventRequest request, string which, string parameter)
    {
        if (request is null)
        {
            throw new ArgumentException($"{which} is null. Leave it out.", parameter);
        }

        if (!IsPlain(request.Name))
        {
            throw new ArgumentException(
                $"{which} has a {nameof(request.Name)} that Brevo does not take. Use 1 to {MaxName} letters, digits, _ and -.",
                parameter
            );
        }

        if (request.Identifiers is not { HasAny: true })
        {
            throw new ArgumentException(
                $"{which} names no contact. Fill one of the {nameof(request.Identifiers)}, or leave it out.",
                parameter
            );
        }

        CheckContactProperties(request, which, parameter);
        CheckProperties(request, which, parameter);
        if (
            request.Object is { } about
            && (
                string.IsNullOrWhiteSpace(about.Type)
                || (string.IsNullOrWhiteSpace(about.Identifiers?.Id) && string.IsNullOrWhiteSpace(about.Identifiers?.ExternalId))
            )
        )
        {
            throw new ArgumentException(
                $"{which} has an {nameof(request.Object)} without a type or without an id, which Brevo ignores. Fill both, or leave it out.",
                parameter
            );
        }
    }

    private static void CheckContactProperties(CreateEventRequest request, string which, string parameter)
    {
        foreach (var (name, value) in request.ContactProperties ?? new Dictionary<string, AttributeValue>())
        {
            if (
                string.IsNullOrWhiteSpace(name)
                || value.Kind
                    is not (
                        AttributeValueKind.Text
                        or AttributeValueKind.Integer
                        or AttributeValueKind.Number
                        or AttributeValueKind.Boolean
                    )
            )
            {
                throw new ArgumentException(
                    $"{which} has a value in {nameof(request.ContactProperties)} that Brevo does not take. Use texts, numbers and truth values, each under the attribute's name; change others with Contacts.UpdateAsync.",
                    parameter
                );
            }
        }
    }

    private static void CheckProperties(CreateEventRequest request, string which, string parameter)
    {
        if (request.Properties is not { Count: > 0 } properties)
        {
            return;
        }

        if (!HavePlainNames(properties))
        {
            throw new ArgumentException(
                $"{which} has a name in {nameof(request.Properties)} that Brevo does not take. Use 1 to {MaxName} letters, digits, _ and -.",
                parameter
            );
        }

        if (PropertySize.InBytes(properties) is > BrevoEventsClient.MaxPropertiesBytes and var bytes)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{which} has {nameof(request.Properties)} of {bytes:N0} bytes and Brevo takes {BrevoEventsClient.MaxPropertiesBytes:N0}. Leave some out, or shorten their texts and lists."
                ),
                parameter
            );
        }
    }

    private static bool HavePlainNames(IReadOnlyDictionary<string, PropertyValue> members) =>
        members.All(member => IsPlain(member.Key) && HasPlainNames(member.Value));

    private static bool HasPlainNames(PropertyValue value) =>
        value.Kind switch
        {
            PropertyValueKind.Object => HavePlainNames(value.AsObject!),
            PropertyValueKind.List => value.AsList!.All(HasPlainNames),
            _ => true,
        };

    private static bool IsPlain(string? name) => name is { Length: > 0 and <= MaxName } && !name.AsSpan().ContainsAnyExcept(s_allowed);
}
