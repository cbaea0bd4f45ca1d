using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Templates of transactional e-mails. Reached through <see cref="BrevoClient.EmailTemplates"/>.</summary>
public class BrevoEmailTemplatesClient
{
    private const int MaxPageSize = 1_000;
    private const int MinHtml = 10;
    private const int LookPageSize = 50;
    private const string ListPath = "smtp/templates";

    private static readonly ServiceOperation s_list = new("email_templates.list", HttpMethod.Get, ListPath, RepeatRule.Idempotent);
    private static readonly ServiceOperation s_get = new(
        "email_templates.get",
        HttpMethod.Get,
        "smtp/templates/{templateId}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_create = new("email_templates.create", HttpMethod.Post, ListPath, RepeatRule.NotIdempotent)
    {
        HowToLook = "list the newest templates before sending it again, because two may have one name",
    };

    private static readonly ServiceOperation s_update = new(
        "email_templates.update",
        HttpMethod.Put,
        "smtp/templates/{templateId}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_delete = new(
        "email_templates.delete",
        HttpMethod.Delete,
        "smtp/templates/{templateId}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_sendTest = new(
        "email_templates.send_test",
        HttpMethod.Post,
        "smtp/templates/{templateId}/sendTest",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "look whether the test arrived before sending it again",
    };

    private static readonly ServiceOperation s_preview = new(
        "email_templates.preview",
        HttpMethod.Post,
        "smtp/template/preview",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoEmailTemplatesClient() => _transport = null!;

    internal BrevoEmailTemplatesClient(IServiceTransport transport) => _transport = transport;

    /// <summary>Lists templates with their bodies, those of automations among them (<c>GET /smtp/templates</c>), 1,000 per request.</summary>
    /// <remarks>Large bodies make large pages: take smaller ones with <see cref="AsyncPageable{T}.AsPages"/> where memory or <c>MaxAnswerBytes</c> is short.</remarks>
    /// <param name="query">Filters and order; <see langword="null"/> lists every template, oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public virtual AsyncPageable<EmailTemplate> ListAsync(EmailTemplateQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new EmailTemplateQuery();
        return BrevoListing.Create(
            _transport,
            s_list,
            () => new QueryString(ListPath).Add("templateStatus", query.IsActive).Add("editorType", query.EditorType?.Value),
            MaxPageSize,
            query.Order,
            EmailTemplatesJsonContext.Default.EmailTemplatesAnswer,
            answer => new OffsetPageable<EmailTemplate>.Slice(answer.Templates, answer.Count),
            static template => template.Id?.ToString(),
            cancellationToken
        );
    }

    /// <summary>Gets one template (<c>GET /smtp/templates/{templateId}</c>).</summary>
    /// <param name="id">Id of the template.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such template (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<EmailTemplate> GetAsync(EmailTemplateId id, CancellationToken cancellationToken = default) =>
        GetCoreAsync(id.ToString(), cancellationToken);

    /// <summary>Gets one template by the id of your own choice (<c>GET /smtp/templates/{templateId}</c>).</summary>
    /// <param name="customTemplateId">The id: it begins with a letter and has letters, digits, <c>-</c> and <c>_</c>, at most 64 of them.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is not one that Brevo takes.</exception>
    /// <exception cref="ServiceException">There is no such template (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<EmailTemplate> GetByCustomIdAsync(string customTemplateId, CancellationToken cancellationToken = default)
    {
        CheckCustomId(customTemplateId);
        return GetCoreAsync(customTemplateId, cancellationToken);
    }

    /// <summary>
    /// Creates a template (<c>POST /smtp/templates</c>). When the answer is lost, the newest templates are searched for the one that this call created; it is
    /// never created a second time, because two templates may have one name.
    /// </summary>
    /// <param name="request">The template.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Id of the new template.</returns>
    /// <exception cref="ArgumentException">
    /// There is no body, two of them, or one of 10 characters or fewer, or the sender has an address and an id, or neither.
    /// </exception>
    /// <exception cref="ServiceException">Brevo refuses the template.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<EmailTemplateId> CreateAsync(
        CreateEmailTemplateRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrWhiteSpace(request.Name, $"{nameof(request)}.{nameof(request.Name)}");
        ArgumentException.ThrowIfNullOrWhiteSpace(request.Subject, $"{nameof(request)}.{nameof(request.Subject)}");
        ArgumentNullException.ThrowIfNull(request.Sender, $"{nameof(request)}.{nameof(request.Sender)}");
        if (string.IsNullOrEmpty(request.HtmlContent) == request.HtmlUrl is null)
        {
            throw new ArgumentException("A template has an HtmlContent or an HtmlUrl. Set one of them.", nameof(request));
        }

        CheckBody(request.HtmlContent, request.HtmlUrl, nameof(request));
        CheckSender(request.Sender, nameof(request));
        var call = new ServiceRequest(s_create, ListPath)
        {
            Content = ServiceContent.Json(request, EmailTemplatesJsonContext.Default.CreateEmailTemplateRequest),
            Look = new Look((arguments, token) => FindAsync(request, arguments, token), _ => false, MayRepeat: false),
        };
        var answer = await _transport
            .SendAsync(call, EmailTemplatesJsonContext.Default.EmailTemplateCreatedAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Id ?? throw MissingMember.Of(s_create, HttpStatusCode.Created, "id");
    }

    /// <summary>Changes a template (<c>PUT /smtp/templates/{templateId}</c>). Idempotent.</summary>
    /// <param name="id">Id of the template.</param>
    /// <param name="request">What changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">There are two bodies, or one of 10 characters or fewer, or the sender has an address and an id, or neither.</exception>
    /// <exception cref="ServiceException">There is no such template (404), or Brevo refuses the change.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateAsync(
        EmailTemplateId id,
        UpdateEmailTemplateRequest request,
        CancellationToken cancellationToken = default
    ) => UpdateCoreAsync(id.ToString(), request, cancellationToken);

