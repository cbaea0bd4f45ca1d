using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

[JsonSerializable(typeof(TdBulkImport))]
[JsonSerializable(typeof(TdBulkImportParts))]
internal sealed partial class BulkImportJsonContext : JsonSerializerContext;
