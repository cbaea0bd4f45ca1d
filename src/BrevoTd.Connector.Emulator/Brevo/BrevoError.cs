using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>An answer in Brevo's error model, thrown by whatever finds the reason.</summary>
internal sealed class BrevoError : Exception
{
    public BrevoError(int status, string code, string message)
        : base(message)
    {
        Status = status;
        Code = code;
    }

    public int Status { get; }

    public string Code { get; }

    /// <summary>For conflicts: the identifiers that another contact has.</summary>
    public IReadOnlyList<string> DuplicateIdentifiers { get; init; } = [];

    public static BrevoError Invalid(string message) => new(400, "invalid_parameter", message);

    public static BrevoError Missing(string message) => new(400, "missing_parameter", message);

    public static BrevoError OutOfRange(string message) => new(400, "out_of_range", message);

    public static BrevoError Duplicate(string message) => new(400, "duplicate_parameter", message);

    public static BrevoError NotFound(string message) => new(404, "document_not_found", message);

    public static BrevoError Unsupported(string what) => new(501, "not_implemented", $"not supported by the emulator: {what}");

    public BrevoAnswer ToAnswer() =>
        BrevoAnswer.Json(
            Status,
            json =>
            {
                json.WriteString("code", Code);
                json.WriteString("message", Message);
                if (DuplicateIdentifiers.Count > 0)
                {
                    json.WriteStartObject("metadata");
                    json.WriteStartArray("duplicate_identifiers");
                    foreach (var identifier in DuplicateIdentifiers)
                        json.WriteStringValue(identifier);
                    json.WriteEndArray();
                    json.WriteEndObject();
                }
            }
        );
}
