using System.Text.Json;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Brevo's error body: <c>code</c>, <c>message</c> and, for contacts, <c>metadata.duplicate_identifiers</c>. Any of them may be missing,
/// <c>code</c> may be one that no document names, and its OAuth server writes <c>error</c> and <c>error_description</c>.
/// </summary>
internal sealed class BrevoErrorReader : ServiceErrorReader
{
    protected override ServiceError ReadObject(JsonElement root)
    {
        return new ServiceError
        {
            Code = Text(root, "code"),
            Message = Text(root, "message") ?? Text(root, "error_description") ?? Text(root, "error"),
            DuplicateIdentifiers = Duplicates(root),
        };
    }

    private static List<string>? Duplicates(JsonElement root)
    {
        if (
            !TryGet(root, "metadata", out var metadata)
            || !TryGet(metadata, "duplicate_identifiers", out var identifiers)
            || identifiers.ValueKind != JsonValueKind.Array
        )
        {
            return null;
        }

        var names = new List<string>();
        foreach (var identifier in identifiers.EnumerateArray())
        {
            if (identifier.ValueKind == JsonValueKind.String && StringOrNull(identifier) is { Length: > 0 } name)
            {
                names.Add(name);
            }
        }

        return names;
    }
}
