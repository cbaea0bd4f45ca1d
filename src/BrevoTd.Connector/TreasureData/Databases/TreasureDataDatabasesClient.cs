using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Databases of the account. Names have 3 to 128 characters out of a-z, 0-9 and _.</summary>
public class TreasureDataDatabasesClient
{
    private const string CreateRoute = "v3/database/create/{database}";
    private const string DeleteRoute = "v3/database/delete/{database}";

    private static readonly ServiceOperation s_listOperation = new(
        "databases.list",
        HttpMethod.Get,
        "v3/database/list",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getOperation = new(
        "databases.get",
        HttpMethod.Get,
        "v3/database/show/{database}",
        RepeatRule.Idempotent
    );

    // A repeat of a lost creation answers 409, of a lost deletion 404: harmless only where these count as success.
    private static readonly ServiceOperation s_createOperation = new(
        "databases.create",
        HttpMethod.Post,
        CreateRoute,
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the databases before sending it again",
    };

    private static readonly ServiceOperation s_createIfNotExistsOperation = s_createOperation with { Repeat = RepeatRule.Idempotent };

    private static readonly ServiceOperation s_deleteOperation = new(
        "databases.delete",
        HttpMethod.Post,
        DeleteRoute,
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the databases before sending it again",
    };

    private static readonly ServiceOperation s_deleteIfExistsOperation = s_deleteOperation with { Repeat = RepeatRule.Idempotent };

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected TreasureDataDatabasesClient()
    {
        _transport = null!;
    }

    internal TreasureDataDatabasesClient(IServiceTransport transport)
    {
        _transport = transport;
    }

    /// <summary>Lists the databases that the user may see (<c>GET /v3/database/list</c>).</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdDatabase>> ListAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _transport
            .SendAsync(
                new ServiceRequest(s_listOperation, s_listOperation.Route),
                TreasureDataJsonContext.Default.TdDatabaseList,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Databases ?? [];
    }

    /// <summary>Reads one database (<c>GET /v3/database/show</c>).</summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No database can have that name.</exception>
    /// <exception cref="ServiceException">There is no such database (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdDatabase> GetAsync(string database, CancellationToken cancellationToken = default)
    {
        var path = $"v3/database/show/{TdNames.Database(database)}";
        return _transport.SendAsync(
            new ServiceRequest(s_getOperation, path),
            TreasureDataJsonContext.Default.TdDatabase,
            cancellationToken
        );
    }

    /// <summary>
    /// Creates a database (<c>POST /v3/database/create</c>). When the answer is lost, the service is asked whether the database is there, and it is created
    /// again only if it is not.
    /// </summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No database can have that name.</exception>
    /// <exception cref="ServiceException">It exists already (409).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task CreateAsync(string database, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new ServiceRequest(s_createOperation, $"v3/database/create/{TdNames.Database(database)}")
            {
                Content = TreasureDataService.EmptyForm(),
                Look = new Look((_, token) => FindAsync(database, token), e => e.StatusCode == HttpStatusCode.Conflict),
            },
            cancellationToken
        );

    /// <summary>Creates a database unless it exists already (409 counts as success).</summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>
    /// Whether the service answered that it has created it; <see langword="false"/> if it existed, also when an earlier attempt of this
    /// very call, whose answer was lost, had created it.
    /// </returns>
    /// <exception cref="ArgumentException">No database can have that name.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<bool> CreateIfNotExistsAsync(string database, CancellationToken cancellationToken = default)
    {
        var request = Post(s_createIfNotExistsOperation, $"v3/database/create/{TdNames.Database(database)}");
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.Conflict], cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess;
    }

    /// <summary>
    /// Makes sure that a database is there. Unlike <see cref="CreateIfNotExistsAsync"/> it looks first, so that a key that may use the database but not create one is enough.
    /// Any number of processes may do this at the same time.
    /// </summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether this call created it.</returns>
    /// <exception cref="ArgumentException">No database can have that name.</exception>
    /// <exception cref="ConnectorException">A call failed.</exception>
    public virtual async Task<bool> EnsureDatabaseAsync(string database, CancellationToken cancellationToken = default) =>
        await FindAsync(database, cancellationToken).ConfigureAwait(false) is null
        && await CreateIfNotExistsAsync(database, cancellationToken).ConfigureAwait(false);

    /// <summary>Deletes a database with all its tables (<c>POST /v3/database/delete</c>).</summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No database can have that name.</exception>
    /// <exception cref="ServiceException">There is no such database (404), or it is protected.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(string database, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Post(s_deleteOperation, $"v3/database/delete/{TdNames.Database(database)}"), cancellationToken);

    /// <summary>Deletes a database with all its tables if it exists (404 counts as success).</summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether the service answered that it has deleted it; <see langword="false"/> if there was none (any more).</returns>
    /// <exception cref="ArgumentException">No database can have that name.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<bool> DeleteIfExistsAsync(string database, CancellationToken cancellationToken = default)
    {
        var request = Post(s_deleteIfExistsOperation, $"v3/database/delete/{TdNames.Database(database)}");
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess;
    }

    private async Task<ServiceAnswer?> FindAsync(string database, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(s_getOperation, $"v3/database/show/{TdNames.Database(database)}");
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess ? answer : null;
    }

    private static ServiceRequest Post(ServiceOperation operation, string path) =>
        new(operation, path) { Content = TreasureDataService.EmptyForm() };
}
