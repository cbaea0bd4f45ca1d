using System.Globalization;
using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Categories of products. Reached through <see cref="BrevoClient.Categories"/>.</summary>
/// <remarks>
/// Brevo's e-commerce application is switched on with <see cref="BrevoEcommerceClient.ActivateAsync"/>. Categories are never deleted from Brevo; <see cref="UpsertCategoryRequest.IsDeleted"/> marks them.
/// These calls share 100 requests an hour on the General tier with everything else that has no limit of its own.
/// </remarks>
public class BrevoCategoriesClient
{
    /// <summary>How many categories one batch may have.</summary>
    public const int MaxBatch = 100;

    private const int MaxPageSize = 100;

    private static readonly ServiceOperation s_list = new("categories.list", HttpMethod.Get, "categories", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_get = new("categories.get", HttpMethod.Get, "categories/{id}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_create = new("categories.create", HttpMethod.Post, "categories", RepeatRule.NotIdempotent)
    {
        HowToLook = "get the category by its id before sending it again",
    };
    private static readonly ServiceOperation s_upsert = new("categories.upsert", HttpMethod.Post, "categories", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_createBatch = new(
        "categories.create_batch",
        HttpMethod.Post,
        "categories/batch",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "get one of the categories by its id before sending them again: all of them exist, or none",
    };
    private static readonly ServiceOperation s_upsertBatch = new(
        "categories.upsert_batch",
        HttpMethod.Post,
        "categories/batch",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoCategoriesClient() => _transport = null!;

    internal BrevoCategoriesClient(IServiceTransport transport) => _transport = transport;

    /// <summary>The way to the service that this client uses; <see langword="null"/> in a fake.</summary>
    internal IServiceTransport? Transport => _transport;

    /// <summary>Lists categories (<c>GET /categories</c>), 100 per request.</summary>
    /// <param name="query">Filters and order; <see langword="null"/> lists every category, oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public virtual AsyncPageable<ProductCategory> ListAsync(CategoryQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new CategoryQuery();
        return BrevoListing.Create(
            _transport,
            s_list,
            () =>
                new QueryString("categories")
                    .AddList("ids", query.Ids)
                    .Add("name", query.Name)
                    .Add("modifiedSince", query.ModifiedSince)
                    .Add("createdSince", query.CreatedSince)
                    .Add("isDeleted", query.IsDeleted),
            MaxPageSize,
            query.Order,
            CategoriesJsonContext.Default.CategoryListAnswer,
            answer => new OffsetPageable<ProductCategory>.Slice(answer.Categories, answer.Count),
            static category => category.Id,
            cancellationToken
        );
    }

    /// <summary>Gets one category (<c>GET /categories/{id}</c>).</summary>
    /// <param name="id">The shop's id of the category.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such category (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<ProductCategory> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, Path(id)), CategoriesJsonContext.Default.ProductCategory, cancellationToken);

    /// <summary>
    /// Creates a category (<c>POST /categories</c>). When the answer is lost, the category is looked up by its id, and created again only if this call has not created it.
    /// </summary>
    /// <param name="request">The category; its name is mandatory.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The category has no id or no name.</exception>
    /// <exception cref="ServiceException">The id is taken (400), or Brevo refuses a value.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task CreateAsync(UpsertCategoryRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        Check(request, isNew: true, "The category", nameof(request));
        return _transport.SendAsync(
            new ServiceRequest(s_create, "categories")
            {
                Content = ServiceContent.Json(request with { UpdateEnabled = false }, CategoriesJsonContext.Default.UpsertCategoryRequest),
                Look = new Look(
                    (arguments, token) => FindAsync(request.Id, arguments, token),
                    refusal => refusal.StatusCode == HttpStatusCode.BadRequest
                ),
            },
            cancellationToken
        );
    }

    /// <summary>Creates a category, or updates the one that has the same id (<c>POST /categories</c> with <c>updateEnabled</c>). Idempotent.</summary>
    /// <param name="request">The category.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The category has no id.</exception>
    /// <exception cref="ServiceException">The category is new and has no name, or Brevo refuses a value.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<CatalogUpsertResult> UpsertAsync(UpsertCategoryRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        Check(request, isNew: false, "The category", nameof(request));
        var call = new ServiceRequest(s_upsert, "categories")
        {
            Content = ServiceContent.Json(request with { UpdateEnabled = true }, CategoriesJsonContext.Default.UpsertCategoryRequest),
        };
        var answer = await _transport.SendForAnswerAsync(call, [], cancellationToken).ConfigureAwait(false);
        return new CatalogUpsertResult { Created = answer.Status == HttpStatusCode.Created };
    }

    /// <summary>
    /// Creates up to 100 categories (<c>POST /categories/batch</c>): all of them, or none when one id exists already. Not repeated when its answer is lost, because the repeat would be refused
    /// whether or not it was this call that created them.
    /// </summary>
    /// <param name="categories">The categories; each needs a name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">There is no category or more than 100, two have one id, or one cannot be taken; nothing is sent then.</exception>
    /// <exception cref="ServiceException">An id is taken, or Brevo refuses a value; nothing was created.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<CatalogBatchResult> CreateBatchAsync(
        IReadOnlyList<UpsertCategoryRequest> categories,
        CancellationToken cancellationToken = default
    ) => SendBatchAsync(s_createBatch, categories, isNew: true, cancellationToken);

