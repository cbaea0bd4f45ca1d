using System.Globalization;
using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Products of a shop. Reached through <see cref="BrevoClient.Products"/>.</summary>
/// <remarks>Brevo's e-commerce application is switched on with <see cref="BrevoEcommerceClient.ActivateAsync"/>. Products are never deleted from Brevo; <see cref="UpsertProductRequest.IsDeleted"/> marks them.</remarks>
public class BrevoProductsClient
{
    /// <summary>How many products one batch may have.</summary>
    public const int MaxBatch = 100;

    /// <summary>How many products one batch of upserts may have when Brevo has raised the account's limit.</summary>
    public const int MaxRaisedBatch = 1_000;

    /// <summary>How many characters <see cref="UpsertProductRequest.MetaInfo"/> may have as JSON.</summary>
    public const int MaxMetaInfoLength = 20_000;

    private const int MaxPageSize = 1000;

    private static readonly ServiceOperation s_list = new("products.list", HttpMethod.Get, "products", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_get = new("products.get", HttpMethod.Get, "products/{id}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_create = new("products.create", HttpMethod.Post, "products", RepeatRule.NotIdempotent)
    {
        HowToLook = "get the product by its id before sending it again",
    };
    private static readonly ServiceOperation s_upsert = new("products.upsert", HttpMethod.Post, "products", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_createBatch = new(
        "products.create_batch",
        HttpMethod.Post,
        "products/batch",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "get one of the products by its id before sending them again: all of them exist, or none",
    };
    private static readonly ServiceOperation s_upsertBatch = new(
        "products.upsert_batch",
        HttpMethod.Post,
        "products/batch",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_createAlert = new(
        "products.create_alert",
        HttpMethod.Post,
        "products/{id}/alerts/{type}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "Brevo has no way to list alerts; whether a second one is told twice is not documented",
    };

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoProductsClient() => _transport = null!;

    internal BrevoProductsClient(IServiceTransport transport) => _transport = transport;

    /// <summary>The way to the service that this client uses; <see langword="null"/> in a fake.</summary>
    internal IServiceTransport? Transport => _transport;

    /// <summary>Lists products (<c>GET /products</c>), 1,000 per request.</summary>
    /// <param name="query">Filters and order; <see langword="null"/> lists every product, oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The name to look for has fewer than 3 characters.</exception>
    public virtual AsyncPageable<Product> ListAsync(ProductQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new ProductQuery();
        ProductChecks.Check(query, nameof(query));
        return BrevoListing.Create(
            _transport,
            s_list,
            () =>
                Add(
                    Add(
                        new QueryString("products")
                            .AddList("ids", query.Ids)
                            .Add("search", query.Search)
                            .Add("name", query.Name)
                            .AddList("categories", query.Categories)
                            .Add("modifiedSince", query.ModifiedSince)
                            .Add("createdSince", query.CreatedSince)
                            .Add("isDeleted", query.IsDeleted)
                            .Add("sortByField", query.SortBy?.Value),
                        "price",
                        query.Price
                    ),
                    "alternativePrice",
                    query.AlternativePrice
                ),
            MaxPageSize,
            query.Order,
            ProductsJsonContext.Default.ProductListAnswer,
            answer => new OffsetPageable<Product>.Slice(answer.Products, answer.Count),
            query.SortBy is null ? static product => product.Id : null,
            cancellationToken
        );
    }

    /// <summary>Gets one product (<c>GET /products/{id}</c>).</summary>
    /// <param name="id">The shop's id of the product.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such product (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<Product> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, Path(id)), ProductsJsonContext.Default.Product, cancellationToken);

    /// <summary>
    /// Creates a product (<c>POST /products</c>). When the answer is lost, the product is looked up by its id, and created again only if this call has not created it.
    /// </summary>
    /// <param name="request">The product; its name is mandatory.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The product has no id or no name, or a <see cref="UpsertProductRequest.MetaInfo"/> that Brevo does not take.</exception>
    /// <exception cref="ServiceException">The id is taken (400), or Brevo refuses a value.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task CreateAsync(UpsertProductRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ProductChecks.Check(request, isNew: true, "The product", nameof(request));
        return _transport.SendAsync(
            new ServiceRequest(s_create, "products")
            {
                Content = ServiceContent.Json(request with { UpdateEnabled = false }, ProductsJsonContext.Default.UpsertProductRequest),
                Look = new Look(
                    (arguments, token) => FindAsync(request.Id, arguments, token),
                    refusal => refusal.StatusCode == HttpStatusCode.BadRequest
                ),
            },
            cancellationToken
        );
    }

    /// <summary>Creates a product, or updates the one that has the same id (<c>POST /products</c> with <c>updateEnabled</c>). Idempotent.</summary>
    /// <param name="request">The product.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The product has no id, or a <see cref="UpsertProductRequest.MetaInfo"/> that Brevo does not take.</exception>
    /// <exception cref="ServiceException">The product is new and has no name, or Brevo refuses a value.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<CatalogUpsertResult> UpsertAsync(UpsertProductRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ProductChecks.Check(request, isNew: false, "The product", nameof(request));
        var answer = await _transport
            .SendForAnswerAsync(
                new ServiceRequest(s_upsert, "products")
                {
                    Content = ServiceContent.Json(request with { UpdateEnabled = true }, ProductsJsonContext.Default.UpsertProductRequest),
                },
                [],
                cancellationToken
            )
            .ConfigureAwait(false);
        return new CatalogUpsertResult { Created = answer.Status == HttpStatusCode.Created };
    }

    /// <summary>
    /// Creates up to 100 products (<c>POST /products/batch</c>): all of them, or none when one id exists already. Not repeated when its answer is lost, because the repeat would be refused
    /// whether or not it was this call that created them.
    /// </summary>
    /// <param name="products">The products; each needs a name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">There is no product or more than 100, two have one id, or one cannot be taken; nothing is sent then.</exception>
    /// <exception cref="ServiceException">An id is taken, or Brevo refuses a value; nothing was created.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<CatalogBatchResult> CreateBatchAsync(
        IReadOnlyList<UpsertProductRequest> products,
        CancellationToken cancellationToken = default
    ) => SendBatchAsync(s_createBatch, products, isNew: true, MaxBatch, cancellationToken);

    /// <summary>Creates or updates up to 100 products (<c>POST /products/batch</c> with <c>updateEnabled</c>). Idempotent. Brevo counts, but does not tell which were new.</summary>
    /// <remarks>Counts against the shared limit of 100 requests an hour on the General tier, unlike single products.</remarks>
    /// <param name="products">The products.</param>
    /// <param name="hasRaisedLimit">Whether Brevo has raised the account's limit to 1,000 products per call. Default: it has not.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">There is no product or too many, two have one id, or one cannot be taken; nothing is sent then.</exception>
    /// <exception cref="ServiceException">A new product has no name, or Brevo refuses a value; nothing was changed.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<CatalogBatchResult> UpsertBatchAsync(
        IReadOnlyList<UpsertProductRequest> products,
        bool hasRaisedLimit = false,
        CancellationToken cancellationToken = default
    ) => SendBatchAsync(s_upsertBatch, products, isNew: false, hasRaisedLimit ? MaxRaisedBatch : MaxBatch, cancellationToken);

