using System.Globalization;
using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Records of custom objects. Reached through <see cref="BrevoClient.Objects"/>.</summary>
/// <remarks>
/// Custom objects are a beta of Brevo's for Enterprise plans. Objects and their attributes are defined in Brevo, not here. These calls share 100 requests an hour on the General tier with everything
/// else that has no limit of its own.
/// </remarks>
public class BrevoObjectsClient
{
    /// <summary>How many records one call may create, update or delete.</summary>
    public const int MaxBatch = 1_000;

    /// <summary>How many bytes the body of an upsert may have (1 MB).</summary>
    public const int MaxUpsertBytes = 1_000_000;

    /// <summary>How many attributes a record may have.</summary>
    public const int MaxAttributes = 500;

    /// <summary>How many entries of a record's associations may link, and how many may unlink.</summary>
    public const int MaxAssociations = 10;

    /// <summary>The object type of contacts, for <see cref="ListAssociatedAsync"/>.</summary>
    public const string ContactType = "contact";

    // The maximum is not documented; the example in the documents asks for 500.
    private const int MaxPageSize = 500;
    private const int MaxTypes = 5;

    private static readonly ServiceOperation s_upsert = new(
        "objects.upsert",
        HttpMethod.Post,
        "objects/{object_type}/batch/upsert",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_create = new(
        "objects.create",
        HttpMethod.Post,
        "objects/{object_type}/batch/upsert",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the newest records before sending them again, or those without an id may be created twice",
    };
    private static readonly ServiceOperation s_delete = new(
        "objects.delete",
        HttpMethod.Post,
        "objects/{object_type}/batch/delete",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_list = new(
        "objects.list",
        HttpMethod.Get,
        "objects/{object_type}/records",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listAssociated = new(
        "objects.list_associated",
        HttpMethod.Get,
        "objects/{object_type}/associated-records",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoObjectsClient() => _transport = null!;

    internal BrevoObjectsClient(IServiceTransport transport) => _transport = transport;

    /// <summary>The way to the service that this client uses; <see langword="null"/> in a fake.</summary>
    internal IServiceTransport? Transport => _transport;

    /// <summary>Lists the records of a custom object (<c>GET /objects/{object_type}/records</c>), 500 per request, by page number.</summary>
    /// <remarks>
    /// Each record comes once. A record that is deleted during the sweep moves later ones to an earlier page, and one of them may be missed: sweep again after deletions.
    /// How many records a page may have is not documented; ask for fewer with <see cref="AsyncPageable{T}.AsPages"/> if Brevo refuses 500.
    /// </remarks>
    /// <param name="objectType">Type of the object; not <c>contact</c>.</param>
    /// <param name="includeAssociations">Whether to give up to 5 associated records per type along with each record. Default: no.</param>
    /// <param name="order">Order by creation. Default: oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The type is not the name of a custom object.</exception>
    public virtual AsyncPageable<CustomObjectRecord> ListAsync(
        string objectType,
        bool includeAssociations = false,
        SortOrder order = SortOrder.Ascending,
        CancellationToken cancellationToken = default
    )
    {
        ObjectChecks.CustomType(objectType);
        return new ObjectRecordPageable(
            MaxPageSize,
            (number, limit, token) =>
            {
                var path = new QueryString($"{Path(objectType)}/records")
                    .Add("limit", limit)
                    .Add("page_num", number)
                    .Add("sort", order.ToWire())
                    .Add("association", includeAssociations)
                    .ToString();
                return _transport.SendAsync(new ServiceRequest(s_list, path), ObjectsJsonContext.Default.ObjectRecordListAnswer, token);
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Lists the records that one record or one contact is associated with (<c>GET /objects/{object_type}/associated-records</c>), 20 per request, the newest association first; Brevo offers no
    /// other order and no other page size. Each record comes once; one may be missed when associations are ended during the sweep.
    /// </summary>
    /// <param name="objectType">Type of the record, or <see cref="ContactType"/>.</param>
    /// <param name="key">Which record. E-mail addresses and phone numbers name contacts only; if several contacts share one, use the id.</param>
    /// <param name="types">Only associated records of these types, at most 5; <see langword="null"/>: of every type.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The key is empty or not for records of this type, or there are more than 5 types.</exception>
    public virtual AsyncPageable<AssociatedRecord> ListAssociatedAsync(
        string objectType,
        ObjectRecordKey key,
        IReadOnlyCollection<string>? types = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(objectType);
        if (key.Parameter is not { } parameter)
        {
            throw new ArgumentException(
                "The key is empty. Create it with ObjectRecordKey.Id(…), .ExternalId(…) or .Contact(…).",
                nameof(key)
            );
        }

        if (key.IsForContactsOnly && objectType != ContactType)
        {
            throw new ArgumentException(
                $"E-mail addresses and phone numbers name contacts only. Use the type {ContactType}, or an id.",
                nameof(key)
            );
        }

        if (types is { Count: > MaxTypes })
        {
            throw new ArgumentException(
                $"Brevo takes at most {MaxTypes} types and got {types.Count}. Split them into several listings, or leave them out.",
                nameof(types)
            );
        }

        return new AssociatedRecordPageable(
            (offset, token) =>
            {
                var path = new QueryString($"{Path(objectType)}/associated-records")
                    .Add(parameter, key.Value)
                    .AddList("type", types)
                    .Add("offset", offset)
                    .ToString();
                return _transport.SendAsync(
                    new ServiceRequest(s_listAssociated, path),
                    ObjectsJsonContext.Default.AssociatedRecordListAnswer,
                    token
                );
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Takes in up to 1,000 records for an asynchronous upsert (<c>POST /objects/{object_type}/batch/upsert</c>). Repeated when its answer is lost if every record names itself; a record without
    /// <see cref="UpsertObjectRecordRequest.Identifiers"/> would be created twice.
    /// </summary>
    /// <remarks>Brevo accepts the call (202) also if a record will fail in the background: for an unknown id of Brevo's own, and for associations with records that do not exist.</remarks>
    /// <param name="objectType">Type of the object, which must exist: up to 32 small letters, digits and <c>_</c>.</param>
    /// <param name="records">The records.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The process: wait for its end. It does not say which records failed.</returns>
    /// <exception cref="ArgumentException">There is no record or more than 1,000, the body is larger than 1 MB, or a record breaks a limit; nothing is sent then.</exception>
    /// <exception cref="ServiceException">There is no such object, or the plan has no custom objects (403).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<BrevoProcessHandle> UpsertAsync(
        string objectType,
        IReadOnlyList<UpsertObjectRecordRequest> records,
        CancellationToken cancellationToken = default
    )
    {
        ObjectChecks.CustomType(objectType);
        BatchChecks.Count(records, MaxBatch, "records", nameof(records));
        for (var i = 0; i < records.Count; i++)
        {
            ObjectChecks.Check(records[i], string.Create(CultureInfo.InvariantCulture, $"Record {i}"), nameof(records));
        }

        var content = ServiceContent.Json(new ObjectUpsertBody { Records = records }, ObjectsJsonContext.Default.ObjectUpsertBody);
        if (content.Headers.ContentLength > MaxUpsertBytes)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The records have {content.Headers.ContentLength:N0} bytes together and Brevo takes {MaxUpsertBytes:N0} per call. Split them into several calls."
                ),
                nameof(records)
            );
        }

        var operation = records.All(record => record.Identifiers is not null) ? s_upsert : s_create;
        return StartAsync(operation, $"{Path(objectType)}/batch/upsert", content, cancellationToken);
    }

    /// <summary>
    /// Deletes up to 1,000 records by Brevo's own ids, in an asynchronous process (<c>POST /objects/{object_type}/batch/delete</c>). Records that Brevo brings along itself cannot be deleted so.
    /// Idempotent.
    /// </summary>
    /// <param name="objectType">Type of the object.</param>
    /// <param name="ids">The ids.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The process: wait for its end. It does not say which records failed.</returns>
    /// <exception cref="ArgumentException">There is no id or more than 1,000.</exception>
    /// <exception cref="ServiceException">There is no such object, or the plan has no custom objects (403).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<BrevoProcessHandle> DeleteAsync(
        string objectType,
        IReadOnlyCollection<ObjectRecordId> ids,
        CancellationToken cancellationToken = default
    )
    {
        BatchChecks.Count(ids, MaxBatch, "ids", nameof(ids));
        return DeleteAsync(objectType, new ObjectDeleteIdentifiers { Ids = ids }, cancellationToken);
    }

    /// <summary>
    /// Deletes up to 1,000 records by the caller's own ids, in an asynchronous process (<c>POST /objects/{object_type}/batch/delete</c>). Records that Brevo brings along itself cannot be deleted
    /// so. Idempotent.
    /// </summary>
    /// <param name="objectType">Type of the object.</param>
    /// <param name="externalIds">The ids.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The process: wait for its end. It does not say which records failed.</returns>
    /// <exception cref="ArgumentException">There is no id or more than 1,000, or one is empty.</exception>
    /// <exception cref="ServiceException">There is no such object, or the plan has no custom objects (403).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<BrevoProcessHandle> DeleteByExternalIdAsync(
        string objectType,
        IReadOnlyCollection<string> externalIds,
        CancellationToken cancellationToken = default
    )
    {
        BatchChecks.Count(externalIds, MaxBatch, "external ids", nameof(externalIds));
        if (externalIds.Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("An external id is empty. Leave it out.", nameof(externalIds));
        }

        return DeleteAsync(objectType, new ObjectDeleteIdentifiers { ExternalIds = externalIds }, cancellationToken);
    }

    private Task<BrevoProcessHandle> DeleteAsync(
        string objectType,
        ObjectDeleteIdentifiers identifiers,
        CancellationToken cancellationToken
    )
    {
        ObjectChecks.CustomType(objectType);
        return StartAsync(
            s_delete,
            $"{Path(objectType)}/batch/delete",
            ServiceContent.Json(new ObjectDeleteBody { Identifiers = identifiers }, ObjectsJsonContext.Default.ObjectDeleteBody),
            cancellationToken
        );
    }

    /// <summary>Starts an upsert whose body is already on the wire's form; the way of the batch writer.</summary>
    /// <param name="objectType">A type that <see cref="ObjectChecks.CustomType"/> has accepted.</param>
    /// <param name="body">The request's body.</param>
    /// <param name="areIdentified">Whether every record has an id, so that a second request would change nothing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    internal Task<ProcessId> UpsertAsync(string objectType, HttpContent body, bool areIdentified, CancellationToken cancellationToken) =>
        SendAsync(
            areIdentified ? s_upsert : s_create,
            $"{Path(objectType)}/batch/upsert",
            body,
            cancellationToken,
            Timeout.InfiniteTimeSpan
        );

    private async Task<BrevoProcessHandle> StartAsync(
        ServiceOperation operation,
        string path,
        HttpContent content,
        CancellationToken cancellationToken
    ) => BrevoProcessHandle.Started(_transport, await SendAsync(operation, path, content, cancellationToken).ConfigureAwait(false));

    private async Task<ProcessId> SendAsync(
        ServiceOperation operation,
        string path,
        HttpContent content,
        CancellationToken cancellationToken,
        TimeSpan? maxQuotaWait = null
    )
    {
        var answer = await _transport
            .SendAsync(
                new ServiceRequest(operation, path) { Content = content, MaxQuotaWait = maxQuotaWait },
                ObjectsJsonContext.Default.ObjectBatchAnswer,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.ProcessId ?? throw MissingMember.Of(operation, HttpStatusCode.Accepted, "processId");
    }

    private static string Path(string objectType) => $"objects/{Uri.EscapeDataString(objectType)}";
}
