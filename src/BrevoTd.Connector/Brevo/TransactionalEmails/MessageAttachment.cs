namespace BrevoTd.Connector.Brevo;

/// <summary>
/// A file that goes with a transactional e-mail: a URL from which Brevo fetches it, or the file itself. Brevo takes a fixed set of kinds, told by the
/// extension; others are refused before anything is sent.
/// </summary>
public sealed record MessageAttachment
{
    /// <summary>Absolute URL of the file; <see langword="null"/> when <see cref="Content"/> holds it.</summary>
    public Uri? Url { get; init; }

    /// <summary>The file, written as Base64; <see langword="null"/> when <see cref="Url"/> names it.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }

    /// <summary>Name of the file with its extension. Needed beside <see cref="Content"/>.</summary>
    public string? Name { get; init; }

    /// <summary>A file that Brevo fetches when the message is sent.</summary>
    /// <param name="url">Absolute URL.</param>
    /// <param name="name">Name that recipients see; <see langword="null"/> leaves it to Brevo.</param>
    public static MessageAttachment FromUrl(Uri url, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(url);
        return new() { Url = url, Name = name };
    }

    /// <summary>A file that is sent along.</summary>
    /// <param name="name">Name with extension.</param>
    /// <param name="content">The file.</param>
    public static MessageAttachment FromContent(string name, ReadOnlyMemory<byte> content)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new() { Name = name, Content = content };
    }

    /// <summary>The type's name only; name and URL may be personal data.</summary>
    public override string ToString() => nameof(MessageAttachment);
}
