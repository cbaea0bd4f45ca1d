using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>
/// The parameters of one call, wherever a client puts them: query string (Java beside a JSON body, and everybody's GET), form (Ruby, Go, Java),
/// multipart form (Python's urllib3), or a JSON object (Node, and Java for schemas).
/// </summary>
internal sealed class TdParameters
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>A JSON body that was not an object: an array, or text with JSON in it (Node's updateSchema sends what it is given).</summary>
    public string? BareJson { get; private set; }

    /// <summary>The value, or null when it is missing or a JSON null.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>The value, or null when it is missing or empty.</summary>
    public string? NotEmpty(string name) => _values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>The value as a whole number, or null when it is missing or empty.</summary>
    /// <exception cref="TdException">The value is not a whole number.</exception>
    public int? Integer(string name)
    {
        if (NotEmpty(name) is not { } text)
        {
            return null;
        }

        return int.TryParse(
            text,
            System.Globalization.NumberStyles.AllowLeadingSign,
            System.Globalization.CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : throw TdException.BadRequest($"'{name}' must be a whole number");
    }

    /// <summary>Reads them all; body parameters win over those of the query string.</summary>
    /// <exception cref="TdException">The body says it is JSON or a form and is not.</exception>
    public static async Task<TdParameters> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var parameters = new TdParameters();
        foreach (var (name, value) in request.Query)
        {
            parameters._values[name] = value.ToString();
        }

        if (HttpMethods.IsGet(request.Method) || request.ContentLength == 0)
        {
            return parameters;
        }

        try
        {
            if (request.HasFormContentType)
            {
                var form = await request.ReadFormAsync(cancellationToken).ConfigureAwait(false);
                foreach (var (name, value) in form)
                {
                    parameters._values[name] = value.ToString();
                }

                // A multipart part without a file name is a field; some writers name every part like a file.
                foreach (var file in form.Files)
                {
                    using var reader = new StreamReader(file.OpenReadStream());
                    parameters._values[file.Name] = await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            else if (request.HasJsonContentType())
            {
                using var json = await JsonDocument.ParseAsync(request.Body, default, cancellationToken).ConfigureAwait(false);
                parameters.Take(json.RootElement);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or IOException { InnerException: null })
        {
            throw TdException.BadRequest("The request body cannot be read: it is not what its Content-Type says", exception);
        }

        return parameters;
    }

    private void Take(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            BareJson = root.ValueKind == JsonValueKind.String ? root.GetString() : root.GetRawText();
            return;
        }

        foreach (var property in root.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null)
            {
                _values.Remove(property.Name);
            }
            else
            {
                _values[property.Name] =
                    property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();
            }
        }
    }
}
