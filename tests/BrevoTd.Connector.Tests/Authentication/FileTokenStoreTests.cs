using System.Text;
using BrevoTd.Connector.Authentication;

namespace BrevoTd.Connector.Tests.Authentication;

public sealed class FileTokenStoreTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "brevotd-tokens-" + Guid.NewGuid().ToString("N"));

    [Fact]
    public async Task Save_ThenLoad_GivesTheSameTokens()
    {
        var saved = Tokens("a");
        await new FileTokenStore(_folder).SaveAsync("brevo", saved);

        Assert.Equal(saved, await new FileTokenStore(_folder).LoadAsync("brevo"));
    }

    [Fact]
    public async Task Load_OfAnotherKey_FindsNothing()
    {
        var store = new FileTokenStore(_folder);
        Assert.Null(await store.LoadAsync("brevo"));
        await store.SaveAsync("brevo", Tokens("a"));

        Assert.Null(await store.LoadAsync("BREVO"));
        Assert.Null(await store.LoadAsync("../brevo"));
        await store.DeleteAsync("brevo:other");
        Assert.NotNull(await store.LoadAsync("brevo"));
        await store.DeleteAsync("brevo");
        Assert.Null(await store.LoadAsync("brevo"));
    }

    [Fact]
    public async Task Save_OfAKeyWithAPerson_NamesTheFileByItsHash()
    {
        await new FileTokenStore(_folder).SaveAsync("../shop/canary@example.com", Tokens("a"));

        Assert.Matches("^tokens-[0-9a-f]{24}\\.json$", Path.GetFileName(Assert.Single(Directory.GetFiles(_folder))));
    }

    [Fact]
    public async Task Save_OnUnix_IsReadableByItsOwnerOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists.");
        await new FileTokenStore(_folder).SaveAsync("brevo", Tokens("a"));
        var file = Assert.Single(Directory.GetFiles(_folder));

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder));
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            await new FileTokenStore(_folder).SaveAsync("brevo", Tokens("b"));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Load_WhileOthersSave_NeverSeesAPart()
    {
        var store = new FileTokenStore(_folder);
        await store.SaveAsync("brevo", Tokens("0"));
        using var stop = new CancellationTokenSource();
        var writers = Enumerable
            .Range(1, 2)
            .Select(writer =>
                Task.Run(async () =>
                {
                    for (var i = 0; i < 60; i++)
                    {
                        await new FileTokenStore(_folder).SaveAsync("brevo", Tokens($"{writer}-{i}"));
                    }
                })
            )
            .ToArray();
        var reader = Task.Run(async () =>
        {
            var reads = 0;
            for (; !stop.IsCancellationRequested; reads++)
            {
                var tokens = await store.LoadAsync("brevo");
                Assert.NotNull(tokens);
                Assert.Equal("r" + tokens.AccessToken, tokens.RefreshToken);
            }

            return reads;
        });

        await Task.WhenAll(writers);
        await stop.CancelAsync();

        Assert.NotEqual(0, await reader);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"access_token\":\"\"}")]
    [InlineData("{\"access_token\":\"canary\",")]
    [InlineData("not json canary")]
    public async Task Load_OfADamagedFile_SaysSoAndLeavesIt(string content)
    {
        var store = new FileTokenStore(_folder);
        await store.SaveAsync("brevo", Tokens("a"));
        var file = Assert.Single(Directory.GetFiles(_folder));
        await File.WriteAllTextAsync(file, content);

        var e = await Assert.ThrowsAsync<TokenStoreException>(async () => await store.LoadAsync("brevo"));

        Assert.Contains(file, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", e.ToString(), StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Protector_OfTheStore_KeepsTheTokensOutOfTheFile()
    {
        var store = new FileTokenStore(_folder, Flip, Flip);
        await store.SaveAsync("brevo", Tokens("canary"));
        var bytes = await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(_folder)));

        Assert.DoesNotContain("canary", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal("canary", (await store.LoadAsync("brevo"))!.AccessToken);
        var e = await Assert.ThrowsAsync<TokenStoreException>(async () => await new FileTokenStore(_folder).LoadAsync("brevo"));
        Assert.Contains("protector", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Protector_ThatFails_LeavesTheEarlierFile()
    {
        await new FileTokenStore(_folder).SaveAsync("brevo", Tokens("a"));
        var broken = new FileTokenStore(
            _folder,
            _ => throw new InvalidOperationException("No key."),
            _ => throw new FormatException("Other key.")
        );

        await Assert.ThrowsAsync<TokenStoreException>(async () => await broken.SaveAsync("brevo", Tokens("b")));
        await Assert.ThrowsAsync<TokenStoreException>(async () => await broken.LoadAsync("brevo"));

        Assert.Equal("a", (await new FileTokenStore(_folder).LoadAsync("brevo"))!.AccessToken);
    }

    [Fact]
    public async Task Save_ThatIsCancelled_LeavesTheEarlierFileAndNothingElse()
    {
        var store = new FileTokenStore(_folder);
        await store.SaveAsync("brevo", Tokens("a"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await store.SaveAsync("brevo", Tokens("b"), new CancellationToken(canceled: true))
        );

        Assert.Equal("a", (await store.LoadAsync("brevo"))!.AccessToken);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Save_WhereAFileStandsInTheWay_SaysWhatToDo()
    {
        await File.WriteAllTextAsync(_folder, "");

        var e = await Assert.ThrowsAsync<TokenStoreException>(async () =>
            await new FileTokenStore(_folder).SaveAsync("brevo", Tokens("a"))
        );

        Assert.Contains("could not be written", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_AfterAProcessWasKilled_RemovesWhatItLeft()
    {
        var store = new FileTokenStore(_folder);
        await store.SaveAsync("brevo", Tokens("a"));
        var leftOver = Assert.Single(Directory.GetFiles(_folder)) + ".0123.tmp";
        await File.WriteAllTextAsync(leftOver, "canary");
        await store.SaveAsync("brevo", Tokens("b"));
        Assert.True(File.Exists(leftOver));

        File.SetLastWriteTimeUtc(leftOver, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));
        await store.SaveAsync("brevo", Tokens("c"));

        Assert.False(File.Exists(leftOver));
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
        else
        {
            File.Delete(_folder);
        }
    }

    private static byte[] Flip(byte[] bytes) => [.. bytes.Select(b => (byte)(b ^ 0x5A))];

    private static TokenSet Tokens(string access) =>
        new()
        {
            AccessToken = access,
            RefreshToken = "r" + access,
            ObtainedAt = new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero),
            ExpiresAt = new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero),
            Scope = "contacts:read",
            IssuedFor = "x",
        };
}
