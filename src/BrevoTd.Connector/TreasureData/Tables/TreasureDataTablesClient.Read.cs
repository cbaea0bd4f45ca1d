using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataTablesClient
{
    private const int DefaultTail = 30;

    private static readonly ServiceOperation s_tailOperation = new(
        "tables.tail",
        HttpMethod.Get,
        "v3/table/tail/{database}/{table}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_distributionOperation = new(
        "tables.get_distribution",
        HttpMethod.Get,
        "v3/table/distribution/{database}/{table}",
        RepeatRule.Idempotent
    );

    /// <summary>
    /// Reads the rows that a table received last (<c>GET /v3/table/tail</c>), to look at what arrives. They are read into memory; for all rows, run a query. Rows
    /// that were only just imported may be missing.
    /// </summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="count">How many rows at most.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The rows, the latest first. They may hold people's data.</returns>
    /// <exception cref="ArgumentException">No database or table can have that name, or the count is not positive.</exception>
    /// <exception cref="ServiceException">There is no such table (404).</exception>
    /// <exception cref="TreasureDataResultException">The answer is cut short or damaged.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason, such as rows that together exceed <c>MaxAnswerBytes</c>.</exception>
    public virtual async Task<IReadOnlyList<TdMapRow>> TailAsync(
        string database,
        string table,
        int count = DefaultTail,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var path = new QueryString($"v3/table/tail/{Place(database, table)}").Add("count", count).Add("format", "msgpack");
        var request = new ServiceRequest(s_tailOperation, path.ToString()) { Accept = "*/*" };
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        using var body = new MemoryStream(answer.Body.ToArray(), writable: false);
        var rows = new List<TdMapRow>();
        await foreach (var row in new TdMapRowReader(body, s_tailOperation.Name).ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Reads how a table's rows are spread over partitions (<c>GET /v3/table/distribution</c>).</summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns><see langword="null"/> if nobody has chosen that for the table, and also if there is no such table: the service answers 404 to both.</returns>
    /// <exception cref="ArgumentException">No database or table can have that name.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<TdTableDistribution?> FindDistributionAsync(
        string database,
        string table,
        CancellationToken cancellationToken = default
    )
    {
        var request = new ServiceRequest(s_distributionOperation, $"v3/table/distribution/{Place(database, table)}");
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess ? _transport.Read(request, answer, TreasureDataJsonContext.Default.TdTableDistribution) : null;
    }
}
