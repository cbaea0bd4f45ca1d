using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

internal sealed record ProcessListAnswer
{
    public IReadOnlyList<BrevoProcess>? Processes { get; init; }

    public long? Count { get; init; }
}
