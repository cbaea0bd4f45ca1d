using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Something that webhooks may tell of. What is sent differs only in the webhook's id.</summary>
/// <param name="Type"><c>transactional</c>, <c>marketing</c> or <c>inbound</c>.</param>
/// <param name="Channel"><c>email</c>, <c>sms</c> or <c>whatsapp</c>.</param>
/// <param name="Triggers">What subscribes to it; one event may have two names.</param>
/// <param name="Name">The event as the payload spells it.</param>
/// <param name="At">Milliseconds since 1970.</param>
internal sealed record WebhookOccurrence(string Type, string Channel, string[] Triggers, string Name, long At)
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the payload for a webhook's id.</summary>
    public required Action<Utf8JsonWriter, long> Write { get; init; }

    public string? Email { get; init; }

    public string? MessageId { get; init; }

    /// <summary>For inbound e-mail: the domain that it arrived at.</summary>
    public string? Domain { get; init; }

    public byte[] Payload(long webhookId)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, s_json))
            Write(writer, webhookId);
        return buffer.WrittenSpan.ToArray();
    }

    public override string ToString() => $"{Type} {Name}";
}
