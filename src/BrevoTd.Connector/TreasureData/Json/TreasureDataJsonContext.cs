using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

[JsonSerializable(typeof(TdApiKeyInfo))]
[JsonSerializable(typeof(TdDatabase))]
[JsonSerializable(typeof(TdDatabaseList))]
[JsonSerializable(typeof(TdImportResult))]
[JsonSerializable(typeof(TdIssueAnswer))]
[JsonSerializable(typeof(TdJob))]
[JsonSerializable(typeof(TdJobList))]
[JsonSerializable(typeof(TdJobState))]
[JsonSerializable(typeof(TdJobStatistics))]
[JsonSerializable(typeof(TdKillAnswer))]
[JsonSerializable(typeof(TdSchemaBody))]
[JsonSerializable(typeof(TdServerStatus))]
[JsonSerializable(typeof(TdTable))]
[JsonSerializable(typeof(TdTableList))]
[JsonSerializable(typeof(TdUser))]
internal sealed partial class TreasureDataJsonContext : JsonSerializerContext;