    /// <summary>Creates or updates up to 100 categories (<c>POST /categories/batch</c> with <c>updateEnabled</c>). Idempotent. Brevo counts, but does not tell which were new.</summary>
    /// <param name="categories">The categories.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">There is no category or more than 100, two have one id, or one cannot be taken; nothing is sent then.</exception>
    /// <exception cref="ServiceException">A new category has no name, or Brevo refuses a value; nothing was changed.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<CatalogBatchResult> UpsertBatchAsync(
        IReadOnlyList<UpsertCategoryRequest> categories,
        CancellationToken cancellationToken = default
    ) => SendBatchAsync(s_upsertBatch, categories, isNew: false, cancellationToken);

    /// <summary>Sends a batch whose body is already on the wire's form; the way of the batch writer.</summary>
    internal Task<CatalogBatchResult> SendBatchAsync(HttpContent body, bool updates, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            new ServiceRequest(updates ? s_upsertBatch : s_createBatch, "categories/batch")
            {
                Content = body,
                MaxQuotaWait = Timeout.InfiniteTimeSpan,
            },
            CategoriesJsonContext.Default.CatalogBatchResult,
            cancellationToken
        );

    private Task<CatalogBatchResult> SendBatchAsync(
        ServiceOperation operation,
        IReadOnlyList<UpsertCategoryRequest> categories,
        bool isNew,
        CancellationToken cancellationToken
    )
    {
        BatchChecks.Count(categories, MaxBatch, "categories", nameof(categories));
        for (var i = 0; i < categories.Count; i++)
        {
            Check(categories[i], isNew, string.Create(CultureInfo.InvariantCulture, $"Category {i}"), nameof(categories));
        }

        BatchChecks.NoDoubles(categories, category => category.Id, "categories", nameof(categories));
        return _transport.SendAsync(
            new ServiceRequest(operation, "categories/batch")
            {
                Content = ServiceContent.Json(
                    new CategoryBatchBody { Categories = categories, UpdateEnabled = !isNew },
                    CategoriesJsonContext.Default.CategoryBatchBody
                ),
            },
            CategoriesJsonContext.Default.CatalogBatchResult,
            cancellationToken
        );
    }

    /// <summary>Finds the category that this very call created; one that was there before is somebody else's.</summary>
    private async Task<ServiceAnswer?> FindAsync(string id, LookArguments arguments, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(s_get, Path(id));
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        return
            answer.IsSuccess
            && arguments.IsSinceBegin(_transport.Read(request, answer, CategoriesJsonContext.Default.ProductCategory).CreatedAt, answer)
            ? answer
            : null;
    }

    private static void Check(UpsertCategoryRequest category, bool isNew, string which, string parameter)
    {
        if (category is null)
        {
            throw new ArgumentException($"{which} is null. Leave it out.", parameter);
        }

        if (string.IsNullOrWhiteSpace(category.Id))
        {
            throw new ArgumentException($"{which} has no {nameof(category.Id)}. Fill it with the shop's id of the category.", parameter);
        }

        if (isNew ? string.IsNullOrWhiteSpace(category.Name) : category.Name is not null && string.IsNullOrWhiteSpace(category.Name))
        {
            throw new ArgumentException(
                $"{which} has no {nameof(category.Name)}. Brevo asks for it when a category is new; leave it null only in an upsert of a category that exists.",
                parameter
            );
        }
    }

    private static string Path(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return $"categories/{Uri.EscapeDataString(id)}";
    }
}
