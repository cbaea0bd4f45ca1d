using System.Net.Http.Headers;
using System.Text;

namespace BrevoTd.Connector.Http;

/// <summary>
/// A form with files (<c>multipart/form-data</c>) in the form that browsers send it: names in UTF-8, a boundary without quotes, fields without a media type.
/// It can be sent more than once when its parts can.
/// </summary>
internal sealed class MultipartBody
{
    private readonly MultipartFormDataContent _content;

    public MultipartBody()
    {
        var boundary = $"----------{Guid.NewGuid():N}";
        _content = new MultipartFormDataContent(boundary) { HeaderEncodingSelector = static (_, _) => Encoding.UTF8 };
        _content.Headers.Remove("Content-Type");
        _content.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");
    }

    public HttpContent Content => _content;

    /// <summary>Adds a field; one without a value is left out.</summary>
    public MultipartBody Add(string name, string? value) => value is null ? this : Add(name, Encoding.UTF8.GetBytes(value));

    public MultipartBody Add(string name, byte[] value)
    {
        var part = new ByteArrayContent(value);
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{Quote(name)}\"");
        _content.Add(part);
        return this;
    }

    public MultipartBody AddFile(string name, string fileName, HttpContent content, string mediaType)
    {
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        content.Headers.TryAddWithoutValidation(
            "Content-Disposition",
            $"form-data; name=\"{Quote(name)}\"; filename=\"{Quote(fileName)}\""
        );
        _content.Add(content);
        return this;
    }

    private static string Quote(string text) =>
        text.Replace("\"", "%22", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);
}
