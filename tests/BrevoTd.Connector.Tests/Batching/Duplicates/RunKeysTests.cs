using BrevoTd.Connector.Batching;
using CsCheck;

namespace BrevoTd.Connector.Tests.Batching;

public sealed class RunKeysTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("runkeys").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void InMemoryAndOnDisk_AnyOperations_AgreeWithASet()
    {
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 400], static (operation, key) => (operation, key))
            .List[0, 600]
            .Sample(
                operations =>
                {
                    using var memory = new MemoryRunKeys(1_000);
                    using var disk = new DiskRunKeys(1_000, _folder);
                    var expected = new HashSet<UInt128>();
                    foreach (var (operation, key) in operations)
                    {
                        var hash = HashOf(key);
                        switch (operation)
                        {
                            case 0:
                                memory.Remove(hash);
                                disk.Remove(hash);
                                expected.Remove(hash);
                                break;
                            default:
                                var isNew = expected.Add(hash);
                                Assert.Equal(isNew, memory.TryAdd(hash));
                                Assert.Equal(isNew, disk.TryAdd(hash));
                                break;
                        }
                    }

                    Assert.Equal((expected.Count, expected.Count), (memory.Count, disk.Count));
                    for (var key = 0; key <= 400; key++)
                    {
                        var hash = HashOf(key);
                        Assert.Equal(expected.Contains(hash), memory.Contains(hash));
                        Assert.Equal(expected.Contains(hash), disk.Contains(hash));
                    }
                },
                iter: 300
            );

        // A handful of keys crowd into one place of the table and one page of the file, the others are spread.
        static UInt128 HashOf(int key) =>
            key < 100
                ? new UInt128(0, ((ulong)key << 8) | 1)
                : new UInt128((ulong)key * 0x9E3779B97F4A7C15UL, (ulong)key * 0xD1B54A32D192ED03UL);
    }

    [Fact]
    public void OnDisk_AFullPage_OverflowsIntoTheNext()
    {
        using var keys = new DiskRunKeys(2_000, _folder);

        // All of them belong into the first page, which has room for 256.
        for (ulong i = 1; i <= 600; i++)
        {
            Assert.True(keys.TryAdd(new UInt128(0, i)));
        }

        keys.Remove(new UInt128(0, 3));

        Assert.False(keys.Contains(new UInt128(0, 3)));
        for (ulong i = 4; i <= 600; i++)
        {
            Assert.False(keys.TryAdd(new UInt128(0, i)));
        }

        Assert.True(keys.TryAdd(new UInt128(0, 3)));
        Assert.False(keys.Contains(new UInt128(0, 601)));
    }

    [Fact]
    public void InMemory_AnyNumberOfKeys_TakesAtMost32BytesEachAlsoWhileItGrows()
    {
        using var keys = new MemoryRunKeys(long.MaxValue);
        var hasher = new KeyHasher("0123456789abcdef"u8);
        var hashes = Enumerable
            .Range(0, 300_000)
            .Select(i => hasher.Hash(BitConverter.GetBytes(i), false, WireFormat.MessagePack))
            .ToArray();
        var start = GC.GetAllocatedBytesForCurrentThread();
        var before = start;
        var most = 0.0;
        foreach (var hash in hashes)
        {
            keys.TryAdd(hash);
            var after = GC.GetAllocatedBytesForCurrentThread();

            // While a segment grows, its former array is there, too, and that is smaller than the new one.
            most = Math.Max(most, (keys.Bytes + (after - before) - 32_768) / (double)keys.Count);
            before = after;
        }

        Assert.Equal(300_000, keys.Count);
        Assert.InRange(most, 16, 32);
        Assert.InRange((double)keys.Bytes / keys.Count, 16, 29);

        // Former arrays are garbage: what a key has cost when all of them are counted.
        Assert.InRange((before - start) / (double)keys.Count, 16, 110);
    }

    [Fact]
    public void OnDisk_AnyNumberOfKeys_TakesTheSameMemory()
    {
        using var keys = new DiskRunKeys(100_000, _folder);
        var hasher = new KeyHasher();
        var bytes = keys.Bytes;
        Span<byte> key = stackalloc byte[4];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100_000; i++)
        {
            BitConverter.TryWriteBytes(key, i);
            Assert.True(keys.TryAdd(hasher.Hash(key, false, WireFormat.MessagePack)));
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100_000.0, 0, 0.5);
        Assert.Equal(bytes, keys.Bytes);
        Assert.InRange(bytes / 100_000.0, 0, 1.4);
        Assert.Throws<InvalidOperationException>(() => keys.TryAdd(7));
    }

    [Fact]
    public void OnDisk_Disposed_LeavesNoFile()
    {
        var keys = new DiskRunKeys(10, _folder);
        keys.TryAdd(1);
        if (!OperatingSystem.IsWindows())
        {
            // A killed process leaves none either.
            Assert.Empty(Directory.GetFiles(_folder));
        }

        keys.Dispose();

        Assert.Empty(Directory.GetFiles(_folder));
        Assert.Throws<ObjectDisposedException>(() => keys.TryAdd(2));
    }

    [Fact]
    public void OnDisk_WithoutItsFolder_SaysSoBeforeAnythingIsWritten()
    {
        var options = new BatchWriterOptions
        {
            RunDuplicates = RunDuplicatePolicy.FirstWinsOnDisk,
            RunKeysDirectory = Path.Combine(_folder, "missing"),
        };

        Assert.Throws<DirectoryNotFoundException>(() => new BatchWriter<Person>(new PersonEncoder(), new ScriptedSink(), options));
    }

    [Fact]
    public void Hash_OfSpellingsOfOneAddress_IsOneAndOfOtherSaltsAnother()
    {
        var hasher = new KeyHasher();
        var hash = hasher.Hash("ann@example.com"u8, true, WireFormat.JsonArray);

        Assert.Equal(hash, hasher.Hash("ANN@Example.com"u8, true, WireFormat.JsonArray));
        Assert.Equal(hash, hasher.Hash("\\u0061nn@example.com"u8, true, WireFormat.JsonArray));
        Assert.NotEqual(hash, hasher.Hash("ANN@example.com"u8, false, WireFormat.JsonArray));
        Assert.NotEqual(hash, new KeyHasher().Hash("ann@example.com"u8, true, WireFormat.JsonArray));
        Assert.Equal(UInt128.Zero, hasher.Hash(default, true, WireFormat.JsonArray));
    }
}
