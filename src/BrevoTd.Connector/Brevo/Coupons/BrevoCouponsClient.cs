using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Collections of coupons and the coupons in them. Reached through <see cref="BrevoClient.Coupons"/>.</summary>
public class BrevoCouponsClient
{
    /// <summary>How many coupons one call may add.</summary>
    public const int MaxCoupons = 10_000;

    private const int MaxPageSize = 100;

    private static readonly ServiceOperation s_list = new(
        "coupons.list_collections",
        HttpMethod.Get,
        "couponCollections",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_get = new(
        "coupons.get_collection",
        HttpMethod.Get,
        "couponCollections/{id}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_create = new(
        "coupons.create_collection",
        HttpMethod.Post,
        "couponCollections",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the newest collections before sending it again, because two may have one name",
    };
    private static readonly ServiceOperation s_update = new(
        "coupons.update_collection",
        HttpMethod.Patch,
        "couponCollections/{id}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_add = new("coupons.create", HttpMethod.Post, "coupons", RepeatRule.NotIdempotent)
    {
        HowToLook = "compare the collection's total of coupons before sending them again",
    };

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoCouponsClient() => _transport = null!;

    internal BrevoCouponsClient(IServiceTransport transport) => _transport = transport;

    /// <summary>Lists coupon collections (<c>GET /couponCollections</c>), 100 per request.</summary>
    /// <param name="sortBy">What to sort by; <see langword="null"/>: by creation. A sweep by another field may skip or repeat collections that change meanwhile.</param>
    /// <param name="order">Ascending or descending. Default: ascending.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public virtual AsyncPageable<CouponCollection> ListCollectionsAsync(
        CouponCollectionSortField? sortBy = null,
        SortOrder order = SortOrder.Ascending,
        CancellationToken cancellationToken = default
    ) =>
        BrevoListing.Create(
            _transport,
            s_list,
            () => new QueryString("couponCollections").Add("sortBy", sortBy?.Value),
            MaxPageSize,
            order,
            CouponsJsonContext.Default.CouponCollectionList,
            answer => new OffsetPageable<CouponCollection>.Slice(answer.Collections, null),
            sortBy is null ? static collection => collection.Id?.ToString() : null,
            cancellationToken
        );

    /// <summary>Gets one coupon collection (<c>GET /couponCollections/{id}</c>).</summary>
    /// <param name="id">Id of the collection.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such collection (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<CouponCollection> GetCollectionAsync(CouponCollectionId id, CancellationToken cancellationToken = default)
    {
        // An older document answers with a list of one.
        var answer = await _transport
            .SendAsync(new ServiceRequest(s_get, Path(id)), CouponsJsonContext.Default.CouponCollectionList, cancellationToken)
            .ConfigureAwait(false);
        return answer.Collections is [var collection, ..] ? collection : new CouponCollection();
    }

    /// <summary>
    /// Creates a coupon collection (<c>POST /couponCollections</c>). When the answer is lost, the newest collections are searched for the one that this call created; it is never created a second
    /// time, because two collections may have one name.
    /// </summary>
    /// <param name="request">The collection.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Id of the new collection.</returns>
    /// <exception cref="ArgumentException">The name or the default coupon is empty.</exception>
    /// <exception cref="ServiceException">Brevo refuses a value.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<CouponCollectionId> CreateCollectionAsync(
        CreateCouponCollectionRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (string.IsNullOrWhiteSpace(request.Name) || string.IsNullOrWhiteSpace(request.DefaultCoupon))
        {
            throw new ArgumentException(
                $"A coupon collection needs a {nameof(request.Name)} and a {nameof(request.DefaultCoupon)}. Fill both.",
                nameof(request)
            );
        }

        var call = new ServiceRequest(s_create, "couponCollections")
        {
            Content = ServiceContent.Json(request, CouponsJsonContext.Default.CreateCouponCollectionRequest),
            Look = new Look((arguments, token) => FindAsync(request, arguments, token), _ => false, MayRepeat: false),
        };
        var answer = await _transport
            .SendAsync(call, CouponsJsonContext.Default.CouponCollectionCreatedAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Id ?? throw MissingMember.Of(s_create, HttpStatusCode.Created, "id");
    }

    /// <summary>Changes a coupon collection (<c>PATCH /couponCollections/{id}</c>). Idempotent. Its name cannot be changed.</summary>
    /// <param name="id">Id of the collection.</param>
    /// <param name="request">What changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Id, name and default coupon; Brevo answers no more.</returns>
    /// <exception cref="ArgumentException">Nothing changes.</exception>
    /// <exception cref="ServiceException">There is no such collection, or Brevo refuses a value.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<CouponCollection> UpdateCollectionAsync(
        CouponCollectionId id,
        UpdateCouponCollectionRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request == new UpdateCouponCollectionRequest())
        {
            throw new ArgumentException("Nothing changes. Set at least one member.", nameof(request));
        }

