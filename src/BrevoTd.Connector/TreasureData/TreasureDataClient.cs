using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// Entry to Treasure Data's REST API: one property per area. Thread-safe; one instance serves an application for its whole life.
/// Obtain it from the container after <c>services.AddTreasureDataClient(…)</c>, or from <see cref="Create(TreasureDataClientOptions)"/>.
/// </summary>
public partial class TreasureDataClient
{
    /// <summary>For fakes in a user's own tests: override the area properties that the tested code uses.</summary>
    protected TreasureDataClient()
    {
        Databases = null!;
        Jobs = null!;
        Tables = null!;
        Users = null!;
    }

    internal TreasureDataClient(IServiceTransport transport, TreasureDataClientOptions options, TimeProvider timeProvider)
    {
        Databases = new TreasureDataDatabasesClient(transport);
        Jobs = new TreasureDataJobsClient(transport, options, timeProvider);
        Tables = new TreasureDataTablesClient(transport, options);
        Users = new TreasureDataUsersClient(transport);
    }

    /// <summary>Databases of the account.</summary>
    public virtual TreasureDataDatabasesClient Databases { get; }

    /// <summary>Query jobs and their results.</summary>
    public virtual TreasureDataJobsClient Jobs { get; }

    /// <summary>Tables, their schemas, and imports into them.</summary>
    public virtual TreasureDataTablesClient Tables { get; }

    /// <summary>The calling user and the API key in use.</summary>
    public virtual TreasureDataUsersClient Users { get; }
}
