using System.Text;
using System.Text.Json;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Tests.Batching;

public sealed class DeadLetterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("letters").FullName;
    private readonly PooledClock _time = new(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));

    private string File => Path.Combine(_folder, "dead.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task JsonLines_EveryKindOfLetter_IsOneLineEach()
    {
        await using (var letters = new JsonLinesDeadLetterSink(File))
        {
            await WriteAsync(options =>
            {
                options.DeadLetters = letters;
                options.DeadLetterBodies = true;
            });
        }

        var lines = await System.IO.File.ReadAllLinesAsync(File);
        Assert.Equal(2, lines.Length);
        using var mapping = JsonDocument.Parse(lines[0]);
        Assert.Equal("mapping_invalid_email", mapping.RootElement.GetProperty("cause").GetString());
        Assert.Equal("scripted", mapping.RootElement.GetProperty("sink").GetString());
        Assert.Equal("email", mapping.RootElement.GetProperty("failures")[0].GetProperty("target").GetString());
        Assert.False(mapping.RootElement.TryGetProperty("body", out _));
        using var refused = JsonDocument.Parse(lines[1]);
        var line = refused.RootElement;
        Assert.Equal(2, line.GetProperty("record").GetInt64());
        Assert.Equal("dead_lettered", line.GetProperty("outcome").GetString());
        Assert.Equal("invalid_parameter", line.GetProperty("cause").GetString());
        Assert.Equal(1, line.GetProperty("attempts").GetInt32());
        Assert.Equal("person2@example.com", line.GetProperty("key").GetString());
        Assert.Equal(_time.GetUtcNow(), line.GetProperty("time").GetDateTimeOffset());
        Assert.Equal("person2@example.com", line.GetProperty("body").GetProperty("email").GetString());
    }

    [Fact]
    public async Task JsonLines_Defaults_HaveNoBodyAndOnRequestNoKey()
    {
        await using (var letters = new JsonLinesDeadLetterSink(File))
        {
            await WriteAsync(options =>
            {
                options.DeadLetters = letters;
                options.DeadLetterKeys = false;
            });
        }

        Assert.DoesNotContain("person2", await System.IO.File.ReadAllTextAsync(File), StringComparison.Ordinal);
    }

    [Fact]
    public async Task JsonLines_SecondRun_AppendsAndCanBeReadMeanwhile()
    {
        await using var letters = new JsonLinesDeadLetterSink(File);
        await letters.WriteAsync([Letter(1)]);
        await letters.WriteAsync([Letter(2), Letter(3)]);
        await using (var second = new JsonLinesDeadLetterSink(Path.Combine(_folder, "other.jsonl")))
        {
            await second.WriteAsync([Letter(4)]);
        }

        await using (var reopened = new JsonLinesDeadLetterSink(Path.Combine(_folder, "other.jsonl")))
        {
            await reopened.WriteAsync([Letter(5)]);
        }

        Assert.Equal(3, ReadShared(File).Length);
        Assert.Equal(2, ReadShared(Path.Combine(_folder, "other.jsonl")).Length);
    }

    [Fact]
    public async Task JsonLines_MessagePackBody_IsBase64()
    {
        await using (var letters = new JsonLinesDeadLetterSink(File))
        {
            await letters.WriteAsync([Letter(1) with { Body = new byte[] { 0x80 }, Format = WireFormat.MessagePack }]);
        }

        using var json = JsonDocument.Parse(await System.IO.File.ReadAllTextAsync(File));
        Assert.Equal("gA==", json.RootElement.GetProperty("body_base64").GetString());
    }

    [Fact]
    public async Task JsonLines_NewFile_IsForItsOwnerOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        await using var letters = new JsonLinesDeadLetterSink(File);
        await letters.WriteAsync([Letter(1)]);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }
    }

    [Fact]
    public async Task JsonLines_ManyWriters_NoLineIsTorn()
    {
        await using (var letters = new JsonLinesDeadLetterSink(File))
        {
            await Task.WhenAll(
                Enumerable
                    .Range(0, 8)
                    .Select(i => Task.Run(async () => await letters.WriteAsync([.. Enumerable.Range(i * 50, 50).Select(Letter)])))
            );
        }

        var numbers = (await System.IO.File.ReadAllLinesAsync(File)).Select(line =>
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.GetProperty("record").GetInt32();
        });
        Assert.Equal(Enumerable.Range(0, 400), numbers.Order());
    }

    [Fact]
    public async Task SinkThatFails_WriterStopsAndCountsWhatIsLost()
    {
        var report = await WriteAsync(options => options.DeadLetters = new FailingLetters(), stops: true);

        Assert.True(report.DeadLettersLost > 0);
        Assert.Equal("System.IO.IOException", report.StopReason);
        Assert.True(report.IsBalanced, report.ToTable());
    }

    [Fact]
    public async Task SinkThatHangs_DisposeReturnsAllTheSame()
    {
        var options = new BatchWriterOptions
        {
            TimeProvider = _time,
            LoggerFactory = WatchedServices.Logs,
            DeadLetters = new HangingLetters(),
        };
        var writer = new BatchWriter<Person>(new PersonEncoder(), new ScriptedSink(), options);
        await writer.WriteAsync(Person.Number(1) with { Fails = true });

        await _time.RunAsync(writer.DisposeAsync().AsTask(), TimeSpan.FromSeconds(5));

        var report = await writer.CompleteAsync();
        Assert.Equal((1, 1), (report.DeadLettered, report.DeadLettersLost));
    }

    [Fact]
    public async Task Memory_Full_SaysWhatToDo()
    {
        var letters = new MemoryDeadLetterSink(capacity: 1);
        await letters.WriteAsync([Letter(1)]);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => await letters.WriteAsync([Letter(2)]));

        Assert.Contains("JsonLinesDeadLetterSink", exception.Message, StringComparison.Ordinal);
        Assert.Single(letters.Letters);
    }

    [Fact]
    public void ToString_Letter_NamesNobody()
    {
        var letter = Letter(1) with { Key = "anna@example.com", Body = Encoding.UTF8.GetBytes("anna@example.com") };

        Assert.DoesNotContain("anna", letter.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "anna",
            new SettledRecord(1, "anna@example.com", RecordOutcome.Rejected, OutcomeCause.Refused, null).ToString(),
            StringComparison.Ordinal
        );
    }

    private async Task<BatchWriteReport> WriteAsync(Action<BatchWriterOptions> configure, bool stops = false)
    {
        var options = new BatchWriterOptions { TimeProvider = _time, LoggerFactory = WatchedServices.Logs };
        configure(options);
        var sink = new ScriptedSink
        {
            Answer = static (_, _) => Task.FromResult(BatchAnswer.Refused(new OutcomeCause("invalid_parameter"))),
        };
        await using var writer = new BatchWriter<Person>(new PersonEncoder(), sink, options);
        await writer.WriteAsync(Person.Number(1) with { Fails = true });
        if (!stops)
        {
            await writer.FlushAsync();
            await writer.WriteAsync(Person.Number(2));
        }

        return await writer.CompleteAsync();
    }

    private static string[] ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static DeadLetter Letter(int number) =>
        new()
        {
            SinkName = "s",
            RecordNumber = number,
            Outcome = RecordOutcome.DeadLettered,
            Cause = OutcomeCause.NotSent,
            Time = DateTimeOffset.UnixEpoch,
        };

    private sealed class FailingLetters : IDeadLetterSink
    {
        public ValueTask WriteAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken = default) =>
            throw new IOException("The disk is full.");
    }

    private sealed class HangingLetters : IDeadLetterSink
    {
        public ValueTask WriteAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken = default) =>
            new(new TaskCompletionSource().Task);
    }
}
