namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>A call that is answered with an error body (reference §3.1).</summary>
internal sealed class TdException(int status, string error, string message, Exception? inner = null) : Exception(message, inner)
{
    public int Status { get; } = status;

    /// <summary>The short text in <c>error</c>; the long one is <see cref="Exception.Message"/>.</summary>
    public string Error { get; } = error;

    /// <summary>The job that already holds the domain key.</summary>
    public string? ConflictsWith { get; init; }

    public static TdException BadRequest(string message, Exception? inner = null) => new(400, "Bad request", message, inner);

    public static TdException Missing(string parameter) => BadRequest($"'{parameter}' parameter is required but missing");

    public static TdException Forbidden(string message) => new(403, "Forbidden", message);

    public static TdException NotFound(string message) => new(404, "Resource not found", message);

    public static TdException UnknownFormat(string format) => new(406, "Not acceptable", $"Unknown format '{format}'");

    public static TdException Conflict(string message, string? conflictsWith = null) =>
        new(409, "Conflict", message) { ConflictsWith = conflictsWith };

    public static TdException TooLarge(string message) => new(413, "Payload too large", message);

    public static TdException Invalid(string message, Exception? inner = null) => new(422, "Invalid request", message, inner);

    public static TdException NotSupported(string what, string message) => new(501, $"not supported by the emulator: {what}", message);
}
