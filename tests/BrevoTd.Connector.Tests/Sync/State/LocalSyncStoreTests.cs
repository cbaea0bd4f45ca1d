using BrevoTd.Connector.Sync;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Tests.Sync;

/// <summary>The contract, for stores whose clock a test can set.</summary>
public abstract class LocalSyncStoreTests : SyncStoreContract
{
    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.Zero));

    protected override Task AdvanceAsync(TimeSpan time)
    {
        Clock.Advance(time);
        return Task.CompletedTask;
    }
}

public sealed class MemorySyncStoreTests : LocalSyncStoreTests
{
    private ISyncStore? _store;

    protected override Task<ISyncStore> OpenAsync() => Task.FromResult(_store ??= new MemorySyncStore(Clock));
}

public sealed class SqliteSyncStoreTests : LocalSyncStoreTests, IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly List<SqliteSyncStore> _stores = [];

    protected override Task<ISyncStore> OpenAsync()
    {
        var store = new SqliteSyncStore(Path.Combine(_folder.Path, "state", "sync.db"), Clock);
        _stores.Add(store);
        return Task.FromResult<ISyncStore>(store);
    }

    [Fact]
    public async Task Marks_OfManyPages_AreReadOnceEach()
    {
        var store = await OpenAsync();
        await store.WriteMarksAsync(
            "prints",
            [.. Enumerable.Range(0, 12_345).Select(i => new SyncMark(new UInt128((ulong)i * 0x9E3779B97F4A7C15, (ulong)i), (UInt128)i))],
            TestContext.Current.CancellationToken
        );

        var marks = await ReadAsync(store, "prints");

        Assert.Equal(12_345, marks.Count);
        Assert.All(marks, pair => Assert.Equal((ulong)pair.Key, (ulong)pair.Value));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Store_OnAFileOfItsOwn_LetsOnlyTheOwnerReadIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        var store = await OpenAsync();
        await store.WriteDocumentAsync("nightly", "checkpoint", "{}"u8.ToArray(), TestContext.Current.CancellationToken);

        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder.Path, "state")))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Store_OnAnotherFile_SaysSoAndLeavesIt()
    {
        var path = Path.Combine(_folder.Path, "notes.txt");
        var text = string.Concat(Enumerable.Repeat("These are notes, not a database. ", 50));
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        using var store = new SqliteSyncStore(path, Clock);

        var problem = await Assert.ThrowsAsync<SyncStoreException>(() =>
            store.ReadDocumentAsync("nightly", "checkpoint", TestContext.Current.CancellationToken)
        );

        Assert.Contains("Check that it is a SQLite file", problem.Message, StringComparison.Ordinal);
        Assert.False(problem.IsTransient);
        Assert.Equal(text, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        foreach (var store in _stores)
        {
            store.Dispose();
        }

        _folder.Dispose();
    }
}

internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sync-store-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
