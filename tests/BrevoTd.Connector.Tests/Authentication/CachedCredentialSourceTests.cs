using BrevoTd.Connector.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Tests.Authentication;

public sealed class CachedCredentialSourceTests : IAsyncDisposable
{
    private static readonly CredentialRequest s_request = new() { Service = "Brevo", ClientName = "" };

    private readonly FakeTimeProvider _clock = new();
    private readonly FakeLogger<CachedCredentialSource> _log = new();
    private readonly Vault _vault = new();
    private readonly CachedCredentialSource _cache;

    public CachedCredentialSourceTests() => _cache = new(_vault, null, _clock, _log);

    public ValueTask DisposeAsync() => _cache.DisposeAsync();

    [Fact]
    public async Task Get_WithinTheLifetime_AsksOnce()
    {
        await Get();
        _clock.Advance(TimeSpan.FromMinutes(4) - TimeSpan.FromTicks(1));
        await Get();

        Assert.Equal(1, _vault.Asked);
    }

    [Fact]
    public async Task Get_OfAThousandCallersAtOnce_AsksOnce()
    {
        var answer = _vault.Holds();

        var calls = Enumerable.Range(0, 1000).Select(_ => Task.Run(Get)).ToArray();
        await _vault.WhenAsked(1);
        answer.SetResult(Credential.ApiKey("key-1"));

        Assert.All(await Task.WhenAll(calls), credential => Assert.Equal(Credential.ApiKey("key-1"), credential));
        Assert.Equal(1, _vault.Asked);
    }

    [Fact]
    public async Task Get_ShortlyBeforeTheEnd_UsesTheOldOneWhileOneFetchRuns()
    {
        await Get();
        _clock.Advance(TimeSpan.FromMinutes(4.5));
        var answer = _vault.Holds();

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(Credential.ApiKey("key-1"), await Get());
        }

