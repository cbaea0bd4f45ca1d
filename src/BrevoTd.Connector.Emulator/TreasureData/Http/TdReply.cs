using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Writes answers the way the main API does.</summary>
internal static class TdReply
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers with one JSON object; <paramref name="write"/> writes its members.</summary>
    public static Task JsonAsync(HttpContext context, Action<Utf8JsonWriter> write) => JsonAsync(context, 200, write);

    public static Task JsonAsync(HttpContext context, int status, Action<Utf8JsonWriter> write) =>
        ValueAsync(
            context,
            status,
            writer =>
            {
                writer.WriteStartObject();
                write(writer);
                writer.WriteEndObject();
            }
        );

    /// <summary>Answers with a JSON array of objects.</summary>
    public static Task ListAsync<T>(HttpContext context, IEnumerable<T> items, Action<Utf8JsonWriter, T> write) =>
        ValueAsync(
            context,
            200,
            writer =>
            {
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    writer.WriteStartObject();
                    write(writer, item);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            }
        );

    /// <summary>Answers with whatever JSON <paramref name="write"/> writes.</summary>
    public static async Task ValueAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            write(writer);
        }

        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = buffer.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
        }
    }

    /// <summary>Answers with an error in the shape of the API that was called (reference §3).</summary>
    public static Task ErrorAsync(HttpContext context, TdException exception) =>
        JsonAsync(
            context,
            exception.Status,
            writer =>
            {
                if (ErrorShapes.TryWrite(writer, context.Request.Path, exception))
                    return;
                writer.WriteString("error", exception.Error);
                writer.WriteString("message", exception.Message);
                writer.WriteString("text", exception.Message);
                writer.WriteString("severity", "error");
                writer.WriteNumber("status_code", exception.Status);
                if (exception.ConflictsWith is { } conflict)
                {
                    writer.WriteStartObject("details");
                    writer.WriteString("conflicts_with", conflict);
                    writer.WriteEndObject();
                }
            }
        );

    /// <summary><c>2024-10-01 00:00:01 UTC</c>, the style of most dates (reference §0 #8).</summary>
    public static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary><c>2024-10-01T00:00:01Z</c>, the style of <c>counter_updated_at</c>, <c>last_log_timestamp</c> and users.</summary>
    public static string IsoDate(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static void WriteDate(this Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            writer.WriteString(name, Date(known));
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    public static void WriteIsoDate(this Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            writer.WriteString(name, IsoDate(known));
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    public static void WriteNumberOrNull(this Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } known)
        {
            writer.WriteNumber(name, known);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
