using System.Data;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>Encoders that make rows of records without a map. Each has its own buffers, for one thread at a time.</summary>
public static class TdRowEncoders
{
    /// <summary>Rows of an ADO.NET source: names and types are read from the first record, and hold for all.</summary>
    /// <param name="conversion">How values are written; the defaults when <see langword="null"/>.</param>
    /// <param name="timeProvider">The clock of <see cref="TdRowTime.OfImport"/>; the system's when <see langword="null"/>.</param>
    public static RecordEncoder<IDataRecord> ForDataRecords(TdRowConversion? conversion = null, TimeProvider? timeProvider = null) =>
        new DataRecordEncoder(conversion ?? TdRowConversion.Default, timeProvider ?? TimeProvider.System);

    /// <summary>
    /// Rows that are dictionaries, each with entries of its own. A <c>Dictionary&lt;string, object?&gt;</c> will do: values are text, numbers, truth values, dates, points in time,
    /// lists of text or numbers, and maps of text.
    /// </summary>
    /// <param name="conversion">How values are written; the defaults when <see langword="null"/>.</param>
    /// <param name="timeProvider">The clock of <see cref="TdRowTime.OfImport"/>; the system's when <see langword="null"/>.</param>
    /// <typeparam name="TValue">Type of the values.</typeparam>
    public static RecordEncoder<IReadOnlyDictionary<string, TValue>> ForDictionaries<TValue>(
        TdRowConversion? conversion = null,
        TimeProvider? timeProvider = null
    ) => new DictionaryEncoder<TValue>(conversion ?? TdRowConversion.Default, timeProvider ?? TimeProvider.System);
}
