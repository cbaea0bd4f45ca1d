using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Something that Brevo keeps as it got it: an order, a product, an event.</summary>
/// <param name="Number">Its place in the order of creation; Brevo's own id where the thing has one.</param>
/// <param name="Key">The id that the account's owner gave; unique in its set.</param>
/// <param name="CreatedAt">Milliseconds since 1970.</param>
/// <param name="ModifiedAt">Milliseconds since 1970.</param>
/// <param name="Json">An object.</param>
internal sealed record Document(long Number, string Key, long CreatedAt, long ModifiedAt, byte[] Json)
{
    public JsonDocument Parse() => JsonDocument.Parse(Json);
}
