using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(CrmTask))]
[JsonSerializable(typeof(CrmTaskListAnswer))]
[JsonSerializable(typeof(CreateCrmTaskRequest))]
[JsonSerializable(typeof(UpdateCrmTaskRequest))]
[JsonSerializable(typeof(IReadOnlyList<CrmTaskType>))]
internal sealed partial class TasksJsonContext : JsonSerializerContext;
