using System.Globalization;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Sync;

/// <summary>The members of a CDP segment.</summary>
internal sealed class SegmentSource(TdAudienceId audienceId, TdSegmentId segmentId, TdQueryOptions? options) : SqlSource(options)
{
    public override string Description => string.Create(CultureInfo.InvariantCulture, $"segment {segmentId} of {audienceId}");

    protected override async Task<(string Database, string Sql)> GetSqlAsync(SyncContext context, CancellationToken cancellationToken) =>
        (
            TreasureDataAudiencesClient.DatabaseOf(audienceId),
            (await context.TreasureData.Segments.GetSqlAsync(audienceId, segmentId, cancellationToken).ConfigureAwait(false))
                .TrimEnd()
                .TrimEnd(';')
        );
}
