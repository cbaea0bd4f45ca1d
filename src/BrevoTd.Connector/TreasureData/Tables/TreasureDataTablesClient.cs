using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Tables, their schemas, and imports into them. Names have 3 to 128 characters out of a-z, 0-9 and _.</summary>
public partial class TreasureDataTablesClient
{
    private static readonly ServiceOperation s_listOperation = new(
        "tables.list",
        HttpMethod.Get,
        "v3/table/list/{database}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getOperation = new(
        "tables.get",
        HttpMethod.Get,
        "v3/table/show/{database}/{table}",
        RepeatRule.Idempotent
    );

    // A repeat of a lost creation answers 409, of a lost deletion 404: harmless only where these count as success.
    private static readonly ServiceOperation s_createOperation = new(
        "tables.create",
        HttpMethod.Post,
        "v3/table/create/{database}/{table}/log",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the database's tables before sending it again",
    };

    private static readonly ServiceOperation s_createIfNotExistsOperation = s_createOperation with { Repeat = RepeatRule.Idempotent };

    private static readonly ServiceOperation s_deleteOperation = new(
        "tables.delete",
        HttpMethod.Post,
        "v3/table/delete/{database}/{table}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the database's tables before sending it again",
    };

    private static readonly ServiceOperation s_deleteIfExistsOperation = s_deleteOperation with { Repeat = RepeatRule.Idempotent };

    private readonly IServiceTransport _transport;
    private readonly Uri _importBaseAddress;
    private readonly TreasureDataJobsClient _jobs;
    private readonly TimeProvider _timeProvider;

    /// <summary>For fakes in a user's own tests.</summary>
    protected TreasureDataTablesClient()
    {
        _transport = null!;
        _importBaseAddress = null!;
        _jobs = null!;
        _timeProvider = TimeProvider.System;
    }

    internal TreasureDataTablesClient(IServiceTransport transport, TreasureDataClientOptions options, TimeProvider? timeProvider = null)
    {
        _transport = transport;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _jobs = new TreasureDataJobsClient(transport, options, _timeProvider);
        _importBaseAddress = TreasureDataSites.ImportAddress(options);
    }

    /// <summary>Lists the tables of a database with their schemas (<c>GET /v3/table/list</c>).</summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No database can have that name.</exception>
    /// <exception cref="ServiceException">There is no such database (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<IReadOnlyList<TdTable>> ListAsync(string database, CancellationToken cancellationToken = default)
    {
        var path = $"v3/table/list/{TdNames.Database(database)}";
        var answer = await _transport
            .SendAsync(new ServiceRequest(s_listOperation, path), TreasureDataJsonContext.Default.TdTableList, cancellationToken)
            .ConfigureAwait(false);
        return answer.Tables ?? [];
    }

    /// <summary>Reads one table with its schema (<c>GET /v3/table/show</c>).</summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No database or table can have that name.</exception>
    /// <exception cref="ServiceException">There is no such table (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdTable> GetAsync(string database, string table, CancellationToken cancellationToken = default)
    {
        var path = $"v3/table/show/{Place(database, table)}";
        return _transport.SendAsync(new ServiceRequest(s_getOperation, path), TreasureDataJsonContext.Default.TdTable, cancellationToken);
    }

    /// <summary>
    /// Creates a table (<c>POST /v3/table/create</c>). When the answer is lost, the service is asked whether the table is there with these columns, and it is
    /// created again only if it is not.
    /// </summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="schema">
    /// Its columns without <c>time</c> and <c>v</c>; <see langword="null"/> for none yet. An import adds the columns that it meets.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No database, table or column can have that name.</exception>
    /// <exception cref="ServiceException">The table exists already (409), or there is no such database (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task CreateAsync(
        string database,
        string table,
        TdSchema? schema = null,
        CancellationToken cancellationToken = default
    ) =>
        _transport.SendAsync(
            CreateRequest(
                s_createOperation,
                database,
                table,
                schema,
                new Look((_, token) => FindOwnAsync(database, table, schema, token), e => e.StatusCode == HttpStatusCode.Conflict)
            ),
            cancellationToken
        );

    /// <summary>Creates a table unless it exists already (409 counts as success). The schema of an existing table is left as it is.</summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="schema">Its columns without <c>time</c> and <c>v</c>; <see langword="null"/> for none yet.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>
    /// Whether the service answered that it has created it; <see langword="false"/> if it existed, also when an earlier attempt of this
    /// very call, whose answer was lost, had created it.
    /// </returns>
    /// <exception cref="ArgumentException">No database, table or column can have that name.</exception>
    /// <exception cref="ServiceException">There is no such database (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<bool> CreateIfNotExistsAsync(
        string database,
        string table,
        TdSchema? schema = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = CreateRequest(s_createIfNotExistsOperation, database, table, schema);
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.Conflict], cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess;
    }

    /// <summary>Deletes a table with its rows (<c>POST /v3/table/delete</c>).</summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No database or table can have that name.</exception>
    /// <exception cref="ServiceException">There is no such table (404), or it is protected.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(string database, string table, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(DeleteRequest(s_deleteOperation, database, table), cancellationToken);

    /// <summary>Deletes a table with its rows if it exists (404 counts as success, also where the database is missing).</summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether the service answered that it has deleted it; <see langword="false"/> if there was none (any more).</returns>
    /// <exception cref="ArgumentException">No database or table can have that name.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<bool> DeleteIfExistsAsync(string database, string table, CancellationToken cancellationToken = default)
    {
        var request = DeleteRequest(s_deleteIfExistsOperation, database, table);
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess;
    }

    private static ServiceRequest CreateRequest(
        ServiceOperation operation,
        string database,
        string table,
        TdSchema? schema,
        Look? look = null
    )
    {
        var path = $"v3/table/create/{Place(database, table)}/log";
        var content = schema is null
            ? TreasureDataService.EmptyForm()
            : new FormUrlEncodedContent([new("schema", CheckSchema(schema).ToJson())]);
        return new ServiceRequest(operation, path) { Content = content, Look = look };
    }

    /// <summary>Finds the table, if it has the columns it was to be created with: one with others is not this call's work.</summary>
    private async Task<ServiceAnswer?> FindOwnAsync(string database, string table, TdSchema? schema, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(s_getOperation, $"v3/table/show/{Place(database, table)}");
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            return null;
        }

        var found = _transport.Read(request, answer, TreasureDataJsonContext.Default.TdTable);
        return schema is null || found.Schema?.ToJson() == schema.ToJson() ? answer : null;
    }

    private static ServiceRequest DeleteRequest(ServiceOperation operation, string database, string table) =>
        new(operation, $"v3/table/delete/{Place(database, table)}") { Content = TreasureDataService.EmptyForm() };

    private static string Place(string database, string table) => $"{TdNames.Database(database)}/{TdNames.Table(table)}";
}
