using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>Compares a contact map with the first row's columns and with Brevo's attributes, and looks the lists up.</summary>
internal sealed class ContactCheck<T>(ContactMap<T> map, IServiceTransport transport, IReadOnlyList<long> listIds)
    : MapCheck<T>(map.Check, transport)
{
    private readonly IServiceTransport _transport = transport;

    public override async Task<IReadOnlyList<MappingProblem>> CheckTargetAsync(CancellationToken cancellationToken) =>
        [
            .. await base.CheckTargetAsync(cancellationToken).ConfigureAwait(false),
            .. await ListLook
                .FindProblemsAsync(_transport, listIds, $"change {nameof(ContactImportWriterOptions.ListIds)}", cancellationToken)
                .ConfigureAwait(false),
        ];
}
