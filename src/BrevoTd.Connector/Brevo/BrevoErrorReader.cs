using System.Collections.Frozen;
using System.Text.Json;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Brevo's error body: <c>code</c>, <c>message</c> and, for contacts, <c>metadata.duplicate_identifiers</c>. Any of them may be missing,
/// <c>code</c> may be one that no document names, and its OAuth server writes <c>error</c> and <c>error_description</c>.
/// </summary>
internal sealed class BrevoErrorReader : ServiceErrorReader
{
    private static readonly FrozenSet<string> s_codes = FrozenSet.ToFrozenSet(
        [
            "account_in_process",
            "account_under_validation",
            "bad_request",
            "campaign_processing",
            "campaign_sent",
            "document_not_found",
            "duplicate_parameter",
            "duplicate_request",
            "invalid id",
            "invalid_grant",
            "invalid_parameter",
            "invalid_request",
            "invalid_scope",
            "method_not_allowed",
            "missing_parameter",
            "NAME_ALREADY_EXISTS",
            "not_acceptable",
            "not_enough_credits",
            "out_of_range",
            "permission_denied",
            "too_many_requests",
            "unauthorized",
            "unprocessable_entity",
        ],
        StringComparer.Ordinal
    );

    public override bool IsKnownCode(string code) => s_codes.Contains(code) || base.IsKnownCode(code);

    protected override ServiceError ReadObject(JsonElement root)
    {
        var description = Text(root, "error_description");
        return new ServiceError
        {
            Code = Text(root, "code") ?? (description is null ? null : Text(root, "error")),
            Message = Text(root, "message") ?? description ?? Text(root, "error"),
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
