using BrevoTd.Connector.Sync;

namespace BrevoTd.Connector.Tests.Sync;

public sealed class FingerprintSetTests
{
    private readonly MemorySyncStore _store = new();
    private readonly RecordHash _hash = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Compare_AfterRunsThatDelivered_TellsWhatIsNewChangedAndGone()
    {
        var first = await LoadAsync();
        Assert.Equal(FingerprintState.New, first.Compare(1, 10));
        Assert.Equal(FingerprintState.New, first.Compare(2, 20));
        Assert.Equal(FingerprintState.New, first.Compare(3, 30));
        first.Deliver(1, 10);
        first.Deliver(2, 20);
        Assert.Equal((2, 2), (first.Count, first.Pending));
        await first.FlushAsync(Ct);
        Assert.Equal(0, first.Pending);
        Assert.Empty(first.Unseen());

        // The third was not delivered: it is new again.
        var second = await LoadAsync();
        Assert.Equal(2, second.Count);
        Assert.Equal(FingerprintState.Unchanged, second.Compare(1, 10));
        Assert.Equal(FingerprintState.New, second.Compare(3, 30));
        Assert.Equal([(UInt128)2], second.Unseen());
        second.Remove(2);
        await second.FlushAsync(Ct);

        var third = await LoadAsync();
        Assert.Equal(FingerprintState.Changed, third.Compare(1, 11));
        Assert.Equal(FingerprintState.New, third.Compare(2, 20));
        Assert.Empty(third.Unseen());
    }

    [Fact]
    public async Task FlushAsync_ThatFails_WritesTheSameNextTime()
    {
        var failing = new FailingStore(_store);
        var prints = await FingerprintSet.LoadAsync(failing, "prints", _hash, Ct);
        prints.Deliver(1, 1);
        failing.Fails = true;
        await Assert.ThrowsAsync<IOException>(() => prints.FlushAsync(Ct));
        prints.Deliver(1, 2);
        failing.Fails = false;

        await prints.FlushAsync(Ct);

        Assert.Equal(FingerprintState.Unchanged, (await LoadAsync()).Compare(1, 2));
    }

    [Fact]
    public async Task LoadAsync_WithAnotherSecret_Refuses()
    {
        var prints = await LoadAsync();
        prints.Deliver(1, 1);
        await prints.FlushAsync(Ct);

        var problem = await Assert.ThrowsAsync<SyncStoreException>(() =>
            FingerprintSet.LoadAsync(_store, "prints", new RecordHash("pepper"), Ct)
        );

        Assert.Contains("HashKey", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_OfManyRecords_TakesAtMost48BytesEach()
    {
        const int Records = 400_000;
        var store = new CountedStore(Records);

        var prints = await FingerprintSet.LoadAsync(store, "prints", _hash, Ct);

        // The arrays as they are: the heap of the process belongs to other tests as well.
        Assert.Equal(Records, prints.Count);
        Assert.InRange((double)prints.Bytes / Records, 33, 48);
        for (var i = 0; i < Records; i += 997)
        {
            Assert.Equal(FingerprintState.Unchanged, prints.Compare(CountedStore.KeyOf(i), (UInt128)i));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(52)]
    [InlineData(53)]
    [InlineData(210_000)]
    [InlineData(1_000_000)]
    public void Bytes_OfATableOfAnySize_StayBelow48PerRecordAndAChunk(int records)
    {
        var table = new RecordTable();
        for (var i = 0; i < records; i++)
        {
            table.FindOrAdd(CountedStore.KeyOf(i));
        }

        Assert.Equal(records, table.Count);
        Assert.InRange(table.Bytes, 0, (records * 48L) + (4096 * 33) + 256);
    }

    private Task<FingerprintSet> LoadAsync() => FingerprintSet.LoadAsync(_store, "prints", _hash, Ct);
}
