using BrevoTd.Connector.Sync;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.Tests.Sync;

public sealed class FileSyncStoreTests : LocalSyncStoreTests, IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Log => Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, "marks"), "*.log"));

    protected override Task<ISyncStore> OpenAsync() => Task.FromResult<ISyncStore>(Open());

    [Fact]
    public async Task Marks_CutAtAnyByte_KeepEveryWholeRecordAndGoOn()
    {
        var writes = new List<SyncMark[]>();
        var store = Open();
        var ends = new List<long>();
        for (var write = 0; write < 4; write++)
        {
            SyncMark[] marks =
            [
                new((UInt128)write, (UInt128)(write + 100)),
                new(7, (UInt128)write),
                new((UInt128)(write - 1 + 1000), null),
            ];
            writes.Add(marks);
            await store.WriteMarksAsync("prints", marks, Ct);
            ends.Add(new FileInfo(Log).Length);
        }

        var whole = await File.ReadAllBytesAsync(Log, Ct);
        Assert.Equal(ends[^1], whole.Length);
        for (var length = 0; length <= whole.Length; length++)
        {
            await File.WriteAllBytesAsync(Log, whole[..length], Ct);
            var acknowledged = ends.Count(end => end <= length);

            var found = await ReadAsync(Open(), "prints");

            // What was acknowledged is there; of what was under way, any beginning may be.
            var records = Math.Max(0, (length - MarkRecord.HeadSize) / MarkRecord.Size);
            var expected = new Dictionary<UInt128, UInt128>();
            foreach (var mark in writes.SelectMany(marks => marks).Take(records))
            {
                if (mark.Content is { } content)
                {
                    expected[mark.Key] = content;
                }
                else
                {
                    expected.Remove(mark.Key);
                }
            }

            Assert.True(records >= acknowledged * 3);
            Assert.Equal(expected.OrderBy(pair => pair.Key), found.OrderBy(pair => pair.Key));

            await Open().WriteMarksAsync("prints", [new SyncMark(5000, 1), new SyncMark(7, null)], Ct);
            expected[5000] = 1;
            expected.Remove(7);
            Assert.Equal(expected.OrderBy(pair => pair.Key), (await ReadAsync(Open(), "prints")).OrderBy(pair => pair.Key));
        }
    }

    [Fact]
    public async Task Marks_WithADamagedByteBeforeTheEnd_AreRefusedAndLeftAsTheyAre()
    {
        await Open().WriteMarksAsync("prints", [.. Enumerable.Range(1, 20).Select(i => new SyncMark((UInt128)i, (UInt128)i))], Ct);
        var whole = await File.ReadAllBytesAsync(Log, Ct);
        var endOfAllButTheLast = whole.Length - MarkRecord.Size;

        for (var at = 0; at < endOfAllButTheLast; at++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0x10;
            await File.WriteAllBytesAsync(Log, damaged, Ct);

            var problem = await Assert.ThrowsAsync<SyncStoreException>(() => ReadAsync(Open(), "prints"));
            Assert.Contains("is damaged before its end", problem.Message, StringComparison.Ordinal);
            Assert.Equal(damaged, await File.ReadAllBytesAsync(Log, Ct));
        }
    }

    [Fact]
    public async Task Marks_WrittenAgainAndAgain_DoNotLetTheLogGrow()
    {
        var store = Open(compactAfter: 100);
        for (var round = 0; round < 60; round++)
        {
            await store.WriteMarksAsync("prints", [.. Enumerable.Range(0, 50).Select(i => new SyncMark((UInt128)i, (UInt128)round))], Ct);
        }

        Assert.InRange(new FileInfo(Log).Length, 50 * MarkRecord.Size, MarkRecord.HeadSize + (200 * MarkRecord.Size));
        var marks = await ReadAsync(Open(), "prints");
        Assert.Equal(50, marks.Count);
        Assert.All(marks.Values, content => Assert.Equal((UInt128)59, content));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Marks_ReadWhileTheLogIsRewritten_AreThoseOfTheStart()
    {
        Assert.SkipWhen(
            OperatingSystem.IsWindows(),
            "Windows may refuse to replace a file that is being read, and the log then stays long."
        );
        var store = Open(compactAfter: 10);
        await store.WriteMarksAsync("prints", [.. Enumerable.Range(0, 9000).Select(i => new SyncMark((UInt128)i, 1))], Ct);
        var seen = 0;

        await foreach (var mark in store.ReadMarksAsync("prints", Ct))
        {
            Assert.Equal((UInt128)1, mark.Content);
            if (seen++ == 10)
            {
                await store.WriteMarksAsync("prints", [.. Enumerable.Range(0, 9000).Select(i => new SyncMark((UInt128)i, 2))], Ct);
            }
        }

        Assert.Equal(9000, seen);
        Assert.All((await ReadAsync(store, "prints")).Values, content => Assert.Equal((UInt128)2, content));
    }

    [Fact]
    public async Task Document_WhoseWriterDied_IsTheOneBefore()
    {
        var store = Open();
        await store.WriteDocumentAsync("nightly", "checkpoint", "{\"n\":1}"u8.ToArray(), Ct);
        var file = Assert.Single(Directory.GetFiles(_folder.Path, "*.json", SearchOption.AllDirectories));
        var leftOver = OwnedFiles.TemporaryOf(file);
        await File.WriteAllTextAsync(leftOver, "{\"n\":", Ct);

        Assert.Equal("{\"n\":1}"u8.ToArray(), await Open().ReadDocumentAsync("nightly", "checkpoint", Ct));

        // It is swept away when it is certainly nobody's.
        File.SetLastWriteTimeUtc(leftOver, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await Open().WriteDocumentAsync("nightly", "checkpoint", "{\"n\":2}"u8.ToArray(), Ct);
        Assert.False(File.Exists(leftOver));
    }

    [Fact]
    public async Task Lease_WhoseFileIsHalf_IsFree()
    {
        var store = Open();
        await store.TryAcquireLeaseAsync("nightly", "run-1", TimeSpan.FromHours(1), Ct);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, "leases"), "*.json"));
        await File.WriteAllTextAsync(file, "{\"job\":\"nig", Ct);

        Assert.NotNull(await Open().TryAcquireLeaseAsync("nightly", "run-2", TimeSpan.FromHours(1), Ct));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Store_LetsOnlyTheOwnerReadItsFiles()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        var folder = Path.Combine(_folder.Path, "state");
        var store = new FileSyncStore(folder, Clock);
        await store.TryAcquireLeaseAsync("nightly", "run-1", TimeSpan.FromHours(1), Ct);
        await store.WriteDocumentAsync("nightly", "checkpoint", "{}"u8.ToArray(), Ct);
        await store.WriteMarksAsync("prints", [new SyncMark(1, 1)], Ct);

        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Equal(OwnedFiles.OwnerOnly, File.GetUnixFileMode(file)));
        Assert.All(
            Directory.GetDirectories(folder, "*", SearchOption.AllDirectories).Append(folder),
            directory => Assert.Equal(OwnedFiles.OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(directory))
        );
    }

    [Fact]
    public async Task Marks_WhileAnotherProcessHoldsTheLock_WaitAndThenSaySo()
    {
        var store = new FileSyncStore(
            new FileSyncStoreOptions { Folder = _folder.Path, LockTimeout = TimeSpan.FromMilliseconds(80) },
            Clock
        );
        await store.WriteMarksAsync("prints", [new SyncMark(1, 1)], Ct);
        await using (await OwnedFiles.LockAsync(Log + ".lock", TimeSpan.FromSeconds(1), Ct))
        {
            var problem = await Assert.ThrowsAsync<SyncStoreException>(() => store.WriteMarksAsync("prints", [new SyncMark(2, 2)], Ct));
            Assert.True(problem.IsTransient);
        }

        await store.WriteMarksAsync("prints", [new SyncMark(2, 2)], Ct);
        Assert.Equal(2, (await ReadAsync(store, "prints")).Count);
    }

    [Fact]
    public void Options_OutOfRange_AreNamed()
    {
        var problem = Assert.Throws<OptionsValidationException>(() =>
            new FileSyncStore(new FileSyncStoreOptions { LockTimeout = TimeSpan.Zero, CompactAfterMarks = 0 })
        );

        Assert.Equal(3, problem.Failures.Count());
    }

    public void Dispose() => _folder.Dispose();

    private FileSyncStore Open(int compactAfter = 16_384) =>
        // The disk is not what is tested, and a test run does not cut the power.
        new(
            new FileSyncStoreOptions
            {
                Folder = _folder.Path,
                FlushToDisk = false,
                CompactAfterMarks = compactAfter,
            },
            Clock
        );
}
