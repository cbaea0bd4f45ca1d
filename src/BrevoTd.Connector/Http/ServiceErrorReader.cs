using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Http;

/// <summary>Reads error bodies tolerantly: whatever arrives, something comes out of it and nothing throws.</summary>
internal abstract class ServiceErrorReader
{
    /// <summary>Longest text of a service that is kept.</summary>
    public const int MaxText = 2000;

    private static readonly JsonDocumentOptions s_tolerant = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 32,
    };

    public ServiceError Read(ReadOnlyMemory<byte> body, string? mediaType)
    {
        var text = WithoutMark(body);
        if (IsHtml(text.Span, mediaType))
        {
            return new ServiceError { IsHtml = true, Message = RawText(text.Span) };
        }

        try
        {
            using var document = JsonDocument.Parse(text, s_tolerant);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                var error = ReadObject(document.RootElement);
                return error.Message is null ? error with { Message = RawText(text.Span) } : error;
            }
        }
        catch (JsonException)
        {
            // Not JSON, or cut: the raw text below is all there is.
        }

        return new ServiceError { Message = RawText(text.Span) };
    }

    /// <summary>Reads the service's own shapes.</summary>
    protected abstract ServiceError ReadObject(JsonElement root);

    /// <summary>A property's text, when it is a non-empty string or a number; names are compared without regard to case.</summary>
    protected static string? Text(JsonElement parent, string name)
    {
        if (!TryGet(parent, name, out var value))
        {
            return null;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.String => StringOrNull(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : Cut(text);
    }

    protected static bool TryGet(JsonElement parent, string name, out JsonElement value)
    {
        if (parent.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in parent.EnumerateObject())
            {
                if (string.Equals(NameOrNull(property), name, StringComparison.OrdinalIgnoreCase))
                {
                    value = property.Value;
                    return true;
                }
            }
        }

        value = default;
        return false;
    }

    public static bool IsHtml(ReadOnlySpan<byte> body, string? mediaType)
    {
        var start = body.TrimStart(" \t\r\n"u8);
        return start.StartsWith("<"u8)
            && (
                mediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true
                || Ascii.EqualsIgnoreCase(start[..Math.Min(start.Length, 5)], "<html"u8)
                || Ascii.EqualsIgnoreCase(start[..Math.Min(start.Length, 9)], "<!doctype"u8)
                || Ascii.EqualsIgnoreCase(start[..Math.Min(start.Length, 5)], "<head"u8)
                || Ascii.EqualsIgnoreCase(start[..Math.Min(start.Length, 5)], "<body"u8)
                || start.StartsWith("<!--"u8)
            );
    }

    protected static string? StringOrNull(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate escape: valid JSON, but no text.
            return null;
        }
    }

    private static string? NameOrNull(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            // As above: an escape that is no text.
            return null;
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) => body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;

    private static string? RawText(ReadOnlySpan<byte> body)
    {
        // One UTF-16 unit takes up to three bytes; no need to decode a page of megabytes.
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxText * 3)]).Trim();
        return text.Length == 0 ? null : Cut(text);
    }

    private static string Cut(string text) => text.Length <= MaxText ? text : text[..MaxText];
}
