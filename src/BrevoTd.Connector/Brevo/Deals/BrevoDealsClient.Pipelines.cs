using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

public partial class BrevoDealsClient
{
    private const string PipelinePath = "crm/pipeline/details";

    private static readonly ServiceOperation s_listPipelines = new(
        "deals.list_pipelines",
        HttpMethod.Get,
        "crm/pipeline/details/all",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getPipeline = new(
        "deals.get_pipeline",
        HttpMethod.Get,
        "crm/pipeline/details/{pipelineID}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getDefaultPipeline = new(
        "deals.get_default_pipeline",
        HttpMethod.Get,
        PipelinePath,
        RepeatRule.Idempotent
    );

    /// <summary>
    /// Lists the pipelines of the account with their stages (<c>GET /crm/pipeline/details/all</c>). For an account that has none, Brevo creates one by this call.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task<IReadOnlyList<DealPipeline>> ListPipelinesAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new ServiceRequest(s_listPipelines, $"{PipelinePath}/all"),
            DealsJsonContext.Default.IReadOnlyListDealPipeline,
            cancellationToken
        );

    /// <summary>Gets one pipeline with its stages (<c>GET /crm/pipeline/details/{pipelineID}</c>).</summary>
    /// <param name="id">Id of the pipeline.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ServiceException">There is no such pipeline.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<DealPipeline> GetPipelineAsync(DealPipelineId id, CancellationToken cancellationToken = default)
    {
        var path = $"{PipelinePath}/{PathSegment.Of(id.Value, "id of the pipeline", nameof(id))}";

        // The endpoint answers a list of one.
        var answer = await _transport
            .SendAsync(new ServiceRequest(s_getPipeline, path), DealsJsonContext.Default.IReadOnlyListDealPipeline, cancellationToken)
            .ConfigureAwait(false);
        return answer.FirstOrDefault(pipeline => pipeline.Id == id)
            ?? (answer.Count > 0 ? answer[0] : null)
            ?? throw new UnexpectedAnswerException(
                "Brevo",
                s_getPipeline.Name,
                HttpStatusCode.OK,
                "Brevo answered with an empty list of pipelines. List all pipelines to see which ids there are."
            );
    }

    /// <summary>
    /// Gets the first pipeline of the account with its stages (<c>GET /crm/pipeline/details</c>). Brevo has deprecated it: prefer
    /// <see cref="ListPipelinesAsync"/> or <see cref="GetPipelineAsync"/>.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task<DealPipeline> GetDefaultPipelineAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new ServiceRequest(s_getDefaultPipeline, PipelinePath),
            DealsJsonContext.Default.DealPipeline,
            cancellationToken
        );
}
