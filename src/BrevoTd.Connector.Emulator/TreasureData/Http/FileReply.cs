using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Sends a file, whole or the range that was asked for (reference §0 #5).</summary>
internal static class FileReply
{
    public static async Task SendAsync(HttpContext context, string path, string entityTag, string contentType, string? encoding)
    {
        var response = context.Response;
        var length = new FileInfo(path).Length;
        response.ContentType = contentType;
        response.Headers.ETag = entityTag;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.Vary = "Accept-Encoding";
        if (encoding is not null)
            response.Headers.ContentEncoding = encoding;

        var (from, to) = (0L, length - 1);
        if (ReadRange(context.Request, entityTag) is { } range && TryParse(range, length, out var asked))
        {
            if (asked is not { } satisfiable)
            {
                response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
                response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{length}");
                response.Headers.ContentEncoding = default;
                response.ContentLength = 0;
                return;
            }

            (from, to) = satisfiable;
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{to}/{length}");
        }

        response.ContentLength = to - from + 1;
        if (response.ContentLength > 0)
            await response.SendFileAsync(path, from, to - from + 1, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The range to honour: none when <c>If-Range</c> names other bytes than these, because they have changed then.</summary>
    private static string? ReadRange(HttpRequest request, string entityTag)
    {
        var condition = request.Headers.IfRange.ToString();
        var range = request.Headers.Range.ToString();
        return range.Length > 0 && (condition.Length == 0 || condition == entityTag) ? range : null;
    }

    /// <summary>
    /// False for anything but one range of bytes, which is then ignored as HTTP allows; true with null for a range outside the file.
    /// </summary>
    private static bool TryParse(string range, long length, out (long From, long To)? result)
    {
        result = null;
        if (!range.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase) || range.Contains(',', StringComparison.Ordinal))
            return false;
        var parts = range["bytes=".Length..].Split('-');
        if (parts.Length != 2 || !TryNumber(parts[0], out var from) || !TryNumber(parts[1], out var to) || (from is null && to is null))
            return false;
        if (from is null)
            (from, to) = (Math.Max(0, length - to!.Value), to == 0 ? -1 : length - 1);
        var last = Math.Min(to ?? long.MaxValue, length - 1);
        if (to < from && parts[0].Length > 0)
            return false;
        if (from < length && last >= from)
            result = (from.Value, last);
        return true;
    }

    private static bool TryNumber(string text, out long? number)
    {
        number = null;
        if (text.Length == 0)
            return true;
        if (!long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return false;
        number = value;
        return true;
    }
}
