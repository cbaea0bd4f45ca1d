using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.CrashHost;

/// <summary><c>journal server path name count resume</c>: writes that many keys, <c>name-1</c> and so on, to a server, with an outcome journal.</summary>
internal static class JournalScenario
{
    public static async Task RunAsync(string[] arguments)
    {
        var (server, path, name) = (new Uri(arguments[0]), arguments[1], arguments[2]);
        var count = int.Parse(arguments[3], CultureInfo.InvariantCulture);
        using var http = new HttpClient { BaseAddress = server };
        await using var journal = await BatchJournal.OpenAsync(
            path,
            new BatchJournalOptions { Resume = Enum.Parse<JournalResume>(arguments[4]) }
        );
        await using var writer = new BatchWriter<string>(
            new KeyEncoder(),
            new ItemSink(http),
            new BatchWriterOptions
            {
                MaxBatchRecords = 20,
                MaxConcurrentBatches = 3,
                Journal = journal,
            }
        );
        Console.WriteLine("ready");
        for (var i = 1; i <= count; i++)
        {
            await writer.WriteAsync($"{name}-{i}");
        }

        await writer.CompleteAsync();
    }

    private sealed class KeyEncoder : RecordEncoder<string>
    {
        public override EncodedRecord Encode(string record, long number, IBufferWriter<byte> output)
        {
            output.Write(Encoding.UTF8.GetBytes(record));
            return new EncodedRecord { Outcome = EncodeOutcome.Encoded, Key = new FieldRange(0, record.Length) };
        }
    }

    /// <summary>One key a line. The server stores them (200), works on them (202 and the id of a process) or stores none (400).</summary>
    private sealed class ItemSink(HttpClient http) : ISettlingBatchSink
    {
        public string Name => "items";

        public WireFormat Format => WireFormat.JsonLines;

        public BatchLimits Limits { get; } = new();

        public async Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default)
        {
            using var content = batch.CreateContent(default, default, "text/plain");
            using var response = await http.PostAsync("items", content, cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => BatchAnswer.Delivered,
                HttpStatusCode.Accepted => BatchAnswer.Accepted(await response.Content.ReadAsStringAsync(cancellationToken)),
                HttpStatusCode.BadRequest => BatchAnswer.Refused(OutcomeCause.Refused),
                _ => BatchAnswer.Unknown(OutcomeCause.NoAnswer),
            };
        }

        public async Task<BatchSettlement> SettleAsync(AcceptedBatch batch, CancellationToken cancellationToken = default)
        {
            // The server answers when the process has ended, with the positions that it rejected.
            var rejected = await http.GetStringAsync($"processes/{batch.ProcessId}", cancellationToken);
            var settlement = new BatchSettlement(RecordOutcome.Delivered);
            foreach (var position in rejected.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                settlement.Set(int.Parse(position, CultureInfo.InvariantCulture), RecordOutcome.Rejected, new OutcomeCause("not_liked"));
            }

            return settlement;
        }
    }
}
