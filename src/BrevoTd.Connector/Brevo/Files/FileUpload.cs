using System.Net.Http.Headers;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A file to send to Brevo: its name and its content.</summary>
public sealed class FileUpload
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Stream? _stream;

    /// <summary>A file whose content is in memory.</summary>
    /// <param name="fileName">Name of the file, without folders.</param>
    /// <param name="content">The content. It must not change while it is sent.</param>
    public FileUpload(string fileName, ReadOnlyMemory<byte> content)
    {
        FileName = Check(fileName);
        _bytes = content;
    }

    /// <summary>A file whose content is read while it is sent.</summary>
    /// <param name="fileName">Name of the file, without folders.</param>
    /// <param name="content">
    /// The content, from where the stream stands. A stream that can seek is read again for each attempt and needs no memory; another one is read into
    /// memory first. The stream is not disposed, and must not be used elsewhere until the call is over.
    /// </param>
    public FileUpload(string fileName, Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!content.CanRead)
        {
            throw new ArgumentException("The stream cannot be read. Pass one that is open for reading.", nameof(content));
        }

        FileName = Check(fileName);
        _stream = content;
    }

    /// <summary>Name of the file; may be personal data.</summary>
    public string FileName { get; }

    /// <summary>Media type, such as <c>image/png</c>. Default: <c>application/octet-stream</c>.</summary>
    public string MediaType { get; init; } = "application/octet-stream";

    /// <summary>The type's name only; the name of a file may be personal data.</summary>
    public override string ToString() => nameof(FileUpload);

    /// <summary>The content as a part of a request, checked against a limit.</summary>
    internal async ValueTask<HttpContent> OpenAsync(int? maxBytes, string parameter, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(MediaType, out _))
        {
            throw new ArgumentException("The media type of the file is none. Set one such as text/csv.", parameter);
        }

        if (_stream is null)
        {
            CheckLength(_bytes.Length, maxBytes, parameter);
            return new ReadOnlyMemoryContent(_bytes);
        }

        if (_stream.CanSeek)
        {
            CheckLength(_stream.Length - _stream.Position, maxBytes, parameter);
            return new RepeatableStreamContent(_stream);
        }

        var memory = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await _stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            CheckLength(memory.Length + read, maxBytes, parameter);
            memory.Write(buffer, 0, read);
        }

        return new ByteArrayContent(memory.GetBuffer(), 0, (int)memory.Length);
    }

    private static string Check(string fileName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        return fileName;
    }

    private static void CheckLength(long length, int? maxBytes, string parameter)
    {
        if (length > maxBytes)
        {
            throw new ArgumentException(
                $"The file has more than the {maxBytes / (1024 * 1024)} MB that Brevo takes. Send a smaller file, or a link to it.",
                parameter
            );
        }
    }
}