    /// <summary>
    /// Registers a contact for an alert about a product (<c>POST /products/{id}/alerts/{type}</c>). Not repeated when its answer is lost, because it is not documented what a second
    /// registration does.
    /// </summary>
    /// <param name="id">The shop's id of the product.</param>
    /// <param name="type">What to tell, such as <see cref="ProductAlertType.BackInStock"/>.</param>
    /// <param name="contact">Whom to tell.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The contact has no identifier.</exception>
    /// <exception cref="ServiceException">There is no such product (404), or alerts are not enabled for the account (403).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task CreateAlertAsync(
        string id,
        ProductAlertType type,
        ProductAlertContact contact,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(contact);
        ArgumentException.ThrowIfNullOrWhiteSpace(type.Value, nameof(type));
        if (
            string.IsNullOrWhiteSpace(contact.ExternalId)
            && string.IsNullOrWhiteSpace(contact.Email)
            && string.IsNullOrWhiteSpace(contact.Sms)
        )
        {
            throw new ArgumentException(
                $"The contact has no identifier. Fill {nameof(contact.ExternalId)}, {nameof(contact.Email)} or {nameof(contact.Sms)}.",
                nameof(contact)
            );
        }

        return _transport.SendAsync(
            new ServiceRequest(s_createAlert, $"{Path(id)}/alerts/{Uri.EscapeDataString(type.Value)}")
            {
                Content = ServiceContent.Json(
                    new ProductAlertBody { ContactIdentifiers = contact },
                    ProductsJsonContext.Default.ProductAlertBody
                ),
            },
            cancellationToken
        );
    }

    /// <summary>Sends a batch whose body is already on the wire's form; the way of the batch writer.</summary>
    internal Task<CatalogBatchResult> SendBatchAsync(HttpContent body, bool updates, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            new ServiceRequest(updates ? s_upsertBatch : s_createBatch, "products/batch")
            {
                Content = body,
                MaxQuotaWait = Timeout.InfiniteTimeSpan,
            },
            ProductsJsonContext.Default.CatalogBatchResult,
            cancellationToken
        );

    private Task<CatalogBatchResult> SendBatchAsync(
        ServiceOperation operation,
        IReadOnlyList<UpsertProductRequest> products,
        bool isNew,
        int max,
        CancellationToken cancellationToken
    )
    {
        BatchChecks.Count(products, max, "products", nameof(products));
        for (var i = 0; i < products.Count; i++)
        {
            ProductChecks.Check(products[i], isNew, string.Create(CultureInfo.InvariantCulture, $"Product {i}"), nameof(products));
        }

        BatchChecks.NoDoubles(products, product => product.Id, "products", nameof(products));
        return _transport.SendAsync(
            new ServiceRequest(operation, "products/batch")
            {
                Content = ServiceContent.Json(
                    new ProductBatchBody { Products = products, UpdateEnabled = !isNew },
                    ProductsJsonContext.Default.ProductBatchBody
                ),
            },
            ProductsJsonContext.Default.CatalogBatchResult,
            cancellationToken
        );
    }

    /// <summary>Finds the product that this very call created; one that was there before is somebody else's.</summary>
    private async Task<ServiceAnswer?> FindAsync(string id, LookArguments arguments, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(s_get, Path(id));
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        return
            answer.IsSuccess
            && arguments.IsSinceBegin(_transport.Read(request, answer, ProductsJsonContext.Default.Product).CreatedAt, answer)
            ? answer
            : null;
    }

    private static QueryString Add(QueryString path, string name, PriceFilter? filter) =>
        path.Add($"{name}[lte]", Digits(filter?.AtMost))
            .Add($"{name}[gte]", Digits(filter?.AtLeast))
            .Add($"{name}[lt]", Digits(filter?.Below))
            .Add($"{name}[gt]", Digits(filter?.Above))
            .Add($"{name}[eq]", Digits(filter?.EqualTo))
            .Add($"{name}[ne]", Digits(filter?.NotEqualTo));

    private static string? Digits(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string Path(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return $"products/{Uri.EscapeDataString(id)}";
    }
}
