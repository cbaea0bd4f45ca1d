using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

internal sealed record AttributeListAnswer
{
    public IReadOnlyList<ContactAttribute>? Attributes { get; init; }
}
