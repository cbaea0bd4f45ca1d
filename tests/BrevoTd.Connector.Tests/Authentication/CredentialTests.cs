using BrevoTd.Connector.Authentication;

namespace BrevoTd.Connector.Tests.Authentication;

public sealed class CredentialTests
{
    [Fact]
    public void ToString_OfACredential_ShowsNothing()
    {
        Assert.Equal("***", Credential.ApiKey("xkeysib-secret").ToString());
        Assert.Equal("***", Credential.BearerToken("token-secret").ToString());
        Assert.Equal("***", $"{Credential.ApiKey("xkeysib-secret")}");
        Assert.True(default(Credential).IsEmpty);
    }

    [Theory]
    [InlineData("")]
    [InlineData("xkeysib-secret\n")]
    [InlineData(" xkeysib-secret")]
    [InlineData("xkeysib secret")]
    [InlineData("xkeysib-secr\u00e9t")]
    public void ApiKey_ThatCannotStandInAHeader_IsRefusedWithoutShowingIt(string key)
    {
        var e = Assert.Throws<ArgumentException>(() => Credential.ApiKey(key));

        Assert.DoesNotContain("secr", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Equals_OfCredentials_ComparesKindAndText()
    {
        Assert.Equal(Credential.ApiKey("a"), Credential.ApiKey("a"));
        Assert.True(Credential.ApiKey("a") != Credential.ApiKey("b"));
        Assert.True(Credential.ApiKey("a") != Credential.BearerToken("a"));
    }
}
