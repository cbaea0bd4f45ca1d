using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>External feeds: addresses from which Brevo fetches content for e-mails. Reached through <see cref="BrevoClient.ExternalFeeds"/>.</summary>
/// <remarks>
/// These calls have no limit of their own: on the General tier they share 100 requests an hour with everything else that is not listed. Brevo answers
/// passwords and tokens of feeds in clear text.
/// </remarks>
public class BrevoExternalFeedsClient
{
    private const int MaxPageSize = 500;
    private const int NewestFeeds = 50;
    private const int MaxRetries = 5;

    private static readonly ServiceOperation s_list = new("external_feeds.list", HttpMethod.Get, "feeds", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_create = new("external_feeds.create", HttpMethod.Post, "feeds", RepeatRule.NotIdempotent)
    {
        HowToLook = "list the newest feeds before sending it again",
    };
    private static readonly ServiceOperation s_get = new("external_feeds.get", HttpMethod.Get, "feeds/{uuid}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_update = new("external_feeds.update", HttpMethod.Put, "feeds/{uuid}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_delete = new(
        "external_feeds.delete",
        HttpMethod.Delete,
        "feeds/{uuid}",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoExternalFeedsClient() => _transport = null!;

    internal BrevoExternalFeedsClient(IServiceTransport transport) => _transport = transport;

    /// <summary>Lists feeds (<c>GET /feeds</c>), 500 per request.</summary>
    /// <param name="query">Filters and order; <see langword="null"/> lists all feeds, oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">Only one end of the window is set, its ends are reversed, or it has more than a month.</exception>
    public virtual AsyncPageable<ExternalFeed> ListAsync(ExternalFeedQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new ExternalFeedQuery();
        TimeFilter.CheckMonth(query.From, query.To, nameof(query));
        return BrevoListing.Create(
            _transport,
            s_list,
            () =>
                new QueryString("feeds")
                    .Add("search", query.Search)
                    .Add("startDate", query.From)
                    .Add("endDate", query.To)
                    .Add("authType", query.AuthType?.Value),
            MaxPageSize,
            query.Order,
            ExternalFeedsJsonContext.Default.ExternalFeedListAnswer,
            answer => new OffsetPageable<ExternalFeed>.Slice(answer.Feeds, answer.Count),
            static feed => feed.Id?.ToString(),
            cancellationToken
        );
    }

    /// <summary>
    /// Creates a feed (<c>POST /feeds</c>). When the answer is lost, the newest feeds are searched for the one that this call created, and it is never created a
    /// second time.
    /// </summary>
    /// <param name="request">The feed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Id of the new feed.</returns>
    /// <exception cref="ArgumentException">Name or address is empty, the sign-in is not whole, or there are more than five retries.</exception>
    /// <exception cref="ServiceException">Brevo refuses a value.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<ExternalFeedId> CreateAsync(CreateExternalFeedRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (string.IsNullOrWhiteSpace(request.Name) || string.IsNullOrWhiteSpace(request.Url))
        {
            throw new ArgumentException("A feed needs a name and an address. Set both.", nameof(request));
        }

        Check(request.AuthType, request.Username, request.Password, request.Token, nameof(request));
        Check(request.MaxRetries, request.Headers, nameof(request));
        var newest = new QueryString("feeds").Add("limit", NewestFeeds).Add("sort", SortOrder.Descending.ToWire());
        var call = new ServiceRequest(s_create, "feeds")
        {
            Content = ServiceContent.Json(request, ExternalFeedsJsonContext.Default.CreateExternalFeedRequest),
            Look = CrmLook.For(
                _transport,
                new ServiceRequest(s_list, newest.ToString()),
                ExternalFeedsJsonContext.Default.ExternalFeedListAnswer,
                answer => answer.Feeds,
                feed => feed.Name == request.Name && feed.Url == request.Url,
                feed => feed.CreatedAt,
                feed => feed.Id?.Value
            ),
        };
        var answer = await _transport
            .SendAsync(call, ExternalFeedsJsonContext.Default.ExternalFeedCreatedAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Id ?? throw MissingMember.Of(s_create, HttpStatusCode.Created, "id");
    }

    /// <summary>Gets one feed (<c>GET /feeds/{uuid}</c>).</summary>
    /// <param name="id">Id of the feed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ServiceException">There is no such feed (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<ExternalFeed> GetAsync(ExternalFeedId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, Path(id)), ExternalFeedsJsonContext.Default.ExternalFeed, cancellationToken);

    /// <summary>Changes a feed (<c>PUT /feeds/{uuid}</c>). Idempotent.</summary>
    /// <param name="id">Id of the feed.</param>
    /// <param name="request">What changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty, a header is not whole, or there are more than five retries.</exception>
    /// <exception cref="ServiceException">There is no such feed (404), or Brevo refuses a value.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateAsync(ExternalFeedId id, UpdateExternalFeedRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        Check(request.MaxRetries, request.Headers, nameof(request));
        return _transport.SendAsync(
            new ServiceRequest(s_update, Path(id))
            {
                Content = ServiceContent.Json(request, ExternalFeedsJsonContext.Default.UpdateExternalFeedRequest),
            },
            cancellationToken
        );
    }

    /// <summary>Deletes a feed for good (<c>DELETE /feeds/{uuid}</c>). Campaigns and templates that use it lose its content.</summary>
    /// <param name="id">Id of the feed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ServiceException">There is no such feed (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(ExternalFeedId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_delete, Path(id)), cancellationToken);

    private static void Check(ExternalFeedAuthType? type, string? username, string? password, string? token, string parameter)
    {
        if (type == ExternalFeedAuthType.Basic && (string.IsNullOrEmpty(username) || string.IsNullOrEmpty(password)))
        {
            throw new ArgumentException("To sign in with basic, Brevo needs a user name and a password. Set both.", parameter);
        }

        if (type == ExternalFeedAuthType.Token && string.IsNullOrEmpty(token))
        {
            throw new ArgumentException("To sign in with a token, Brevo needs it. Set Token.", parameter);
        }
    }

    private static void Check(long? maxRetries, IReadOnlyList<ExternalFeedHeader>? headers, string parameter)
    {
        if (maxRetries is < 0 or > MaxRetries)
        {
            throw new ArgumentException($"Brevo tries 0 to {MaxRetries} times again. Set MaxRetries within these.", parameter);
        }

        if (headers?.Any(header => string.IsNullOrEmpty(header.Name) || header.Value is null) == true)
        {
            throw new ArgumentException("A header has no name or no value. Set both.", parameter);
        }
    }

    private static string Path(ExternalFeedId id) => $"feeds/{PathSegment.Of(id.Value, "id of the feed", nameof(id))}";
}
