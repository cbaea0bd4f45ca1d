using System.Text.Json;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// The error bodies of Treasure Data's APIs. The text is taken from <c>message</c>, <c>text</c>, <c>error</c> or <c>errorMessage</c>, in this order; a job
/// that a 409 conflicts with stands in <c>details.conflicts_with</c>, as text or as a number.
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