    /// <summary>Changes a template by the id of your own choice (<c>PUT /smtp/templates/{templateId}</c>). Idempotent.</summary>
    /// <param name="customTemplateId">The id: it begins with a letter and has letters, digits, <c>-</c> and <c>_</c>, at most 64 of them.</param>
    /// <param name="request">What changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">
    /// The id is not one that Brevo takes, there are two bodies, or one of 10 characters or fewer, or the sender has an address and an id, or neither.
    /// </exception>
    /// <exception cref="ServiceException">There is no such template (404), or Brevo refuses the change.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateByCustomIdAsync(
        string customTemplateId,
        UpdateEmailTemplateRequest request,
        CancellationToken cancellationToken = default
    )
    {
        CheckCustomId(customTemplateId);
        return UpdateCoreAsync(customTemplateId, request, cancellationToken);
    }

    /// <summary>
    /// Deletes an inactive template for good (<c>DELETE /smtp/templates/{templateId}</c>). A repeat after a lost answer finds no template any more and says so
    /// (404).
    /// </summary>
    /// <param name="id">Id of the template.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such template (404), or it is active (405): update it with <c>IsActive = false</c> first.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(EmailTemplateId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_delete, Path(id.ToString())), cancellationToken);

    /// <summary>
    /// Sends a test of a template to some addresses (<c>POST /smtp/templates/{templateId}/sendTest</c>). Brevo sends at most 50 tests a day. Never repeated when
    /// its answer is lost.
    /// </summary>
    /// <param name="id">Id of the template.</param>
    /// <param name="emails">The addresses, which must be contacts of the account.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">There is no address.</exception>
    /// <exception cref="ServiceException">There is no such template (404), or an address cannot be sent to.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task SendTestAsync(EmailTemplateId id, IReadOnlyList<string> emails, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(emails);
        if (emails.Count == 0 || emails.Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException(
                "Name at least one address. Without any, Brevo would send to the whole test list; that is SendTestToTestListAsync.",
                nameof(emails)
            );
        }

        return SendTestCoreAsync(id, emails, cancellationToken);
    }

    /// <summary>
    /// Sends a test of a template to everybody on the account's test list (<c>POST /smtp/templates/{templateId}/sendTest</c> without addresses). Brevo sends at
    /// most 50 tests a day. Never repeated when its answer is lost.
    /// </summary>
    /// <param name="id">Id of the template.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such template (404), or an address cannot be sent to.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task SendTestToTestListAsync(EmailTemplateId id, CancellationToken cancellationToken = default) =>
        SendTestCoreAsync(id, [], cancellationToken);

    /// <summary>Fills a template in without sending it (<c>POST /smtp/template/preview</c>). Changes nothing, so it is repeated.</summary>
    /// <param name="request">The template, and a contact or values.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">There is neither a contact nor a value.</exception>
    /// <exception cref="ServiceException">There is no such template or contact.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<EmailTemplatePreview> PreviewAsync(
        PreviewEmailTemplateRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (string.IsNullOrWhiteSpace(request.Email) && request.Params is null)
        {
            throw new ArgumentException("A preview is filled from a contact or from values. Set Email or Params.", nameof(request));
        }

        return _transport.SendAsync(
            new ServiceRequest(s_preview, "smtp/template/preview")
            {
                Content = ServiceContent.Json(request, EmailTemplatesJsonContext.Default.PreviewEmailTemplateRequest),
            },
            EmailTemplatesJsonContext.Default.EmailTemplatePreview,
            cancellationToken
        );
    }

    private Task<EmailTemplate> GetCoreAsync(string id, CancellationToken cancellationToken) =>
        _transport.SendAsync(new ServiceRequest(s_get, Path(id)), EmailTemplatesJsonContext.Default.EmailTemplate, cancellationToken);

    private Task UpdateCoreAsync(string id, UpdateEmailTemplateRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckBody(request.HtmlContent, request.HtmlUrl, nameof(request));
        if (request.Sender is { } sender)
        {
            CheckSender(sender, nameof(request));
        }

        return _transport.SendAsync(
            new ServiceRequest(s_update, Path(id))
            {
                Content = ServiceContent.Json(request, EmailTemplatesJsonContext.Default.UpdateEmailTemplateRequest),
            },
            cancellationToken
        );
    }

    private Task SendTestCoreAsync(EmailTemplateId id, IReadOnlyList<string> emails, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            new ServiceRequest(s_sendTest, $"{Path(id.ToString())}/sendTest")
            {
                Content = ServiceContent.Json(
                    new EmailTemplateTestBody { EmailTo = emails },
                    EmailTemplatesJsonContext.Default.EmailTemplateTestBody
                ),
            },
            cancellationToken
        );

    /// <summary>Finds the template that this very call created: the name alone says nothing, the time of its creation does.</summary>
    private async Task<ServiceAnswer?> FindAsync(
        CreateEmailTemplateRequest request,
        LookArguments arguments,
        CancellationToken cancellationToken
    )
    {
        var path = new QueryString(ListPath).Add("limit", LookPageSize).Add("sort", SortOrder.Descending.ToWire()).ToString();
        var list = new ServiceRequest(s_list, path);
        var newest = await _transport.SendForAnswerAsync(list, [], cancellationToken).ConfigureAwait(false);
        var templates = _transport.Read(list, newest, EmailTemplatesJsonContext.Default.EmailTemplatesAnswer).Templates ?? [];
        var found = templates.FirstOrDefault(template =>
            template.Id is not null
            && template.Name == request.Name
            && template.Subject == request.Subject
            && arguments.IsSinceBegin(template.CreatedAt, newest)
        );
        return found is null
            ? null
            : await _transport
                .SendForAnswerAsync(new ServiceRequest(s_get, Path(found.Id!.Value.ToString())), [], cancellationToken)
                .ConfigureAwait(false);
    }

    private static void CheckCustomId(string customTemplateId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(customTemplateId);
        if (
            customTemplateId.Length > 64
            || !char.IsAsciiLetter(customTemplateId[0])
            || !customTemplateId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        )
        {
            throw new ArgumentException(
                "A template's own id begins with a letter and has letters, digits, - and _, at most 64 of them. Use GetAsync or UpdateAsync for Brevo's id.",
                nameof(customTemplateId)
            );
        }
    }

    private static void CheckBody(string? html, Uri? url, string parameter)
    {
        if (html is not null && url is not null)
        {
            throw new ArgumentException("A template has an HtmlContent or an HtmlUrl. Leave one of them out.", parameter);
        }

        if (html is { Length: <= MinHtml })
        {
            throw new ArgumentException($"HtmlContent has {html.Length} characters and Brevo wants more than {MinHtml}.", parameter);
        }

        if (url is { IsAbsoluteUri: false })
        {
            throw new ArgumentException("HtmlUrl is not an absolute address, and Brevo fetches it from its own machines.", parameter);
        }
    }

    private static void CheckSender(MessageSender sender, string parameter)
    {
        if (TransactionalEmailCheck.Problem(sender) is { } problem)
        {
            throw new ArgumentException(problem, parameter);
        }
    }

    private static string Path(string id) => $"{ListPath}/{Uri.EscapeDataString(id)}";
}
