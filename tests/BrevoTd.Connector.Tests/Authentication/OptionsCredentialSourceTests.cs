using BrevoTd.Connector.Authentication;

namespace BrevoTd.Connector.Tests.Authentication;

public sealed class OptionsCredentialSourceTests
{
    private static readonly CredentialRequest s_request = new() { Service = "Brevo", ClientName = "" };

    [Fact]
    public async Task Renew_AfterAReload_IsTrueForTheOldKeyOnly()
    {
        var key = "key-1";
        ICredentialSource source = new OptionsCredentialSource(() => key);
        var old = await source.GetCredentialAsync(s_request);
        Assert.False(await source.RenewAsync(s_request, old));

        key = "key-2";

        Assert.True(await source.RenewAsync(s_request, old));
        Assert.False(await source.RenewAsync(s_request, Credential.ApiKey("key-2")));
        key = "";
        Assert.False(await source.RenewAsync(s_request, old));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("secret\n")]
    public async Task Get_OfAMalformedKey_NamesTheOptionAndNotTheKey(string key)
    {
        ICredentialSource source = new OptionsCredentialSource(() => key);

        var e = await Assert.ThrowsAsync<InvalidOperationException>(async () => await source.GetCredentialAsync(s_request));

        Assert.StartsWith("ApiKey ", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
    }
}
