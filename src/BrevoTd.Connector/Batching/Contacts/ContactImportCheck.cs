using System.Net;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>Compares a contact map with the first row's columns and with Brevo's attributes, and looks the lists up.</summary>
internal sealed class ContactImportCheck<T>(ContactMap<T> map, IServiceTransport transport, ContactImportWriterOptions options)
    : BatchCheck<T>
{
    private static readonly MappingProblemCode s_listMissing = new("LIST001");

    private TdSchema? _schema;

    public override IReadOnlyList<MappingProblem> CheckSource(T firstRecord)
    {
        _schema = SourceColumns.Of(firstRecord);
        return map.Check(_schema, attributes: null).Problems;
    }

    public override async Task<IReadOnlyList<MappingProblem>> CheckTargetAsync(CancellationToken cancellationToken)
    {
        var attributes = await new BrevoAttributesClient(transport).ListAsync(cancellationToken).ConfigureAwait(false);
        List<MappingProblem> problems = [.. map.Check(_schema, attributes).Problems];
        var lists = new BrevoListsClient(transport);
        foreach (var id in options.ListIds.Distinct())
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
                        $"Brevo has no list with the id {id}. Create it first, or change {nameof(ContactImportWriterOptions.ListIds)}."
                    )
                );
            }
        }

        return problems;
    }
}
