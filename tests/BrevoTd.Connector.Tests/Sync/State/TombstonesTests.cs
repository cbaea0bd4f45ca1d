using BrevoTd.Connector.Sync;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Tests.Sync;

public sealed class TombstonesTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 2, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(s_now);
    private readonly FailingStore _store = new(new MemorySyncStore());
    private readonly RecordHash _hash = new("pepper");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, " Person7@EXAMPLE.com")]
    [InlineData(2, "+33 6 01 02 03 04")]
    [InlineData(3, "C-7")]
    public async Task ContainsAsync_OneIdentifierOfAnErasedPerson_IsEnough(int kind, string value)
    {
        await Open().AddAsync([new(IdentifierKind.Email, "person7@example.com"), new(IdentifierKind.Phone, "33601020304"), new(IdentifierKind.ExternalId, "C-7")], s_now, Ct);

        var later = Open();

        Assert.True(await later.ContainsAsync([new(IdentifierKind.ExternalId, "C-8"), new((IdentifierKind)kind, value)], Ct));
        Assert.True(await later.ContainsAsync(_hash.Identifier((IdentifierKind)kind, value)!.Value, Ct));
        Assert.False(await later.ContainsAsync([new(IdentifierKind.Email, "person8@example.com")], Ct));
        Assert.False(await Open("another").ContainsAsync([new((IdentifierKind)kind, value)], Ct));
    }

    [Fact]
    public async Task AddAsync_ThatCannotBeWritten_ThrowsAndIsObeyedAllTheSame()
    {
        var tombstones = Open();
        _store.Fails = true;

        await Assert.ThrowsAsync<IOException>(() => tombstones.AddAsync([new(IdentifierKind.Email, "person7@example.com")], s_now, Ct));

        Assert.True(await tombstones.ContainsAsync([new(IdentifierKind.Email, "person7@example.com")], Ct));
    }

    [Fact]
    public async Task ContainsAsync_AfterAnotherProcessHasAdded_SeesItWithTheNextRefresh()
    {
        var (one, other) = (Open(), Open());
        Assert.False(await one.ContainsAsync([new(IdentifierKind.Email, "person7@example.com")], Ct));
        await other.AddAsync([new(IdentifierKind.Email, "person7@example.com")], s_now, Ct);

        Assert.False(await one.ContainsAsync([new(IdentifierKind.Email, "person7@example.com")], Ct));
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.True(await one.ContainsAsync([new(IdentifierKind.Email, "person7@example.com")], Ct));
    }

    [Fact]
    public async Task ContainsAsync_WithAnotherSecret_Refuses()
    {
        await Open().AddAsync([new(IdentifierKind.Email, "person7@example.com")], s_now, Ct);
        var other = new Tombstones(_store, "main", new RecordHash(), Timeout.InfiniteTimeSpan, _clock);

        await Assert.ThrowsAsync<SyncStoreException>(async () => await other.ContainsAsync([new(IdentifierKind.Email, "x@example.com")], Ct));
    }

    [Fact]
    public async Task AddAsync_WithoutAnIdentifier_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Open().AddAsync([new(IdentifierKind.Phone, " - ")], s_now, Ct));
        Assert.Equal(0, _store.Writes);
    }

    private Tombstones Open(string account = "main") => new(_store, account, _hash, TimeSpan.FromMinutes(5), _clock);
}
