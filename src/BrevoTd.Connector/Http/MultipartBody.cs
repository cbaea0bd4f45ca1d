using System.Net.Http.Headers;
using System.Text;

namespace BrevoTd.Connector.Http;

/// <summary>
/// A form with files (<c>multipart/form-data</c>) in the form that browsers send it: names in UTF-8, a boundary without quotes, fields without a media type.
/// It can be sent more than once when its parts can.
/// </summary>
internal sealed class MultipartBody : MultipartFormDataContent
{
    public MultipartBody()
        : this($"----------{Guid.NewGuid():N}") { }

    private MultipartBody(string boundary)
        : base(boundary)
    {
        HeaderEncodingSelector = static (_, _) => Encoding.UTF8;
        Headers.Remove("Content-Type");
        Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");
    }

    /// <summary>Adds a field; one without a value is left out.</summary>
    public MultipartBody AddField(string name, string? value) => value is null ? this : AddField(name, Encoding.UTF8.GetBytes(value));

    public MultipartBody AddField(string name, byte[] value)
    {
        var part = new ByteArrayContent(value);
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{Quote(name)}\"");
        Add(part);
        return this;
    }

    public MultipartBody AddFile(string name, string fileName, HttpContent content, string mediaType)
    {
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        content.Headers.TryAddWithoutValidation(
            "Content-Disposition",
            $"form-data; name=\"{Quote(name)}\"; filename=\"{Quote(fileName)}\""
        );
        Add(content);
        return this;
    }

    private static string Quote(string text) =>
        text.Replace("\"", "%22", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);
}
