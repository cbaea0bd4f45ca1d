using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>The CDP API's answers and bodies. Lists and single values come in two styles, which their converters tell apart.</summary>
[JsonSourceGenerationOptions(
    Converters = [
        typeof(CdpListConverter<TdAudience>),
        typeof(CdpListConverter<TdAudienceAttribute>),
        typeof(CdpListConverter<TdAudienceBehavior>),
        typeof(CdpListConverter<TdExecution>),
        typeof(CdpListConverter<TdSegment>),
        typeof(CdpListConverter<TdSegmentFolder>),
        typeof(CdpListConverter<TdFolderEntry>),
        typeof(CdpListConverter<TdActivation>),
        typeof(CdpListConverter<TdProfileTokenInfo>),
        typeof(CdpItemConverter<TdAudience>),
        typeof(CdpItemConverter<TdExecution>),
        typeof(CdpItemConverter<TdSegment>),
        typeof(CdpItemConverter<TdSegmentFolder>),
        typeof(CdpItemConverter<TdActivation>),
        typeof(CdpItemConverter<TdProfileTokenInfo>),
    ]
)]
[JsonSerializable(typeof(TdAudience))]
[JsonSerializable(typeof(TdAudienceAttribute))]
[JsonSerializable(typeof(TdAudienceBehavior))]
[JsonSerializable(typeof(TdExecution))]
[JsonSerializable(typeof(TdSegment))]
[JsonSerializable(typeof(TdSegmentFolder))]
[JsonSerializable(typeof(TdFolderEntry))]
[JsonSerializable(typeof(TdActivation))]
[JsonSerializable(typeof(TdProfileTokenInfo))]
[JsonSerializable(typeof(CdpList<TdAudience>))]
[JsonSerializable(typeof(CdpList<TdAudienceAttribute>))]
[JsonSerializable(typeof(CdpList<TdAudienceBehavior>))]
[JsonSerializable(typeof(CdpList<TdExecution>))]
[JsonSerializable(typeof(CdpList<TdSegment>))]
[JsonSerializable(typeof(CdpList<TdSegmentFolder>))]
[JsonSerializable(typeof(CdpList<TdFolderEntry>))]
[JsonSerializable(typeof(CdpList<TdActivation>))]
[JsonSerializable(typeof(CdpList<TdProfileTokenInfo>))]
[JsonSerializable(typeof(CdpItem<TdAudience>))]
[JsonSerializable(typeof(CdpItem<TdExecution>))]
[JsonSerializable(typeof(CdpItem<TdSegment>))]
[JsonSerializable(typeof(CdpItem<TdSegmentFolder>))]
[JsonSerializable(typeof(CdpItem<TdActivation>))]
[JsonSerializable(typeof(CdpItem<TdProfileTokenInfo>))]
[JsonSerializable(typeof(IReadOnlyList<TdPopulation>))]
[JsonSerializable(typeof(TdSegmentFolderBody))]
[JsonSerializable(typeof(TdSegmentRequest))]
[JsonSerializable(typeof(TdSegmentPreview))]
[JsonSerializable(typeof(TdSegmentPreviewBody))]
[JsonSerializable(typeof(TdSegmentPreviewPage))]
[JsonSerializable(typeof(TdSegmentSqlAnswer))]
[JsonSerializable(typeof(TdSegmentSqlBody))]
[JsonSerializable(typeof(IReadOnlyList<TdProfile>))]
[JsonSerializable(typeof(TdActivationRequest))]
[JsonSerializable(typeof(TdProfileTokenBody))]
internal sealed partial class TreasureDataCdpJsonContext : JsonSerializerContext;
