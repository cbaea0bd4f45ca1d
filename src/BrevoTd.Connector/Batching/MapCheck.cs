using System.Net;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>Compares a map with the first row's columns and, where it writes attributes of contacts, with those that Brevo has.</summary>
/// <param name="check">The map's own check.</param>
/// <param name="transport">Where attributes are asked for; <see langword="null"/> for a map that writes none.</param>
internal class MapCheck<T>(Func<TdSchema?, IReadOnlyList<ContactAttribute>?, MappingCheck> check, IServiceTransport? transport)
    : BatchCheck<T>
{
    private TdSchema? _schema;

    public override IReadOnlyList<MappingProblem> CheckSource(T firstRecord)
    {
        _schema = SourceColumns.Of(firstRecord);
        return check(_schema, null).Problems;
    }

    public override async Task<IReadOnlyList<MappingProblem>> CheckTargetAsync(CancellationToken cancellationToken) =>
        transport is null
            ? []
            : check(_schema, await new BrevoAttributesClient(transport).ListAsync(cancellationToken).ConfigureAwait(false)).Problems;
}

/// <summary>Looks up the lists that records go to.</summary>
internal static class ListLook
{
    private static readonly MappingProblemCode s_listMissing = new("LIST001");

    /// <param name="transport">Where the lists are asked for.</param>
    /// <param name="ids">Their ids.</param>
    /// <param name="remedy">What to change when one is missing, as the second half of a sentence.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public static async Task<List<MappingProblem>> FindProblemsAsync(
        IServiceTransport transport,
        IEnumerable<long> ids,
        string remedy,
        CancellationToken cancellationToken
    )
    {
        var problems = new List<MappingProblem>();
        var lists = new BrevoListsClient(transport);
        foreach (var id in ids.Distinct())
        {
            try
            {
                await lists.GetAsync(id, cancellationToken).ConfigureAwait(false);
            }
            catch (ServiceException exception) when (exception.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
            {
                problems.Add(
                    new MappingProblem(
                        s_listMissing,
                        $"list {id}",
                        Source: null,
                        $"Brevo has no list with the id {id}. Create it first, or {remedy}."
                    )
                );
            }
        }

        return problems;
    }
}
