using System.Security.Cryptography;
using System.Text;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// Rows made ready for <see cref="TreasureDataTablesClient.ImportAsync(TdImportBody, CancellationToken)"/>: compressed, and with an id that is
/// derived from the rows and their destination. The same rows for the same table always get the same id, so that a repeated import,
/// even by another process after a crash, is recognised by the service and stored once.
/// </summary>
/// <remarks>
/// Rows that are equal on purpose (two identical events in two imports) would be taken for a repeat as well: give each row something of its
/// own, such as an event id.
/// </remarks>
public sealed class TdImportBody
{
    /// <summary>Number of hexadecimal digits of an id.</summary>
    internal const int IdLength = 32;

    private TdImportBody(string database, string table, string id, ReadOnlyMemory<byte> content, long rowBytes)
    {
        Database = database;
        Table = table;
        Id = id;
        Content = content;
        RowBytes = rowBytes;
    }

    /// <summary>Database that receives the rows.</summary>
    public string Database { get; }

    /// <summary>Table that receives the rows.</summary>
    public string Table { get; }

    /// <summary>The id: 32 lower-case hexadecimal digits, the first half of SHA-256 over the uncompressed rows, the database and the table.</summary>
    public string Id { get; }

    /// <summary>The rows as a gzip file.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Size of the rows before compression, in bytes.</summary>
    public long RowBytes { get; }

    /// <summary>Makes rows ready for import.</summary>
    /// <param name="database">Database that receives the rows.</param>
    /// <param name="table">Table that receives the rows.</param>
    /// <param name="rows">
    /// The rows in pieces that are simply joined: MessagePack maps back to back, with text keys and an integer <c>time</c> in Unix seconds each.
    /// They are copied; the memory is free afterwards.
    /// </param>
    /// <exception cref="ArgumentException">A name is not possible, or there are no rows.</exception>
    public static TdImportBody Create(string database, string table, params IEnumerable<ReadOnlyMemory<byte>> rows)
    {
        TdNames.Database(database);
        TdNames.Table(table);
        ArgumentNullException.ThrowIfNull(rows);

        using var compressor = new TdRowCompressor();
        foreach (var part in rows)
        {
            compressor.Write(part.Span);
        }

        if (compressor.RowBytes == 0)
        {
            throw new ArgumentException("There are no rows to import.", nameof(rows));
        }

        var content = compressor.Finish();
        return new TdImportBody(database, table, DeriveId(compressor, database, table), content, compressor.RowBytes);
    }

    /// <summary>Destination, id and size; never the rows.</summary>
    public override string ToString() => $"{nameof(TdImportBody)} {{ {Database}.{Table}, Id = {Id}, {Content.Length} bytes }}";

    private static string DeriveId(TdRowCompressor rows, string database, string table)
    {
        // The zero bytes keep "ab" + "c" apart from "a" + "bc".
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        rows.FinishHash(Encoding.UTF8.GetBytes($"\0{database}\0{table}"), digest);
        return Convert.ToHexString(digest[..(IdLength / 2)]).ToLowerInvariant();
    }
}
