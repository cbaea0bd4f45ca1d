using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// Entry to Treasure Data's REST API: one property per area. Thread-safe; one instance serves an application for its whole life.
/// Obtain it from the container after <c>services.AddTreasureDataClient(…)</c>, or from <see cref="Create(TreasureDataClientOptions)"/>.
/// </summary>
public partial class TreasureDataClient
{
    private static readonly ServiceOperation s_serverStatusOperation = new(
        "system.server_status",
        HttpMethod.Get,
        "v3/system/server_status",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;
    private readonly Func<IServiceTransport, TreasureDataClient>? _over;

    /// <summary>For fakes in a user's own tests: override the area properties that the tested code uses.</summary>
    protected TreasureDataClient()
    {
        _transport = null!;
        Account = null!;
        Activations = null!;
        Audiences = null!;
        BulkImports = null!;
        BulkLoads = null!;
        Connections = null!;
        Databases = null!;
        Exports = null!;
        Ingestion = null!;
        Jobs = null!;
        Profiles = null!;
        Schedules = null!;
        Segments = null!;
        Tables = null!;
        Users = null!;
        Workflows = null!;
    }

    internal TreasureDataClient(IServiceTransport transport, TreasureDataClientOptions options, TimeProvider timeProvider)
    {
        _transport = transport;
        _over = another => new(another, options, timeProvider);
        Account = new TreasureDataAccountClient(transport);
        Activations = new TreasureDataActivationsClient(transport, options, timeProvider);
        Audiences = new TreasureDataAudiencesClient(transport, options, timeProvider);
        BulkLoads = new TreasureDataBulkLoadsClient(transport);
        Connections = new TreasureDataConnectionsClient(transport);
        Databases = new TreasureDataDatabasesClient(transport);
        Exports = new TreasureDataExportsClient(transport);
        Ingestion = new TreasureDataIngestionClient(transport, options);
        Jobs = new TreasureDataJobsClient(transport, options, timeProvider);
        BulkImports = new TreasureDataBulkImportsClient(transport, Jobs, timeProvider);
        Profiles = new TreasureDataProfilesClient(transport, options);
        Schedules = new TreasureDataSchedulesClient(transport);
        Segments = new TreasureDataSegmentsClient(transport, options, timeProvider);
        Tables = new TreasureDataTablesClient(transport, options, timeProvider);
        Users = new TreasureDataUsersClient(transport);
        Workflows = new TreasureDataWorkflowsClient(transport, options, timeProvider);
    }

    /// <summary>The account and its limits.</summary>
    public virtual TreasureDataAccountClient Account { get; }

    /// <summary>Activations of the CDP: people of a segment that are sent to a connection.</summary>
    public virtual TreasureDataActivationsClient Activations { get; }

    /// <summary>Parent segments of the CDP, which the API calls audiences.</summary>
    public virtual TreasureDataAudiencesClient Audiences { get; }

    /// <summary>Bulk imports call by call; <see cref="TreasureDataBulkImportsClient.OpenSessionAsync"/> leads one through all its steps.</summary>
    public virtual TreasureDataBulkImportsClient BulkImports { get; }

    /// <summary>Connectors, by which Treasure Data loads rows from elsewhere.</summary>
    public virtual TreasureDataBulkLoadsClient BulkLoads { get; }

    /// <summary>Saved connections, targets of results, and databases that queries reach.</summary>
    public virtual TreasureDataConnectionsClient Connections { get; }

    /// <summary>Databases of the account.</summary>
    public virtual TreasureDataDatabasesClient Databases { get; }

    /// <summary>Exports of tables and results by Treasure Data itself.</summary>
    public virtual TreasureDataExportsClient Exports { get; }

    /// <summary>Query jobs and their results.</summary>
    public virtual TreasureDataJobsClient Jobs { get; }

    /// <summary>Look-up of single people, and the tokens that permit it.</summary>
    public virtual TreasureDataProfilesClient Profiles { get; }

    /// <summary>Saved queries, with and without a schedule.</summary>
    public virtual TreasureDataSchedulesClient Schedules { get; }

    /// <summary>Segments of the CDP, and the people in them.</summary>
    public virtual TreasureDataSegmentsClient Segments { get; }

    /// <summary>The Data Ingestion API: JSON records into existing tables, with receipts.</summary>
    public virtual TreasureDataIngestionClient Ingestion { get; }

    /// <summary>Tables, their schemas, and imports into them.</summary>
    public virtual TreasureDataTablesClient Tables { get; }

    /// <summary>Users of the account, and their API keys.</summary>
    public virtual TreasureDataUsersClient Users { get; }

    /// <summary>Workflows of the account and their runs.</summary>
    public virtual TreasureDataWorkflowsClient Workflows { get; }

    /// <summary>The same client with another credential, such as a write-only key for imports, for as many calls as wanted.</summary>
    /// <remarks>
    /// A view that costs nothing to make: connections, options and the cap on concurrent requests stay those of this client. The credential must belong
    /// to the same region. It is not renewed: when the service rejects it, the call fails.
    /// </remarks>
    /// <param name="credential">The credential.</param>
    /// <returns>The view. It needs no disposal, and works as long as this client does.</returns>
    /// <exception cref="ArgumentException">The credential is empty.</exception>
    public virtual TreasureDataClient WithCredential(Credential credential)
    {
        CredentialTransport.Check(credential);

        // A fake sends nothing, so it is its own view.
        return _over is null ? this : _over(CredentialTransport.Over(_transport, credential));
    }

    /// <summary>Asks whether the service is up (<c>GET /v3/system/server_status</c>). Says nothing about the API key.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task<TdServerStatus> GetServerStatusAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new ServiceRequest(s_serverStatusOperation, s_serverStatusOperation.Route),
            TreasureDataJsonContext.Default.TdServerStatus,
            cancellationToken
        );
}
