using System.Buffers;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Checks ids before they go into a path.</summary>
internal static class TdIds
{
    private const int MaxLength = 20;

    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789");

    public static string Of(TdAudienceId id, string parameter = "audienceId") => Digits(id.Value, "a parent segment", parameter);

    public static string Of(TdSegmentId id, string parameter = "segmentId") => Digits(id.Value, "a segment", parameter);

    public static string Of(TdSegmentFolderId id, string parameter = "folderId") => Digits(id.Value, "a folder", parameter);

    public static string Of(TdActivationId id, string parameter = "activationId") => Digits(id.Value, "an activation", parameter);

    public static string Of(TdProfileTokenId id, string parameter = "tokenId") => Digits(id.Value, "a profile token", parameter);

    public static string Of(TdWorkflowProjectId id, string parameter = "projectId") => Digits(id.Value, "a project", parameter);

    public static string Of(TdWorkflowId id, string parameter = "workflowId") => Digits(id.Value, "a workflow", parameter);

    public static string Of(TdWorkflowSessionId id, string parameter = "sessionId") => Digits(id.Value, "a session", parameter);

    public static string Of(TdWorkflowAttemptId id, string parameter = "attemptId") => Digits(id.Value, "an attempt", parameter);

    private static string Digits(string? value, string what, string parameter)
    {
        if (string.IsNullOrEmpty(value) || value.Length > MaxLength || value.AsSpan().ContainsAnyExcept(s_digits))
        {
            throw new ArgumentException(
                $"The id of {what} consists of digits only, such as 341502. Pass an id that the service returned.",
                parameter
            );
        }

        return value;
    }
}
