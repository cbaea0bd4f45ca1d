using System.Net;
using System.Security.Cryptography;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataTablesClient
{
    private static readonly ServiceOperation s_importOperation = new(
        "tables.import",
        HttpMethod.Put,
        "v3/table/import_with_id/{database}/{table}/{id}/msgpack.gz",
        RepeatRule.IdempotentWithKey
    );

    private static readonly ServiceOperation s_importWithoutIdOperation = new(
        "tables.import_without_id",
        HttpMethod.Put,
        "v3/table/import/{database}/{table}/msgpack.gz",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook =
            "query the table for these rows before sending them again, or they may be stored twice; an import with an id has no such doubt",
    };

    /// <summary>
    /// Appends rows to a table (<c>PUT /v3/table/import_with_id</c>). A repeat with the same id and the same bytes is stored once, so that
    /// a lost answer is simply repeated.
    /// </summary>
    /// <param name="body">The rows and where they go.</param>
    /// <param name="cancellationToken">Ends the call. The rows may have been stored nevertheless.</param>
    /// <exception cref="ServiceException">There is no such table (404), the body is too large (413), or the service refuses it otherwise.</exception>
    /// <exception cref="UnexpectedAnswerException">The service received other bytes than were sent.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdImportResult> ImportAsync(TdImportBody body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        return ImportAsync(body.Database, body.Table, body.Id, body.Content, cancellationToken);
    }

    /// <inheritdoc cref="ImportAsync(TdImportBody, CancellationToken)"/>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="id">
    /// Id under which the service recognises a repeat: 32 lower-case hexadecimal digits. Keep it together with the content;
    /// <see cref="TdImportBody"/> derives one from the rows.
    /// </param>
    /// <param name="content">
    /// The rows: a gzip file of MessagePack maps back to back, with text keys and an integer <c>time</c> in Unix seconds each.
    /// Do not change the memory until the call has returned.
    /// </param>
    /// <param name="cancellationToken">Ends the call. The rows may have been stored nevertheless.</param>
    /// <exception cref="ArgumentException">A name or the id is not possible, or the content is not gzip.</exception>
    public virtual Task<TdImportResult> ImportAsync(
        string database,
        string table,
        string id,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken = default
    )
    {
        var path = $"v3/table/import_with_id/{Place(database, table)}/{TdNames.ImportId(id)}/msgpack.gz";
        return SendImportAsync(s_importOperation, path, content, cancellationToken);
    }

    /// <summary>
    /// Appends rows to a table without an id (<c>PUT /v3/table/import</c>). The service cannot recognise a repeat, so that a lost answer is
    /// not repeated and leaves open whether the rows are stored: prefer <see cref="ImportAsync(TdImportBody, CancellationToken)"/>.
    /// </summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="content">The rows: a gzip file of MessagePack maps back to back.</param>
    /// <param name="cancellationToken">Ends the call. The rows may have been stored nevertheless.</param>
    /// <exception cref="ArgumentException">A name is not possible, or the content is not gzip.</exception>
    /// <exception cref="ServiceException">There is no such table (404), the body is too large (413), or the service refuses it otherwise.</exception>
    /// <exception cref="UnexpectedAnswerException">The service received other bytes than were sent.</exception>
    /// <exception cref="ServiceUnreachableException">No answer came; the rows may be stored.</exception>
    public virtual Task<TdImportResult> ImportWithoutIdAsync(
        string database,
        string table,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken = default
    ) => SendImportAsync(s_importWithoutIdOperation, $"v3/table/import/{Place(database, table)}/msgpack.gz", content, cancellationToken);

    private async Task<TdImportResult> SendImportAsync(
        ServiceOperation operation,
        string path,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken
    )
    {
        var request = new ServiceRequest(operation, path)
        {
            BaseAddress = _importBaseAddress,
            Content = TreasureDataService.Gzip(content, nameof(content)),
        };
        var result = await _transport
            .SendAsync(request, TreasureDataJsonContext.Default.TdImportResult, cancellationToken)
            .ConfigureAwait(false);
        Verify(operation, content.Span, result);
        return result;
    }

    private static void Verify(ServiceOperation operation, ReadOnlySpan<byte> content, TdImportResult result)
    {
        if (result.Md5Hex is not { Length: > 0 } received)
        {
            return;
        }

        // MD5 is what the service answers; it guards against damage on the way, not against attackers.
#pragma warning disable CA5351
        var sent = Convert.ToHexString(MD5.HashData(content));
#pragma warning restore CA5351
        if (!string.Equals(sent, received, StringComparison.OrdinalIgnoreCase))
        {
            throw new UnexpectedAnswerException(
                TreasureDataService.Name,
                operation.Name,
                HttpStatusCode.OK,
                "Treasure Data acknowledged other bytes than were sent: the MD5 of its receipt differs. Something on the way changes bodies; "
                    + "look at proxies, and at the table before importing the same rows again."
            );
        }
    }
}