        await _vault.WhenAsked(2);
        answer.SetResult(Credential.ApiKey("key-2"));
        await WhenLogged(151);
        Assert.Equal(Credential.ApiKey("key-2"), await Get());
        Assert.Equal(2, _vault.Asked);
    }

    [Fact]
    public async Task Get_AfterTheLifetime_WaitsForTheNewOne()
    {
        await Get();
        _vault.Answer = Vault.Gives("key-2");
        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(Credential.ApiKey("key-2"), await Get());
    }

    [Fact]
    public async Task Get_WhenTheSourceFails_UsesTheOldOneUntilItsGraceIsOver()
    {
        await Get();
        _vault.Answer = Vault.Fails();
        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(Credential.ApiKey("key-1"), await Get());
        Assert.Equal(LogLevel.Warning, _log.LatestRecord.Level);
        Assert.Contains("InvalidOperationException", _log.LatestRecord.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sealed", _log.LatestRecord.Message, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromMinutes(10));
        var e = await Assert.ThrowsAsync<InvalidOperationException>(Get);
        Assert.Equal("The vault is sealed.", e.Message);
        Assert.Equal(LogLevel.Error, _log.LatestRecord.Level);
    }

    [Fact]
    public async Task Get_WhileAFailingSourceHangs_DoesNotWaitForIt()
    {
        await Get();
        _vault.Answer = Vault.Fails();
        _clock.Advance(TimeSpan.FromMinutes(5));
        await Get();
        var answer = _vault.Holds();
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(Credential.ApiKey("key-1"), await Get());
        await _vault.WhenAsked(3);
        answer.SetResult(Credential.ApiKey("key-2"));
        await WhenLogged(151);
        Assert.Equal(Credential.ApiKey("key-2"), await Get());
    }

    [Fact]
    public async Task Get_AfterAFailure_LeavesTheSourceAloneForAPause()
    {
        _vault.Answer = Vault.Fails();

        for (var i = 0; i < 50; i++)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(Get);
        }

        Assert.Equal(1, _vault.Asked);
        _vault.Answer = Vault.Gives("key-1");
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(Credential.ApiKey("key-1"), await Get());
    }

    [Fact]
    public async Task Get_OfASourceWithoutCredential_GivesNone()
    {
        _vault.Answer = (_, _) => Task.FromResult(default(Credential));

        Assert.True((await Get()).IsEmpty);
        Assert.True((await Get()).IsEmpty);

        Assert.Equal(1, _vault.Asked);
    }

    [Fact]
    public async Task Get_CancelledByOneCaller_GoesOnForTheOthers()
    {
        var answer = _vault.Holds();
        using var impatient = new CancellationTokenSource();
        var first = _cache.GetCredentialAsync(s_request, impatient.Token).AsTask();
        await _vault.WhenAsked(1);
        var second = Get();

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(second.IsCompleted);
        answer.SetResult(Credential.ApiKey("key-1"));
        Assert.Equal(Credential.ApiKey("key-1"), await second);
        Assert.Equal(1, _vault.Asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_OfASourceThatNeverAnswers_EndsWithTheFetchTimeout(bool honoursItsToken)
    {
        var never = new TaskCompletionSource<Credential>();
        _vault.Answer = (_, cancellationToken) => honoursItsToken ? never.Task.WaitAsync(cancellationToken) : never.Task;
        var call = Get();
        await _vault.WhenAsked(1);

        _clock.Advance(TimeSpan.FromSeconds(30));

        var e = await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.Contains("30 s", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_OfTwoClients_KeepsThemApart()
    {
        _vault.Answer = (request, _) => Task.FromResult(Credential.ApiKey("key-of-" + request.ClientName));

        var fr = await _cache.GetCredentialAsync(new() { Service = "Brevo", ClientName = "fr" });
        var de = await _cache.GetCredentialAsync(new() { Service = "Brevo", ClientName = "de" });

        Assert.Equal(Credential.ApiKey("key-of-fr"), fr);
        Assert.Equal(Credential.ApiKey("key-of-de"), de);
    }

    [Fact]
    public async Task Get_FetchesOutsideTheFirstCallersContext()
    {
        var ambient = new AsyncLocal<string?> { Value = "a request's own" };
        string? seen = "nothing";
        _vault.Answer = (_, _) =>
        {
            seen = ambient.Value;
            return Task.FromResult(Credential.ApiKey("key-1"));
        };

        await Get();

        Assert.Null(seen);
    }

    [Fact]
    public async Task Renew_OfARotatedKey_FetchesItBeforeTheLifetimeEnds()
    {
        var old = await Get();
        _vault.Answer = Vault.Gives("key-2");

        Assert.True(await Renew(old));

        Assert.Equal(Credential.ApiKey("key-2"), await Get());
        Assert.Equal(2, _vault.Asked);
    }

    [Fact]
    public async Task Renew_OfAThousandRejections_FetchesOnce()
    {
        var old = await Get();
        var answer = _vault.Holds();

        var calls = Enumerable.Range(0, 1000).Select(_ => Task.Run(() => Renew(old))).ToArray();
        await _vault.WhenAsked(2);
        answer.SetResult(Credential.ApiKey("key-2"));

        Assert.All(await Task.WhenAll(calls), Assert.True);
        Assert.True(await Renew(old));
        Assert.Equal(2, _vault.Asked);
    }

    [Fact]
    public async Task Renew_WhenTheSourceGivesTheSameKey_IsFalseAndPauses()
    {
        var old = await Get();

        for (var i = 0; i < 50; i++)
        {
            Assert.False(await Renew(old));
        }

        Assert.Equal(2, _vault.Asked);
        Assert.Equal(154, _log.LatestRecord.Id.Id);
        Assert.Equal(old, await Get());
        _vault.Answer = Vault.Gives("key-2");
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(await Renew(old));
    }

    [Fact]
    public async Task Renew_WhenTheSourceFails_ForgetsTheRejectedKey()
    {
        var old = await Get();
        _vault.Answer = Vault.Fails();

        for (var i = 0; i < 50; i++)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => Renew(old));
        }

        await Assert.ThrowsAsync<InvalidOperationException>(Get);
        Assert.Equal(2, _vault.Asked);
        _vault.Answer = Vault.Gives("key-2");
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(Credential.ApiKey("key-2"), await Get());
    }

    [Fact]
    public async Task Renew_DuringAFetchThatReadTheOldKey_FetchesAgain()
    {
        var old = await Get();
        _clock.Advance(TimeSpan.FromMinutes(4.5));
        var early = _vault.Holds();
        await Get();
        await _vault.WhenAsked(2);

        var renewals = Enumerable.Range(0, 10).Select(_ => Renew(old)).ToArray();
        _vault.Answer = Vault.Gives("key-2");
        early.SetResult(old);

        Assert.All(await Task.WhenAll(renewals), Assert.True);
        Assert.Equal(3, _vault.Asked);
    }

    [Fact]
    public async Task Renew_CancelledByItsCaller_LeavesTheFetchRunning()
    {
        var old = await Get();
        var answer = _vault.Holds();
        using var impatient = new CancellationTokenSource();
        var renewal = _cache.RenewAsync(s_request, old, impatient.Token).AsTask();
        await _vault.WhenAsked(2);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => renewal);
        answer.SetResult(Credential.ApiKey("key-2"));

        Assert.Equal(Credential.ApiKey("key-2"), await Get());
        Assert.Equal(2, _vault.Asked);
    }

    [Fact]
    public async Task Renew_OfASourceWithACacheOfItsOwn_TellsIt()
    {
        await using var outer = new CachedCredentialSource(_cache, null, _clock);
        var old = await outer.GetCredentialAsync(s_request);
        _vault.Answer = Vault.Gives("key-2");

        Assert.True(await outer.RenewAsync(s_request, old));
        Assert.Equal(Credential.ApiKey("key-2"), await outer.GetCredentialAsync(s_request));
    }

    [Fact]
    public async Task Dispose_DisposesTheSourceAndEndsAFetch()
    {
        _vault.Holds();
        var call = Get();
        await _vault.WhenAsked(1);

        _cache.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.True(_vault.IsDisposed);
    }

    [Theory]
    [InlineData(nameof(CredentialCacheOptions.Lifetime))]
    [InlineData(nameof(CredentialCacheOptions.RefreshAhead))]
    [InlineData(nameof(CredentialCacheOptions.Grace))]
    [InlineData(nameof(CredentialCacheOptions.FetchTimeout))]
    [InlineData(nameof(CredentialCacheOptions.RetryPause))]
    public void Options_OutOfRange_AreRefusedByName(string option)
    {
        var options = new CredentialCacheOptions();
        typeof(CredentialCacheOptions).GetProperty(option)!.SetValue(options, TimeSpan.FromSeconds(-1));

        var e = Assert.Throws<ArgumentOutOfRangeException>(() => new CachedCredentialSource(_vault, options));

        Assert.Equal(option, e.ParamName);
    }

    [Fact]
    public async Task Options_WithAShortLifetime_RefreshAtItsHalf()
    {
        await using var cache = new CachedCredentialSource(_vault, new() { Lifetime = TimeSpan.FromSeconds(10) }, _clock);
        await cache.GetCredentialAsync(s_request);
        _clock.Advance(TimeSpan.FromSeconds(4));
        await cache.GetCredentialAsync(s_request);
        Assert.Equal(1, _vault.Asked);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await cache.GetCredentialAsync(s_request);

        await _vault.WhenAsked(2);
    }

    private Task<Credential> Get() => _cache.GetCredentialAsync(s_request).AsTask();

    private Task<bool> Renew(Credential rejected) => _cache.RenewAsync(s_request, rejected).AsTask();

    private async Task WhenLogged(int id)
    {
        // The log comes after the state, on the fetch's own thread; the fake collector has no event for it.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!_log.Collector.GetSnapshot().Any(record => record.Id.Id == id))
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
