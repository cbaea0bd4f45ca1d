using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Errors of the APIs that do not speak like the main one (reference §3.2).</summary>
internal static class ErrorShapes
{
    /// <summary>False for a call of the main API, the import host or the ingestion host.</summary>
    public static bool TryWrite(Utf8JsonWriter writer, PathString path, TdException exception)
    {
        if (path.StartsWithSegments("/api"))
        {
            writer.WriteString("message", exception.Message);
            writer.WriteNumber("status", exception.Status);
            return true;
        }

        if (!IsCdp(path))
            return false;
        if (exception.Status >= 500)
        {
            writer.WriteNumber("status", exception.Status);
            writer.WriteString("error", exception.Error);
            writer.WriteString("details", exception.Message);
        }
        else
        {
            writer.WriteString("code", Code(exception.Status));
            writer.WriteString("message", exception.Message);
        }

        return true;
    }

    private static bool IsCdp(PathString path) =>
        path.StartsWithSegments("/audiences")
        || path.StartsWithSegments("/entities")
        || path.StartsWithSegments("/master_segments")
        || path.StartsWithSegments("/cdp");

    private static string Code(int status) =>
        status switch
        {
            401 => "unauthorized",
            403 => "forbidden",
            404 => "not_found",
            405 => "method_not_allowed",
            409 => "conflict",
            422 => "unprocessable_entity",
            429 => "too_many_requests",
            _ => "bad_request",
        };
}
