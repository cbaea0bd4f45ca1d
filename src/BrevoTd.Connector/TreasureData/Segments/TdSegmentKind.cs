using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Kind of a segment. A number outside the known range is kept as it is.</summary>
[JsonConverter(typeof(TdSegmentKindConverter))]
public enum TdSegmentKind
{
    /// <summary>Computed when its parent segment is rebuilt, and when it is asked for.</summary>
    Batch = 0,

    /// <summary>Kept up to date in real time.</summary>
    Realtime = 1,

    /// <summary>A stage of a funnel.</summary>
    FunnelStage = 2,
}
