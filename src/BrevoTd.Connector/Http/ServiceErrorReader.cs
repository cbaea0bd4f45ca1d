using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Http;

/// <summary>Reads error bodies tolerantly: whatever arrives, something comes out of it and nothing throws.</summary>
internal abstract class ServiceErrorReader
{
    /// <summary>Longest text of a service that is kept.</summary>
    public const int MaxText = 2000;

    private static readonly string[] s_envelopes = ["error", "errors"];

    // An error object stands in few others; a body that goes on and on is no error object.
    private const int MaxEnvelopes = 4;

    // How many entries of a list of errors are read: the first says what is wrong.
    private const int MaxEntries = 20;

    // The members in which an error's text may stand when the service's own shapes have none.
    private static readonly string[] s_textNames = ["message", "detail", "title", "text", "error", "description", "reason"];

    public ServiceError Read(ReadOnlyMemory<byte> body, string? mediaType, int maxDepth = ServiceClientOptions.DefaultAnswerDepth)
    {
        var text = WithoutMark(body);
        if (IsHtml(text.Span, mediaType))
        {
            return new ServiceError { IsHtml = true, Message = HtmlTitle.Of(RawText(text.Span)) };
        }

        var error = ReadJson(text, maxDepth);
        error = error.Message is null ? error with { Message = RawText(text.Span) } : error;
        return error with { IsAboutAddress = NamesAddress(error.Message) };
    }

    private ServiceError ReadJson(ReadOnlyMemory<byte> text, int maxDepth)
    {
        try
        {
            using var document = JsonDocument.Parse(
                text,
                new JsonDocumentOptions
                {
                    AllowTrailingCommas = true,
                    CommentHandling = JsonCommentHandling.Skip,
                    MaxDepth = maxDepth,
                }
            );
            return Envelope(document.RootElement, MaxEnvelopes);
        }
        catch (JsonException)
        {
            // Not JSON, cut, or nested too deep: the raw text is all there is.
            return default;
        }
    }

    /// <summary>An error object, alone, in a list, or in a member <c>error</c> or <c>errors</c>.</summary>
    private ServiceError Envelope(JsonElement element, int depth)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first && depth > 0
                ? Envelope(first, depth - 1) with
                {
                    Message = JoinedText(element),
                }
                : new ServiceError { Message = JoinedText(element) };
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        var error = ReadObject(element);
        foreach (var name in s_envelopes)
        {
            if (
                (error.Message is not null && error.Code is not null)
                || depth == 0
                || !TryGet(element, name, out var inner)
                || inner.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)
            )
            {
                continue;
            }

            var nested = Envelope(inner, depth - 1);
            error = error with { Code = error.Code ?? nested.Code, Message = error.Message ?? nested.Message };
        }

        return error with
        {
            Message = error.Message ?? FirstText(element),
        };
    }

    /// <summary>Whether a code is one of the service's, and so free of anything that somebody entered.</summary>
    public virtual bool IsKnownCode(string code) => code.Length <= 4 && code.All(char.IsAsciiDigit);

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
            JsonValueKind.Array => JoinedText(value),
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

    /// <summary>The texts of a list, whose entries are texts or objects with a text.</summary>
    private static string? JoinedText(JsonElement list)
    {
        var texts = list.EnumerateArray()
            .Take(MaxEntries)
            .Select(entry =>
                entry.ValueKind switch
                {
                    JsonValueKind.String => StringOrNull(entry),
                    JsonValueKind.Object => FirstText(entry),
                    _ => null,
                }
            )
            .Where(text => !string.IsNullOrWhiteSpace(text));
        var joined = string.Join("; ", texts);
        return joined.Length == 0 ? null : Cut(joined);
    }

    private static string? FirstText(JsonElement parent)
    {
        foreach (var name in s_textNames)
        {
            if (TryGet(parent, name, out var value) && value.ValueKind == JsonValueKind.String && StringOrNull(value) is { } text)
            {
                if (!string.IsNullOrWhiteSpace(text))
                {
                    return Cut(text);
                }
            }
        }

        return null;
    }

    /// <summary>Whether the word "IP" stands in a text.</summary>
    private static bool NamesAddress(string? text)
    {
        for (var at = 0; text is not null && (at = text.IndexOf("IP", at, StringComparison.Ordinal)) >= 0; at += 2)
        {
            var isWord = (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + 2 == text.Length || !char.IsLetterOrDigit(text[at + 2]));
            if (isWord)
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) => body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;

    private static string? RawText(ReadOnlySpan<byte> body)
    {
        // One UTF-16 unit takes up to three bytes; no need to decode a page of megabytes.
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxText * 3)]).Trim();
        return text.Length == 0 ? null : Cut(text);
    }

    protected static string Cut(string text) =>
        text.Length <= MaxText ? text
        : char.IsHighSurrogate(text[MaxText - 1]) ? text[..(MaxText - 1)]
        : text[..MaxText];
}
