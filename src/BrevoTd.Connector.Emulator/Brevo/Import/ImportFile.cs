using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Fetches the file of an import from this machine, and puts it into the body in the place of its address.</summary>
internal static class ImportFile
{
    private static readonly HttpClient s_client = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    /// <returns>The body with the file in it, or the body as it was when there is nothing to fetch.</returns>
    /// <exception cref="BrevoError">The file cannot be fetched, or is none that Brevo takes.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> InlineAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var document = Parse(body);
        if (
            document is null
            || BrevoRequest.Member(document.RootElement, "fileUrl") is not { ValueKind: JsonValueKind.String } text
            || BrevoRequest.Member(document.RootElement, "fileBody") is not null
            || BrevoRequest.Member(document.RootElement, "jsonBody") is not null
            || !Uri.TryCreate(text.GetString(), UriKind.Absolute, out var address)
            || !address.IsLoopback
            || address.Scheme is not ("http" or "https")
        )
            return body;
        var isJson = address.AbsolutePath.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        if (
            !isJson
            && !address.AbsolutePath.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
            && !address.AbsolutePath.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
        )
            throw BrevoError.Invalid("fileUrl should be the address of a .txt, .csv or .json file");
        var file = await FetchAsync(address, cancellationToken).ConfigureAwait(false);
        return Put(document.RootElement, file, isJson);
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
        }
        catch (JsonException)
        {
            // Whoever reads the import says so.
        }

        return null;
    }

    private static async Task<byte[]> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            return await s_client.GetByteArrayAsync(address, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw BrevoError.Invalid("The file of fileUrl could not be fetched");
        }
    }

    private static ReadOnlyMemory<byte> Put(JsonElement body, byte[] file, bool isJson)
    {
        using var buffer = new MemoryStream(file.Length + 1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var member in body.EnumerateObject().Where(static member => member.Name != "fileUrl"))
                member.WriteTo(json);
            if (isJson)
            {
                json.WritePropertyName("jsonBody");
                try
                {
                    json.WriteRawValue(file);
                }
                catch (JsonException)
                {
                    throw BrevoError.Invalid("The file of fileUrl is not valid JSON");
                }
            }
            else
            {
                json.WriteString("fileBody", Encoding.UTF8.GetString(file));
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
