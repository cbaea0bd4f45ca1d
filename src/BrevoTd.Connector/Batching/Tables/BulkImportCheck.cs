using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>Compares the map with the first record's columns, and looks whether the session takes parts and has none of an earlier run.</summary>
internal sealed class BulkImportCheck<T>(RowMap<T> map, TreasureDataBulkImportSession session, BulkImportWriterOptions options)
    : BatchCheck<T>
{
    private static readonly MappingProblemCode s_closed = new("SESSION001");
    private static readonly MappingProblemCode s_hasParts = new("SESSION002");

    public override IReadOnlyList<MappingProblem> CheckSource(T firstRecord) => map.Check(SourceColumns.Of(firstRecord)).Problems;

    public override async Task<IReadOnlyList<MappingProblem>> CheckTargetAsync(CancellationToken cancellationToken)
    {
        try
        {
            await session.OpenForPartsAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException exception)
        {
            return [new MappingProblem(s_closed, session.Name, Source: null, exception.Message)];
        }

        var parts = await session.ListPartsAsync(cancellationToken).ConfigureAwait(false);
        return parts.Any(part => part.StartsWith(options.Label + "-", StringComparison.Ordinal))
            ?
            [
                new MappingProblem(
                    s_hasParts,
                    session.Name,
                    Source: null,
                    $"The bulk import session '{session.Name}' has parts named '{options.Label}-…' already, and their rows would be stored twice if this is the same source. Delete the session, choose another {nameof(BulkImportWriterOptions.Label)}, or go on with WriteAsync of the session, which knows its parts again."
                ),
            ]
            : [];
    }
}
