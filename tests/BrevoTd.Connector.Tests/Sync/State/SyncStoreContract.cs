using System.Text;
using BrevoTd.Connector.Sync;

namespace BrevoTd.Connector.Tests.Sync;

/// <summary>What every store promises. Each test opens its place more than once, as processes do.</summary>
public abstract class SyncStoreContract
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    protected virtual TimeSpan LeaseDuration => TimeSpan.FromMinutes(5);

    private static CancellationToken Limit => new CancellationTokenSource(s_limit).Token;

    /// <summary>Another store on the same place, as another process has one.</summary>
    protected abstract Task<ISyncStore> OpenAsync();

    /// <summary>Lets the clock of the leases go on.</summary>
    protected abstract Task AdvanceAsync(TimeSpan time);

    [Fact]
    public async Task Lease_WhileHeld_IsNobodyElses()
    {
        var (one, other) = (await OpenAsync(), await OpenAsync());

        var lease = await one.TryAcquireLeaseAsync("nightly", "run-1", LeaseDuration, Limit);

        Assert.NotNull(lease);
        Assert.Equal(("nightly", "run-1"), (lease.Job, lease.Owner));
        Assert.Null(await other.TryAcquireLeaseAsync("nightly", "run-2", LeaseDuration, Limit));
        Assert.NotNull(await other.TryAcquireLeaseAsync("hourly", "run-2", LeaseDuration, Limit));

        await AdvanceAsync(LeaseDuration * 0.6);
        Assert.NotNull(await one.RenewLeaseAsync(lease, LeaseDuration, Limit));
        await AdvanceAsync(LeaseDuration * 0.6);
        Assert.Null(await other.TryAcquireLeaseAsync("nightly", "run-2", LeaseDuration, Limit));
    }

    [Fact]
    public async Task Lease_GivenBack_IsFree()
    {
        var (one, other) = (await OpenAsync(), await OpenAsync());
        var lease = await one.TryAcquireLeaseAsync("nightly", "run-1", LeaseDuration, Limit);

        await one.ReleaseLeaseAsync(lease!, Limit);

        var next = await other.TryAcquireLeaseAsync("nightly", "run-2", LeaseDuration, Limit);
        Assert.Equal("run-2", next?.Owner);

        // Nobody gives back, or renews, what is another's.
        await one.ReleaseLeaseAsync(lease!, Limit);
        Assert.Null(await one.RenewLeaseAsync(lease!, LeaseDuration, Limit));
        Assert.Null(await one.TryAcquireLeaseAsync("nightly", "run-3", LeaseDuration, Limit));
    }

    [Fact]
    public async Task Lease_ThatIsOver_IsTakenByOneOnly()
    {
        var (one, other) = (await OpenAsync(), await OpenAsync());
        var lease = await one.TryAcquireLeaseAsync("nightly", "run-1", LeaseDuration, Limit);

        await AdvanceAsync(LeaseDuration * 3);

        Assert.Equal("run-2", (await other.TryAcquireLeaseAsync("nightly", "run-2", LeaseDuration, Limit))?.Owner);
        Assert.Null(await one.RenewLeaseAsync(lease!, LeaseDuration, Limit));
    }

    [Fact]
    public async Task Lease_ClaimedByManyAtOnce_IsHeldByAtMostOne()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OpenAsync()));

        for (var round = 0; round < 3; round++)
        {
            var job = $"job-{round}";
            var leases = await Task.WhenAll(
                stores.Select((store, i) => Task.Run(() => store.TryAcquireLeaseAsync(job, $"run-{i}", LeaseDuration, Limit)))
            );

            Assert.InRange(leases.Count(lease => lease is not null), 0, 1);
        }
    }

    [Fact]
    public async Task Document_Written_IsReadByOthersAsItIs()
    {
        var (one, other) = (await OpenAsync(), await OpenAsync());
        var content = Encoding.UTF8.GetBytes("{\"until\":\"2026-01-01T00:00:00Z\",\"text\":\"it's \\u00e9\"}");

        Assert.Null(await other.ReadDocumentAsync("nightly", "checkpoint", Limit));
        await one.WriteDocumentAsync("nightly", "checkpoint", content, Limit);
        await one.WriteDocumentAsync("nightly", "other", new byte[] { 0, 255, 10 }, Limit);

        Assert.Equal(content, await other.ReadDocumentAsync("nightly", "checkpoint", Limit));
        Assert.Equal([0, 255, 10], await other.ReadDocumentAsync("nightly", "other", Limit));
        Assert.Null(await other.ReadDocumentAsync("hourly", "checkpoint", Limit));

        await other.WriteDocumentAsync("nightly", "checkpoint", "{}"u8.ToArray(), Limit);
        await one.WriteDocumentAsync("nightly", "checkpoint", "{\"n\":3}"u8.ToArray(), Limit);
        Assert.Equal("{\"n\":3}"u8.ToArray(), await other.ReadDocumentAsync("nightly", "checkpoint", Limit));
    }

    [Fact]
    public async Task Marks_WrittenInAnyOrder_ReadAsTheNewestOfEachKey()
    {
        var store = await OpenAsync();
        var random = new Random(5);
        var expected = new Dictionary<UInt128, UInt128>();
        Assert.Empty(await ReadAsync(store, "prints"));

        for (var write = 0; write < 8; write++)
        {
            var marks = Enumerable
                .Range(0, 40)
                .Select(_ => new SyncMark(
                    new UInt128((ulong)random.Next(60), 7),
                    random.Next(4) == 0 ? null : new UInt128((ulong)random.NextInt64(), ulong.MaxValue)
                ))
                .ToList();
            await store.WriteMarksAsync("prints", marks, Limit);
            foreach (var mark in marks)
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
        }

        Assert.Equal(expected.OrderBy(pair => pair.Key), (await ReadAsync(store, "prints")).OrderBy(pair => pair.Key));
        Assert.Equal(expected.OrderBy(pair => pair.Key), (await ReadAsync(await OpenAsync(), "prints")).OrderBy(pair => pair.Key));
        Assert.Empty(await ReadAsync(store, "others"));
    }

    [Fact]
    public async Task Marks_OfAForgottenSet_AreGoneAndCanBeWrittenAnew()
    {
        var store = await OpenAsync();
        await store.DeleteMarksAsync("prints", Limit);
        await store.WriteMarksAsync("prints", [new SyncMark(1, 1), new SyncMark(UInt128.MaxValue, UInt128.Zero)], Limit);
        await store.WriteMarksAsync("kept", [new SyncMark(1, 9)], Limit);

        await store.DeleteMarksAsync("prints", Limit);

        Assert.Empty(await ReadAsync(store, "prints"));
        Assert.Empty(await ReadAsync(await OpenAsync(), "prints"));
        Assert.Equal((UInt128)9, Assert.Single(await ReadAsync(store, "kept")).Value);
        await store.WriteMarksAsync("prints", [new SyncMark(2, 2)], Limit);
        Assert.Equal((UInt128)2, Assert.Single(await ReadAsync(await OpenAsync(), "prints")).Key);
    }

    [Fact]
    public async Task Marks_WrittenByManyAtOnce_AreAllKept()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OpenAsync()));

        await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(i =>
                    Task.Run(() =>
                        stores[i % stores.Length]
                            .WriteMarksAsync(
                                "prints",
                                [.. Enumerable.Range(0, 50).Select(n => new SyncMark((UInt128)((i * 50) + n), (UInt128)n))],
                                Limit
                            )
                    )
                )
        );

        Assert.Equal(800, (await ReadAsync(await OpenAsync(), "prints")).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("näme")]
    [InlineData("it's")]
    public async Task Name_ThatIsNotPossible_IsRefused(string name)
    {
        var store = await OpenAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => store.ReadDocumentAsync(name, "checkpoint", Limit));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => store.WriteDocumentAsync("nightly", name, "{}"u8.ToArray(), Limit));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => store.TryAcquireLeaseAsync(name, "run", LeaseDuration, Limit));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => store.WriteMarksAsync(name, [new SyncMark(1, 1)], Limit));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => ReadAsync(store, name));
    }

    [Fact]
    public async Task Name_OfAnyValidForm_IsKeptApart()
    {
        var store = await OpenAsync();
        string[] names = ["..", ".", "con", "Job", "job", "JOB", "-rf", new string('a', 128), new string('a', 127) + "b"];

        foreach (var name in names)
        {
            await store.WriteDocumentAsync(name, name, Encoding.UTF8.GetBytes(name), Limit);
        }

        foreach (var name in names)
        {
            Assert.Equal(name, Encoding.UTF8.GetString((await store.ReadDocumentAsync(name, name, Limit))!));
        }
    }

    protected static async Task<Dictionary<UInt128, UInt128>> ReadAsync(ISyncStore store, string set)
    {
        var marks = new Dictionary<UInt128, UInt128>();
        await foreach (var mark in store.ReadMarksAsync(set, Limit))
        {
            marks.Add(mark.Key, mark.Content!.Value);
        }

        return marks;
    }
}
