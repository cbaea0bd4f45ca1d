using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

public partial class BrevoWhatsAppCampaignsClient
{
    private const string TemplateListPath = "whatsappCampaigns/template-list";

    private static readonly ServiceOperation s_listTemplates = new(
        "whatsapp_campaigns.list_templates",
        HttpMethod.Get,
        TemplateListPath,
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_createTemplate = new(
        "whatsapp_campaigns.create_template",
        HttpMethod.Post,
        "whatsappCampaigns/template",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the templates before sending it again",
    };

    private static readonly ServiceOperation s_sendTemplate = new(
        "whatsapp_campaigns.send_template_for_approval",
        HttpMethod.Post,
        "whatsappCampaigns/template/approval/{templateId}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the templates before sending it again: its status is no longer draft when it was sent",
    };

    /// <summary>
    /// Lists WhatsApp templates (<c>GET /whatsappCampaigns/template-list</c>), 100 per request. Brevo orders them by their last change: a template that changes
    /// during the sweep may make it miss another one, or come twice.
    /// </summary>
    /// <param name="query">Filters and order; <see langword="null"/> lists every template, longest unchanged first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The query has one of two times only.</exception>
    public virtual AsyncPageable<WhatsAppTemplate> ListTemplatesAsync(
        WhatsAppTemplateQuery? query = null,
        CancellationToken cancellationToken = default
    )
    {
        query ??= new WhatsAppTemplateQuery();
        CampaignChecks.Window(query.CreatedSince, query.CreatedUntil, nameof(query.CreatedSince), nameof(query.CreatedUntil));
        return BrevoListing.Create(
            _transport,
            s_listTemplates,
            () =>
                new QueryString(TemplateListPath)
                    .Add("startDate", query.CreatedSince)
                    .Add("endDate", query.CreatedUntil)
                    .Add("source", query.Source?.Value),
            MaxPageSize,
            query.Order,
            WhatsAppCampaignsJsonContext.Default.WhatsAppTemplateListAnswer,
            answer => new OffsetPageable<WhatsAppTemplate>.Slice(answer.Templates, answer.Count),
            cancellationToken
        );
    }

    /// <summary>
    /// Creates a template (<c>POST /whatsappCampaigns/template</c>); it must be sent for approval before a campaign can use it. When the answer is lost, the
    /// templates that changed last are searched for the one that this call created; it is never created a second time.
    /// </summary>
    /// <param name="request">The template.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Id of the new template.</returns>
    /// <exception cref="ArgumentException">The request is one that Brevo refuses; the message names the member and what to do.</exception>
    /// <exception cref="ServiceException">Brevo refuses it, or the account is not connected to WhatsApp.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<WhatsAppTemplateId> CreateTemplateAsync(
        CreateWhatsAppTemplateRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        WhatsAppCampaignChecks.Check(request);
        var call = new ServiceRequest(s_createTemplate, "whatsappCampaigns/template")
        {
            Content = ServiceContent.Json(request, WhatsAppCampaignsJsonContext.Default.CreateWhatsAppTemplateRequest),
            Look = new Look((arguments, token) => FindTemplateAsync(request, arguments, token), static _ => false, MayRepeat: false),
        };
        var answer = await _transport
            .SendAsync(call, WhatsAppCampaignsJsonContext.Default.WhatsAppTemplateCreatedAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Id ?? throw MissingMember.Of(s_createTemplate, HttpStatusCode.Created, "id");
    }

    /// <summary>
    /// Sends a template to WhatsApp for approval (<c>POST /whatsappCampaigns/template/approval/{templateId}</c>). Not repeated when its answer is lost; the
    /// template's status in the listing then tells whether it was sent.
    /// </summary>
    /// <param name="id">Id of the template.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such template, or it was sent before.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task SendTemplateForApprovalAsync(WhatsAppTemplateId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_sendTemplate, $"whatsappCampaigns/template/approval/{id}"), cancellationToken);

    private Task<ServiceAnswer?> FindTemplateAsync(
        CreateWhatsAppTemplateRequest request,
        LookArguments arguments,
        CancellationToken cancellationToken
    )
    {
        var path = new QueryString(TemplateListPath)
            .Add("source", request.Source?.Value)
            .Add("limit", CampaignLook.PageSize)
            .Add("sort", SortOrder.Descending.ToWire())
            .ToString();
        return CampaignLook.FindCreatedAsync(
            _transport,
            new ServiceRequest(s_listTemplates, path),
            WhatsAppCampaignsJsonContext.Default.WhatsAppTemplateListAnswer,
            static answer => answer.Templates,
            static template => (template.Id?.Value, template.Name, template.CreatedAt),
            request.Name,
            arguments,
            cancellationToken
        );
    }
}
