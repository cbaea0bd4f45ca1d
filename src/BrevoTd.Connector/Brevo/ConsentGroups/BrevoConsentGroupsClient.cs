using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Consent groups: what contacts agree to. Reached through <see cref="BrevoClient.ConsentGroups"/>.</summary>
/// <remarks>A feature that accounts have or have not: without it, every call is refused with 403. New in 2026.</remarks>
public class BrevoConsentGroupsClient
{
    /// <summary>How many characters a name has at most.</summary>
    public const int MaxNameLength = 255;

    /// <summary>How many characters a description has at most.</summary>
    public const int MaxDescriptionLength = 500;

    private const int MaxPageSize = 50;
    private const string BasePath = "contacts/consent-groups";

    private static readonly ServiceOperation s_list = new("consent_groups.list", HttpMethod.Get, BasePath, RepeatRule.Idempotent);
    private static readonly ServiceOperation s_create = new("consent_groups.create", HttpMethod.Post, BasePath, RepeatRule.NotIdempotent)
    {
        HowToLook = "list the consent groups of that name before sending it again",
    };
    private static readonly ServiceOperation s_get = new("consent_groups.get", HttpMethod.Get, BasePath + "/{id}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_update = new(
        "consent_groups.update",
        HttpMethod.Put,
        BasePath + "/{id}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_delete = new(
        "consent_groups.delete",
        HttpMethod.Delete,
        BasePath + "/{id}",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoConsentGroupsClient() => _transport = null!;

    internal BrevoConsentGroupsClient(IServiceTransport transport) => _transport = transport;

    /// <summary>
    /// Lists consent groups (<c>GET /contacts/consent-groups</c>), 50 per request. Brevo offers no order to choose and documents none: a group that is created
    /// while a listing of more than 50 is under way may be missed.
    /// </summary>
    /// <param name="query">Filters; <see langword="null"/> lists every group.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public virtual AsyncPageable<ConsentGroup> ListAsync(ConsentGroupQuery? query = null, CancellationToken cancellationToken = default) =>
        BrevoListing.Create(
            _transport,
            s_list,
            () =>
                new QueryString(BasePath).Add("id", query?.Id?.Value).Add("name", query?.Name).Add("signupMode", query?.SignupMode?.Value),
            MaxPageSize,
            null,
            ConsentGroupsJsonContext.Default.ConsentGroupListAnswer,
            static answer => new OffsetPageable<ConsentGroup>.Slice(answer.ConsentGroups, answer.Total),
            static group => group.Id?.ToString(),
            cancellationToken
        );

    /// <summary>Gets one consent group (<c>GET /contacts/consent-groups/{id}</c>).</summary>
    /// <param name="id">Id of the group.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such group, or the account does not have the feature (403).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<ConsentGroup> GetAsync(ConsentGroupId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, Path(id)), ConsentGroupsJsonContext.Default.ConsentGroup, cancellationToken);

    /// <summary>
    /// Creates a consent group (<c>POST /contacts/consent-groups</c>). When the answer is lost, the group is looked for by its name, and created again only if this
    /// call has not created it.
    /// </summary>
    /// <param name="request">The group.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The new group.</returns>
    /// <exception cref="ArgumentException">The name is empty or longer than 255 characters, the description is longer than 500, or there is no mode.</exception>
    /// <exception cref="ServiceException">A group of that name exists (409), or the account does not have the feature (403).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<ConsentGroup> CreateAsync(CreateConsentGroupRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrWhiteSpace(request.Name, nameof(request));
        Check(request.Name, request.Description, nameof(request));
        if (string.IsNullOrEmpty(request.SignupMode.Value))
        {
            throw new ArgumentException("SignupMode is empty. Use ConsentGroupSignupMode.Manual or .Automatic.", nameof(request));
        }

        return _transport.SendAsync(
            new ServiceRequest(s_create, BasePath)
            {
                Content = ServiceContent.Json(request, ConsentGroupsJsonContext.Default.CreateConsentGroupRequest),
                Look = new Look(
                    (arguments, token) => FindAsync(request.Name, arguments, token),
                    static refusal => refusal.StatusCode == HttpStatusCode.Conflict
                ),
            },
            ConsentGroupsJsonContext.Default.ConsentGroup,
            cancellationToken
        );
    }

    /// <summary>Changes a consent group (<c>PUT /contacts/consent-groups/{id}</c>). Idempotent.</summary>
    /// <param name="id">Id of the group.</param>
    /// <param name="request">What changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The group after the change.</returns>
    /// <exception cref="ArgumentException">Nothing is to change, the name is longer than 255 characters, or the description than 500.</exception>
    /// <exception cref="ServiceException">There is no such group, another one has that name (409), or the account does not have the feature (403).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<ConsentGroup> UpdateAsync(
        ConsentGroupId id,
        UpdateConsentGroupRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request is { Name: null, Description.HasValue: false, SignupMode: null })
        {
            throw new ArgumentException("Nothing is to change. Set Name, Description or SignupMode.", nameof(request));
        }

        Check(request.Name, request.Description.Value, nameof(request));
        return _transport.SendAsync(
            new ServiceRequest(s_update, Path(id))
            {
                Content = ServiceContent.Json(request, ConsentGroupsJsonContext.Default.UpdateConsentGroupRequest),
            },
            ConsentGroupsJsonContext.Default.ConsentGroup,
            cancellationToken
        );
    }

    /// <summary>
    /// Deletes a consent group with every consent in it (<c>DELETE /contacts/consent-groups/{id}</c>). The contacts stay. A repeat after a lost answer finds no
    /// group any more and says so (404).
    /// </summary>
    /// <param name="id">Id of the group.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such group, or the account does not have the feature (403).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(ConsentGroupId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_delete, Path(id)), cancellationToken);

    /// <summary>Finds the group that this very call created.</summary>
    private async Task<ServiceAnswer?> FindAsync(string name, LookArguments arguments, CancellationToken cancellationToken)
    {
        await foreach (var group in ListAsync(new ConsentGroupQuery { Name = name }, cancellationToken).ConfigureAwait(false))
        {
            if (!string.Equals(group.Name, name, StringComparison.OrdinalIgnoreCase) || group.Id is not { } id)
            {
                continue;
            }

            var request = new ServiceRequest(s_get, Path(id));
            var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
            var found = _transport.Read(request, answer, ConsentGroupsJsonContext.Default.ConsentGroup);
            return arguments.IsSinceBegin(found.CreatedAt, answer) ? answer : null;
        }

        return null;
    }

    private static void Check(string? name, string? description, string parameter)
    {
        if (name?.Length > MaxNameLength)
        {
            throw new ArgumentException($"Name has {name.Length} characters and Brevo takes {MaxNameLength}. Shorten it.", parameter);
        }

        if (description?.Length > MaxDescriptionLength)
        {
            throw new ArgumentException(
                $"Description has {description.Length} characters and Brevo takes {MaxDescriptionLength}. Shorten it.",
                parameter
            );
        }
    }

    private static string Path(ConsentGroupId id) => $"{BasePath}/{id}";
}
