using System.Text.Json;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// The error bodies of Treasure Data's APIs: <c>/v3</c> (<c>error</c>, <c>message</c> and <c>text</c> say the same), CDP (<c>code</c> and <c>message</c>, or
/// <c>error</c> and <c>details</c>), personalization (a number as <c>code</c>). The text is taken from <c>message</c>, <c>text</c>, <c>error</c> or
/// <c>errorMessage</c>, in this order; a job that a 409 conflicts with stands in <c>details.conflicts_with</c>, as text or as a number.
/// </summary>
internal sealed class TreasureDataErrorReader : ServiceErrorReader
{
    protected override ServiceError ReadObject(JsonElement root)
    {
        return new ServiceError
        {
            Code = Text(root, "code"),
            Message = Text(root, "message") ?? Text(root, "text") ?? Text(root, "error") ?? Text(root, "errorMessage"),
            ConflictsWith = TryGet(root, "details", out var details) ? Text(details, "conflicts_with") : null,
        };
    }
}
