using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Reads what Brevo sends to a webhook's address. Needs no client, no key and no web framework. Check first that the call comes from Brevo, with
/// <see cref="WebhookVerifier"/> and <see cref="IsSourceAddress"/>: Brevo signs nothing.
/// </summary>
/// <remarks>
/// Answer 2xx only when the events are stored, and 429 when they cannot be stored now. Brevo repeats after 429 and after a time-out, up to four times (10 minutes, 1, 2 and 8 hours); any other
/// 4xx and every 5xx makes it throw the events away.
/// </remarks>
public static class BrevoWebhooks
{
    // Read at Brevo's help page 15127404548498 in 2026.
    private static readonly IPNetwork[] s_sources = [IPNetwork.Parse("1.179.112.0/20"), IPNetwork.Parse("172.246.240.0/20")];

    /// <summary>The networks that Brevo documents as the source of its calls: 1.179.112.0/20 and 172.246.240.0/20, as of 2026.</summary>
    public static IReadOnlyList<IPNetwork> SourceNetworks => s_sources;

    /// <summary>Whether an address lies in <see cref="SourceNetworks"/>. Behind a proxy or a load balancer, take the client's address from what that forwards, not that of the connection.</summary>
    /// <param name="address">Address of the caller.</param>
    public static bool IsSourceAddress(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(s_sources, network => network.Contains(plain));
    }

    /// <summary>
    /// Reads the body of one call: a single event, or an array of up to 500. The order is that of the body. A payload that is not known, and members that cannot be read, throw nothing: see
    /// <see cref="UnknownWebhookEvent"/> and <see cref="BrevoWebhookEvent.Raw"/>.
    /// </summary>
    /// <param name="body">The body as it came, in UTF-8.</param>
    /// <returns>The events; empty for an empty array.</returns>
    /// <exception cref="WebhookFormatException">The body is not JSON, or neither an object nor an array. It does not come from Brevo: answer 400.</exception>
    public static IReadOnlyList<BrevoWebhookEvent> Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            throw new WebhookFormatException("The body is empty. Brevo sends an event or an array of events as JSON: answer 400.");
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body);
        }
        catch (JsonException exception)
        {
            // The exception itself shows a character of the body.
            throw new WebhookFormatException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The body is not JSON: it goes wrong in line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}. Brevo sends an event or an array of events as JSON: answer 400."
                )
            );
        }

        using (document)
        {
            return Read(document);
        }
    }

    /// <inheritdoc cref="Parse(ReadOnlyMemory{byte})"/>
    /// <param name="body">The body as text.</param>
    public static IReadOnlyList<BrevoWebhookEvent> Parse(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Parse(Encoding.UTF8.GetBytes(body));
    }

    /// <inheritdoc cref="Parse(ReadOnlyMemory{byte})"/>
    /// <param name="body">The body, such as <c>HttpRequest.Body</c>. Read to its end and not disposed; how much that may be is the web server's limit.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    public static async ValueTask<IReadOnlyList<BrevoWebhookEvent>> ParseAsync(Stream body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        using var buffer = new MemoryStream();
        await body.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        return Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    /// <summary>Makes an event of one payload, such as one that was kept as <see cref="BrevoWebhookEvent.Raw"/>. Throws nothing, whatever the payload is.</summary>
    /// <param name="payload">The payload.</param>
    public static BrevoWebhookEvent Read(JsonElement payload) =>
        payload.ValueKind == JsonValueKind.Undefined ? new UnknownWebhookEvent() : WebhookEventReader.Read(payload.Clone());

    private static List<BrevoWebhookEvent> Read(JsonDocument document)
    {
        var root = document.RootElement;
        switch (root.ValueKind)
        {
            case JsonValueKind.Array:
                return ReadAll(root);
            case JsonValueKind.Object:
                // Inbound e-mail always comes as a list within an object.
                return Items(root) is { } items ? ReadAll(items) : [Read(root)];
            default:
                throw new WebhookFormatException(
                    "The body is JSON but neither an object nor an array. Brevo sends an event or an array of events: answer 400."
                );
        }
    }

    private static List<BrevoWebhookEvent> ReadAll(JsonElement array)
    {
        var events = new List<BrevoWebhookEvent>(array.GetArrayLength());
        foreach (var payload in array.EnumerateArray())
        {
            // A batch of inbound calls, should there be one, is an array of such lists.
            if (Items(payload) is { } items)
            {
                events.AddRange(items.EnumerateArray().Select(Read));
            }
            else
            {
                events.Add(Read(payload));
            }
        }

        return events;
    }

    private static JsonElement? Items(JsonElement payload)
    {
        var members = new WebhookMembers(payload);
        return !members.Has("event") && members.Find("items") is { ValueKind: JsonValueKind.Array } items ? items : null;
    }
}
