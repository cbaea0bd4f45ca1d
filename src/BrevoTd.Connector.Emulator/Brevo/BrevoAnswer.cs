using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>A complete answer, built while the state is locked and sent after.</summary>
internal readonly record struct BrevoAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Media type of a body that is not JSON.</summary>
    public string? Media { get; init; }

    public static readonly BrevoAnswer NoContent = new(204, default);

    /// <summary>201 without a body, as creating an attribute answers.</summary>
    public static readonly BrevoAnswer CreatedWithoutBody = new(201, default);

    /// <param name="status">The status.</param>
    /// <param name="members">Writes the members of the JSON object.</param>
    public static BrevoAnswer Json(int status, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, s_json))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return new BrevoAnswer(status, buffer.WrittenMemory);
    }

    /// <param name="status">The status.</param>
    /// <param name="items">Writes the items of the JSON array.</param>
    public static BrevoAnswer Items(int status, Action<Utf8JsonWriter> items)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, s_json))
        {
            writer.WriteStartArray();
            items(writer);
            writer.WriteEndArray();
        }

        return new BrevoAnswer(status, buffer.WrittenMemory);
    }

    public static BrevoAnswer Id(int status, string name, long id) => Json(status, json => json.WriteNumber(name, id));

    public async Task SendAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        if (Status == StatusCodes.Status204NoContent)
            return;
        response.ContentLength = Body.Length;
        if (Body.Length == 0)
            return;
        response.ContentType = Media ?? "application/json";
        await response.Body.WriteAsync(Body, context.RequestAborted).ConfigureAwait(false);
    }
}
