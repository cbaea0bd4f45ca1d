using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Reads queries, paths and bodies, and refuses them in Brevo's words.</summary>
internal static class BrevoRequest
{
    /// <summary>
    /// A segment of the path as it was sent, decoded once: the server leaves an encoded slash alone and decodes the rest, so that its own
    /// value could be decoded neither again nor not at all.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="index">0 is the segment after <c>v3</c>.</param>
    public static string Segment(HttpContext context, int index)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.AsSpan();
        if (!target.StartsWith("/") && target.IndexOf("://") is > 0 and var scheme)
            target = target[(scheme + 3)..][target[(scheme + 3)..].IndexOf('/')..];
        if (target.IndexOf('?') is >= 0 and var query)
            target = target[..query];
        var segments = target.ToString().Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Uri.UnescapeDataString(segments[index + 1]);
    }

    /// <summary>A segment that must be an id.</summary>
    public static long IdSegment(HttpContext context, int index, string name) =>
        long.TryParse(Segment(context, index), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw BrevoError.Invalid($"{name} should be a number");

    public static Page Page(HttpContext context, int defaultLimit, int maximumLimit, int minimumLimit = 0)
    {
        var limit = Number(context, "limit", defaultLimit);
        var offset = Number(context, "offset", 0);
        if (limit < minimumLimit || limit > maximumLimit)
            throw BrevoError.OutOfRange($"Limit should be between {minimumLimit} and {maximumLimit}");
        if (offset < 0)
            throw BrevoError.OutOfRange("Offset should not be negative");
        var sort = Text(context, "sort");
        if (sort is not (null or "asc" or "desc"))
            throw BrevoError.Invalid("Sort should be asc or desc");
        return new Page((int)limit, offset, sort == "asc");
    }

    public static string? Text(HttpContext context, string name) =>
        context.Request.Query.TryGetValue(name, out var values) && values is [{ Length: > 0 } value, ..] ? value : null;

    public static long? OptionalNumber(HttpContext context, string name)
    {
        if (Text(context, name) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw BrevoError.Invalid($"{name} should be a number");
    }

    /// <summary>Ids given as a repeated parameter or separated by commas.</summary>
    public static long[] Numbers(HttpContext context, string name)
    {
        if (!context.Request.Query.TryGetValue(name, out var values))
            return [];
        return
        [
            .. values
                .SelectMany(static value =>
                    (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                )
                .Select(text =>
                    long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                        ? number
                        : throw BrevoError.Invalid($"{name} should hold numbers")
                ),
        ];
    }

    /// <summary>A moment in milliseconds since 1970; a date-time without a zone is UTC.</summary>
    public static long? Moment(HttpContext context, string name)
    {
        if (Text(context, name) is not { } text)
            return null;
        // A plus sign that nobody encoded arrives as a space.
        return DateTimeOffset.TryParse(
            text.Trim().Replace(' ', '+'),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment
        )
            ? moment.ToUnixTimeMilliseconds()
            : throw BrevoError.Invalid($"{name} should be a UTC date-time, YYYY-MM-DDTHH:mm:ss.SSSZ");
    }

    public static BrevoError InvalidJson() => new(400, "bad_request", "Input must be a valid JSON object");

    public static async ValueTask<JsonDocument> JsonAsync(HttpContext context)
    {
        try
        {
            var document = await JsonDocument
                .ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted)
                .ConfigureAwait(false);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
        }
        catch (JsonException) { }

        throw InvalidJson();
    }

    public static string? Text(JsonElement body, string name) =>
        Member(body, name) is { } value
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => throw BrevoError.Invalid($"{name} should be a string"),
            }
            : null;

    public static bool? Boolean(JsonElement body, string name) =>
        Member(body, name) is { } value
            ? value.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => throw BrevoError.Invalid($"{name} should be boolean"),
            }
            : null;

    public static long? Number(JsonElement body, string name) =>
        Member(body, name) is { } value
            ? value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
                ? number
                : throw BrevoError.Invalid($"{name} should be a number")
            : null;

    public static long[]? Numbers(JsonElement body, string name) =>
        Member(body, name) is { } value
            ? value.ValueKind == JsonValueKind.Array
                ?
                [
                    .. value
                        .EnumerateArray()
                        .Select(item =>
                            item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var number)
                                ? number
                                : throw BrevoError.Invalid($"{name} should hold numbers")
                        ),
                ]
                : throw BrevoError.Invalid($"{name} should be an array")
            : null;

    public static string[]? Texts(JsonElement body, string name) =>
        Member(body, name) is { } value
            ? value.ValueKind == JsonValueKind.Array
                ?
                [
                    .. value
                        .EnumerateArray()
                        .Select(item =>
                            item.ValueKind == JsonValueKind.String
                                ? item.GetString()!
                                : throw BrevoError.Invalid($"{name} should hold strings")
                        ),
                ]
                : throw BrevoError.Invalid($"{name} should be an array")
            : null;

    /// <summary>A member that is there and not null.</summary>
    public static JsonElement? Member(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static long Number(HttpContext context, string name, long otherwise) => OptionalNumber(context, name) ?? otherwise;
}

/// <summary>One page of a listing, by creation.</summary>
internal readonly record struct Page(int Limit, long Offset, bool Ascending)
{
    public IEnumerable<T> Of<T>(ICollection<T> inOrderOfCreation)
    {
        var ordered = Ascending ? inOrderOfCreation : inOrderOfCreation.Reverse();
        return ordered.Skip((int)Math.Min(Offset, int.MaxValue)).Take(Limit);
    }
}