        return _transport.SendAsync(
            new ServiceRequest(s_update, Path(id))
            {
                Content = ServiceContent.Json(request, CouponsJsonContext.Default.UpdateCouponCollectionRequest),
            },
            CouponsJsonContext.Default.CouponCollection,
            cancellationToken
        );
    }

    /// <summary>
    /// Adds up to 10,000 coupons to a collection (<c>POST /coupons</c>). Brevo takes them in and adds them later. Not repeated when its answer is lost, because it is not documented what becomes
    /// of a coupon that is added twice.
    /// </summary>
    /// <param name="collectionId">Id of the collection.</param>
    /// <param name="coupons">The codes, each once.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">There is no coupon or more than 10,000, one is empty, or one comes twice; nothing is sent then.</exception>
    /// <exception cref="ServiceException">There is no such collection (404), or Brevo refuses a coupon.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task CreateAsync(
        CouponCollectionId collectionId,
        IReadOnlyCollection<string> coupons,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(collectionId.Value, nameof(collectionId));
        BatchChecks.Count(coupons, MaxCoupons, "coupons", nameof(coupons));
        if (coupons.Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("A coupon is empty. Leave it out.", nameof(coupons));
        }

        if (coupons.Distinct(StringComparer.Ordinal).Count() != coupons.Count)
        {
            throw new ArgumentException("A coupon comes twice, and Brevo takes each once per call. Leave one out.", nameof(coupons));
        }

        return _transport.SendAsync(
            new ServiceRequest(s_add, "coupons")
            {
                Content = ServiceContent.Json(
                    new CouponsBody { CollectionId = collectionId, Coupons = coupons },
                    CouponsJsonContext.Default.CouponsBody
                ),
            },
            cancellationToken
        );
    }

    /// <summary>Finds the collection that this very call created: the name alone says nothing, the time of its creation does.</summary>
    private async Task<ServiceAnswer?> FindAsync(
        CreateCouponCollectionRequest created,
        LookArguments arguments,
        CancellationToken cancellationToken
    )
    {
        var path = new QueryString("couponCollections").Add("limit", MaxPageSize).Add("sort", SortOrder.Descending.ToWire()).ToString();
        var request = new ServiceRequest(s_list, path);
        var page = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        var newest = _transport.Read(request, page, CouponsJsonContext.Default.CouponCollectionList);
        var found = newest.Collections.FirstOrDefault(collection =>
            collection.Name == created.Name
            && collection.DefaultCoupon == created.DefaultCoupon
            && arguments.IsSinceBegin(collection.CreatedAt, page)
        );
        return found?.Id is { } id
            ? await _transport.SendForAnswerAsync(new ServiceRequest(s_get, Path(id)), [], cancellationToken).ConfigureAwait(false)
            : null;
    }

    private static string Path(CouponCollectionId id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id.Value, nameof(id));
        return $"couponCollections/{Uri.EscapeDataString(id.Value)}";
    }
}
