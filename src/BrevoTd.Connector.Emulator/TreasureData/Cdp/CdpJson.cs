using System.Globalization;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>CDP objects as the API shows them; every id is text (reference §10).</summary>
internal static class CdpJson
{
    public static void WriteAudience(Utf8JsonWriter writer, AudienceState audience)
    {
        writer.WriteString("id", audience.IdText);
        writer.WriteString("name", audience.Name);
        writer.WriteString("description", audience.Description);
        writer.WriteString("scheduleType", "none");
        writer.WriteNull("scheduleOption");
        writer.WriteString("timezone", "UTC");
        writer.WriteIsoDate("matrixUpdatedAt", audience.MatrixUpdatedAt);
        writer.WriteBoolean("workflowHiveOnly", false);
        writer.WriteString("hiveEngineVersion", "cdpaudience");
        writer.WriteNull("hivePoolName");
        writer.WriteNull("prestoPoolName");
        writer.WriteBoolean("allowActivationBehavior", false);
        writer.WriteNull("maxActivationBehaviorRow");
        writer.WriteNull("llmEnabled");
        writer.WriteString("llmState", "disabled");
        writer.WriteNumberOrNull("population", audience.Population);
        writer.WriteStartObject("master");
        writer.WriteString("parentDatabaseName", audience.Database);
        writer.WriteString("parentTableName", audience.Table);
        writer.WriteEndObject();
        writer.WriteStartArray("attributes");
        foreach (var attribute in audience.Attributes)
        {
            writer.WriteStartObject();
            WriteAttribute(writer, audience, attribute);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("behaviors");
        foreach (var behavior in audience.Behaviors)
        {
            writer.WriteStartObject();
            WriteBehavior(writer, behavior, []);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteChanges(writer, audience);
    }

    public static void WriteAttribute(Utf8JsonWriter writer, AudienceState audience, AudienceAttribute attribute, string type = "string")
    {
        writer.WriteString("audienceId", audience.IdText);
        writer.WriteString("name", attribute.Name);
        writer.WriteString("type", type);
        writer.WriteString("matrixColumnName", attribute.Alias);
        writer.WriteString("parentDatabaseName", attribute.Database);
        writer.WriteString("parentTableName", attribute.Table);
        writer.WriteString("parentColumn", attribute.Column);
        writer.WriteString("parentKey", attribute.ParentKey);
        writer.WriteString("foreignKey", attribute.ForeignKey);
        writer.WriteString("groupingName", attribute.GroupingName);
    }

    public static void WriteBehavior(Utf8JsonWriter writer, AudienceBehavior behavior, IEnumerable<ColumnState> schema)
    {
        writer.WriteString("id", behavior.Id);
        writer.WriteString("name", behavior.Name);
        writer.WriteString("matrixTableName", behavior.OutputTable);
        writer.WriteString("parentDatabaseName", behavior.Database);
        writer.WriteString("parentTableName", behavior.Table);
        writer.WriteString("parentKey", behavior.ParentKey);
        writer.WriteString("foreignKey", behavior.ForeignKey);
        writer.WriteStartArray("schema");
        foreach (var column in schema.Where(column => column.Alias != "cdp_customer_id"))
        {
            writer.WriteStartObject();
            writer.WriteString("name", column.Alias);
            writer.WriteString("type", Type(column.Type));
            writer.WriteString("matrixColumnName", column.Alias);
            writer.WriteString("parentColumn", column.Alias);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("scheduleType", "none");
        writer.WriteNull("scheduleOption");
        writer.WriteBoolean("defaultTimeFilterEnabled", false);
        writer.WriteBoolean("isRealtime", false);
    }

    /// <summary>The CDP side's word for a type of a schema.</summary>
    public static string Type(string schemaType) => schemaType is "int" or "long" or "float" or "double" ? "number" : "string";

    public static void WriteFolder(Utf8JsonWriter writer, FolderState folder)
    {
        writer.WriteString("id", folder.IdText);
        writer.WriteString("audienceId", Text(folder.AudienceId));
        writer.WriteString("name", folder.Name);
        writer.WriteString("description", folder.Description);
        writer.WriteString("parentFolderId", folder.ParentId is { } parent ? Text(parent) : null);
        WriteChanges(writer, folder);
    }

    public static void WriteSegment(Utf8JsonWriter writer, SegmentState segment)
    {
        writer.WriteString("audienceId", Text(segment.AudienceId));
        writer.WriteString("id", segment.IdText);
        writer.WriteString("name", segment.Name);
        writer.WriteBoolean("realtime", segment.Kind == 1);
        writer.WriteNumber("kind", segment.Kind);
        writer.WriteString("description", segment.Description);
        writer.WriteString("segmentFolderId", Text(segment.FolderId));
        writer.WriteNumberOrNull("population", segment.Population);
        WriteChanges(writer, segment);
        WriteRule(writer, segment);
    }

    public static void WriteRule(Utf8JsonWriter writer, SegmentState segment)
    {
        writer.WritePropertyName("rule");
        writer.WriteRawValue(segment.Rule ?? "null");
    }

    public static void WriteSyndication(
        Utf8JsonWriter writer,
        SyndicationState syndication,
        IEnumerable<(ExecutionState, AttemptState?)> executions
    )
    {
        using var json = JsonDocument.Parse(syndication.Definition);
        var definition = json.RootElement;
        writer.WriteString("id", syndication.IdText);
        writer.WriteString("audienceId", Text(syndication.AudienceId));
        writer.WriteString("segmentId", Text(syndication.SegmentId));
        foreach (var (name, missing) in SyndicationMembers)
        {
            writer.WritePropertyName(name);
            if (definition.TryGetProperty(name, out var given))
                given.WriteTo(writer);
            else
                writer.WriteRawValue(missing);
        }

        WriteChanges(writer, syndication);
        writer.WriteBoolean("valid", true);
        writer.WriteStartArray("executions");
        foreach (var (execution, attempt) in executions)
        {
            writer.WriteStartObject();
            WriteExecution(writer, execution, attempt);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>What a client defines of an activation, and what is shown when it does not.</summary>
    public static IReadOnlyList<(string Name, string Missing)> SyndicationMembers { get; } =
    [
        ("name", "\"\""),
        ("description", "\"\""),
        ("allColumns", "false"),
        ("columns", "[]"),
        ("scheduleType", "\"none\""),
        ("scheduleOption", "null"),
        ("startAt", "null"),
        ("endOn", "null"),
        ("repeatUnit", "null"),
        ("repeatFrequency", "null"),
        ("repeatSubFrequency", "[]"),
        ("timezone", "\"UTC\""),
        ("connectionId", "null"),
        ("connectorConfig", "{}"),
        ("notifyOn", "[]"),
        ("emailRecipients", "[]"),
        ("activationTemplateId", "null"),
    ];

    public static void WriteExecution(Utf8JsonWriter writer, ExecutionState execution, AttemptState? attempt)
    {
        writer.WriteString("workflowId", attempt is null ? null : Text(attempt.WorkflowId));
        writer.WriteString("workflowSessionId", attempt is null ? null : Text(attempt.SessionId));
        writer.WriteString("workflowAttemptId", Text(execution.AttemptId));
        writer.WriteIsoDate("createdAt", execution.CreatedAt);
        writer.WriteIsoDate("finishedAt", attempt?.FinishedAt);
        writer.WriteString("status", Status(attempt));
        if (execution.SyndicationId is { } syndication)
            writer.WriteString("syndicationId", Text(syndication));
        else
            writer.WriteString("audienceId", Text(execution.AudienceId));
    }

    public static void WriteToken(Utf8JsonWriter writer, ProfileTokenState token)
    {
        writer.WriteString("id", token.IdText);
        writer.WriteString("audienceId", Text(token.AudienceId));
        writer.WriteString("token", token.Token);
        writer.WriteString("description", token.Description);
        writer.WriteString("keyColumn", token.KeyColumn);
        WriteTexts(writer, "segments", token.Segments);
        WriteTexts(writer, "attributeColumns", token.AttributeColumns);
        WriteChanges(writer, token);
    }

    public static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    public static void WriteDates(Utf8JsonWriter writer, StoredState state)
    {
        writer.WriteIsoDate("createdAt", state.CreatedAt);
        writer.WriteIsoDate("updatedAt", state.UpdatedAt);
    }

    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string Status(AttemptState? attempt) =>
        attempt switch
        {
            { Status: AttemptStatus.Running, CancelRequested: true } => "canceling",
            { Status: AttemptStatus.Killed } => "canceled",
            { Status: var status } => status,
            null => AttemptStatus.Error,
        };

    private static void WriteChanges(Utf8JsonWriter writer, StoredState state)
    {
        WriteDates(writer, state);
        WriteUser(writer, "createdBy");
        WriteUser(writer, "updatedBy");
    }

    private static void WriteUser(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartObject(name);
        writer.WriteString("id", "77");
        writer.WriteString("td_user_id", Text(TreasureDataAccount.UserId));
        writer.WriteString("name", TreasureDataAccount.UserName);
        writer.WriteEndObject();
    }
}
