using System.Buffers;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.AotTests;

/// <summary>What a writer remembers of a run: identifiers on disk, and the journal.</summary>
internal static class BatchJournalAot
{
    public static (string Name, Func<Task> Run)[] All => [("a journal knows the outcome of a run without duplicates", JournalAsync)];

    private static async Task JournalAsync()
    {
        var folder = Directory.CreateTempSubdirectory("aot").FullName;
        try
        {
            var path = Path.Combine(folder, "run.journal");
            await using (var journal = await BatchJournal.OpenAsync(path))
            {
                await using var writer = new BatchWriter<string>(
                    new TextEncoder(),
                    new NoSink(),
                    new BatchWriterOptions
                    {
                        Journal = journal,
                        RunDuplicates = RunDuplicatePolicy.FirstWinsOnDisk,
                        MaxRunKeys = 100,
                        RunKeysDirectory = folder,
                    }
                );
                var report = await writer.WriteAllAsync(["a@example.com", "b@example.com", "A@example.com"]);
                Expect.Equal(1L, report.DeadLetteredByCause["duplicate_key_in_run"]);
            }

            var state = await BatchJournal.ReadAsync(path);
            Expect.Equal("in flight 0, delivered 2, rejected 0, dead-lettered 0, unverified 0", state.ToString());
            Expect.Equal(RecordOutcome.Delivered, state.Find("B@example.com")!.Outcome!.Value);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class TextEncoder : RecordEncoder<string>
    {
        public override EncodedRecord Encode(string record, long number, IBufferWriter<byte> output)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(record);
            output.Write(bytes);
            return new EncodedRecord { Outcome = EncodeOutcome.Encoded, Key = new FieldRange(0, bytes.Length) };
        }
    }

    private sealed class NoSink : IBatchSink
    {
        public string Name => "none";

        public BatchLimits Limits { get; } = new();

        public Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default) =>
            Task.FromResult(BatchAnswer.Delivered);
    }
}
