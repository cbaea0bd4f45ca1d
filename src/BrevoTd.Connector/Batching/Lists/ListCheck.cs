using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>Looks up the list that contacts are added to or removed from.</summary>
internal sealed class ListCheck<T>(IServiceTransport transport, long listId) : BatchCheck<T>
{
    public override IReadOnlyList<MappingProblem> CheckSource(T firstRecord) => [];

    public override async Task<IReadOnlyList<MappingProblem>> CheckTargetAsync(CancellationToken cancellationToken) =>
        await ListLook
            .FindProblemsAsync(transport, [listId], "create the writer with the id of another one", cancellationToken)
            .ConfigureAwait(false);
}
