using System.Collections.Frozen;
using System.Text.Json;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// The error bodies of Treasure Data's APIs: <c>/v3</c> (<c>error</c>, <c>message</c> and <c>text</c> say the same), CDP (<c>code</c> and <c>message</c>, or
/// <c>error</c> and <c>details</c>), CDP's JSON:API (<c>errors</c>, each with <c>code</c> and <c>detail</c>), personalization (a number as <c>code</c>). The text is taken from <c>message</c>, <c>text</c>, <c>error</c> or
/// <c>errorMessage</c>, in this order; a job that a 409 conflicts with stands in <c>details.conflicts_with</c>, as text or as a number.
/// </summary>
internal sealed class TreasureDataErrorReader : ServiceErrorReader
{
    private static readonly FrozenSet<string> s_codes = FrozenSet.ToFrozenSet(
        [
            "bad-parameter-error",
            "bad_request",
            "conflict",
            "conflict-error",
            "forbidden",
            "internal_error",
            "not_found",
            "permission-error",
            "record-not-found-error",
            "unauthorized",
            "unprocessable-entity-error",
            "unprocessable_entity",
            "validation-error",
        ],
        StringComparer.Ordinal
    );

    public override bool IsKnownCode(string code) => s_codes.Contains(code) || base.IsKnownCode(code);

    protected override ServiceError ReadObject(JsonElement root)
    {
        var message = Text(root, "message") ?? Text(root, "text") ?? Text(root, "error") ?? Text(root, "errorMessage");
        if (!TryGet(root, "details", out var details))
        {
            return new ServiceError { Code = Text(root, "code"), Message = message };
        }

        // CDP explains its "Internal Server Error" there, /v3 names a job.
        var more = details.ValueKind == JsonValueKind.String && message is not null ? Text(root, "details") : null;
        return new ServiceError
        {
            Code = Text(root, "code"),
            Message = more is null ? message : Cut($"{message}: {more}"),
            ConflictsWith = Text(details, "conflicts_with"),
        };
    }
}
