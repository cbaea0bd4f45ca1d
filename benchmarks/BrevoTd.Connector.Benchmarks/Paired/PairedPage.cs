namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>Comparisons that stand on one page of benchmarks/results.</summary>
/// <param name="Name">Name of the page, and of its file.</param>
/// <param name="Introduction">What is compared.</param>
/// <param name="Cases">Makes the comparisons for a number of records.</param>
internal sealed record PairedPage(string Name, string Introduction, IReadOnlyList<Func<int, PairedCase>> Cases)
{
    /// <summary>Whether the comparisons are lines of one table, of what a step adds.</summary>
    public bool IsTable { get; init; }

    /// <summary>How many records a comparison takes unless the command line says otherwise.</summary>
    public int Rows { get; init; } = 200_000;

    public static IReadOnlyList<PairedPage> All { get; } =
    [
        new(
            "rows-to-bodies",
            "The way of a query's result to Brevo: gunzip → rows of ten columns → `ContactMap` → bodies of 1,000, against what a careful programmer writes by hand for this one query and no other.",
            [static records => new RowsToBodies(records), static records => new RowsToBodies(records, fullName: true)]
        ),
        new(
            "other-ways",
            "The same way to bodies of 1,000, against what programs usually do: rows and contacts as dictionaries, serialised by Newtonsoft.Json; a CSV file of the same rows, read through a `ClassMap` of CsvHelper 33.1 (34 has no such maps any more) and serialised by System.Text.Json with generated code. All sides take the same steps (trimmed, small letters, defaults, checked dates).",
            [
                static records => new DictionariesToBodies(records, inflated: false),
                static records => new DictionariesToBodies(records, inflated: true),
                static records => new CsvToBodies(records),
            ]
        ),
        new(
            "contacts-to-rows",
            "The way back: Brevo's contacts, as the client gives them, → `RowMap` → MessagePack rows of ten columns, before compression, against hand-written code over the MessagePack library's writer.",
            [static records => new ContactsToRows(records)]
        ),
        new(
            "writing-rows",
            "Records in memory → rows of eleven columns for an import, against hand-written code over the MessagePack library's writer: without compression, and as the gzip file that an import sends, with its hash and checksum on both sides.",
            [
                static records => new WritingRows(records, byMap: false, compressed: false),
                static records => new WritingRows(records, byMap: true, compressed: false),
                static records => new WritingRows(records, byMap: false, compressed: true),
                static records => new WritingRows(records, byMap: true, compressed: true),
            ]
        ),
        new(
            "events-and-orders",
            "gunzip → rows → `EventMap` and `OrderMap` → bodies, against hand-written code. Orders are made of adjacent rows, one per line of the order.",
            [static records => new RowsToEvents(records), static records => new RowsToOrders(records)]
        ),
        new(
            "reading-rows",
            "Every value of every row of a query's result, rows of ten columns: texts as UTF-8 bytes, numbers, truth values and nulls, against a loop that a careful programmer writes over the MessagePack library's reader for this one query, and against rows as dictionaries.",
            [
                static records => new ReadingRows(records),
                static records => new ReadingGzipRows(records),
                static records => new ReadingDictionaries(records),
            ]
        ),
        new(
            "batch-writer",
            "The batch writer that fills Brevo's contact import, follows every import to its end and gives every record its outcome, against a loop that encodes with the same map and sends the same bodies of 1,000 through the same client to the same service in memory, and learns nothing of them afterwards. No quota holds them up; the service has done at once whatever it takes.",
            [static records => new WritingBatchesOfRows(records), static records => new WritingBatchesOfObjects(records)]
        )
        {
            Rows = 1_000_000,
        },
        new(
            "map-steps",
            "What a step adds to a map of ten columns: the same map with and without it, over rows that are not compressed. Nanoseconds of processor time and bytes allocated per record.",
            [.. StepCase.All]
        )
        {
            IsTable = true,
        },
    ];
}
