using System.Net.Http.Headers;
using System.Text;

namespace BrevoTd.Connector.Tests.Brevo;

/// <summary>One part of a form (<c>multipart/form-data</c>).</summary>
internal sealed record FormPart(string Disposition, string? MediaType, byte[] Content)
{
    public string Text => Encoding.UTF8.GetString(Content);

    public static IReadOnlyList<FormPart> Read(HttpContentHeaders headers, byte[] body)
    {
        var type = headers.NonValidated["Content-Type"].ToString();
        Assert.StartsWith("multipart/form-data; boundary=", type, StringComparison.Ordinal);
        var boundary = type["multipart/form-data; boundary=".Length..];
        var parts = new List<FormPart>();
        foreach (var part in Encoding.Latin1.GetString(body).Split("--" + boundary).Skip(1))
        {
            if (part.StartsWith("--", StringComparison.Ordinal))
            {
                return parts;
            }

            var end = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var head = part[2..end].Split("\r\n");
            parts.Add(
                new FormPart(
                    Header(head, "Content-Disposition")!,
                    Header(head, "Content-Type"),
                    Encoding.Latin1.GetBytes(part[(end + 4)..^2])
                )
            );
        }

        throw new InvalidDataException("The form has no end.");
    }

    // Headers are in UTF-8.
    private static string? Header(string[] head, string name) =>
        head.FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase)) is { } found
            ? Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(found[(name.Length + 2)..]))
            : null;
}
