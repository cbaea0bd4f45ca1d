using System.Net;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class WebhookVerifierTests
{
    [Theory]
    [InlineData("Bearer one", true)]
    [InlineData("bearer  two", true)]
    [InlineData("Bearer three", false)]
    [InlineData("Basic one", false)]
    [InlineData("one", false)]
    [InlineData("Bearer ", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Verify_OfABearerToken_TakesAnyOfThoseInUse(string? header, bool genuine)
    {
        var verifier = WebhookVerifier.BearerToken("one", "two");

        Assert.Equal("Authorization", verifier.HeaderName);
        Assert.Equal(genuine, verifier.Verify(header));
    }

    [Theory]
    [InlineData("Basic dXNlcjpww6Rzcw==", true)]
    [InlineData("Basic dXNlcjp3cm9uZw==", false)]
    [InlineData("Basic not base64", false)]
    public void Verify_OfUserAndPassword_ComparesBoth(string header, bool genuine) =>
        Assert.Equal(genuine, WebhookVerifier.Basic("user", "päss").Verify(header));

    [Theory]
    [InlineData("s3cret", true)]
    [InlineData("S3cret", false)]
    [InlineData(" s3cret", false)]
    [InlineData(null, false)]
    public void Verify_OfAHeader_ComparesItAsItIs(string? header, bool genuine)
    {
        var verifier = WebhookVerifier.Header("cf-secret", "s3cret");

        Assert.Equal("cf-secret", verifier.HeaderName);
        Assert.Equal(genuine, verifier.Verify(header));
    }

    [Fact]
    public void Creation_WithoutASecret_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => WebhookVerifier.BearerToken());
        Assert.Throws<ArgumentException>(() => WebhookVerifier.BearerToken("ok", ""));
        Assert.Throws<ArgumentException>(() => WebhookVerifier.BearerToken("two words"));
        Assert.Throws<ArgumentException>(() => WebhookVerifier.Basic("a:b", "c"));
        Assert.Throws<ArgumentException>(() => WebhookVerifier.Basic("a", ""));
        Assert.Throws<ArgumentException>(() => WebhookVerifier.Header("x", ""));
    }

    [Fact]
    public void ToString_OfAVerifier_ShowsNoSecret() =>
        Assert.DoesNotContain("s3cret", WebhookVerifier.Header("x", "s3cret").ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("1.179.112.0", true)]
    [InlineData("1.179.127.255", true)]
    [InlineData("1.179.128.0", false)]
    [InlineData("172.246.255.1", true)]
    [InlineData("172.247.0.1", false)]
    [InlineData("::ffff:172.246.240.9", true)]
    [InlineData("::1", false)]
    [InlineData("127.0.0.1", false)]
    public void IsSourceAddress_OfAnAddress_KnowsBothNetworks(string address, bool isBrevo) =>
        Assert.Equal(isBrevo, BrevoWebhooks.IsSourceAddress(IPAddress.Parse(address)));
}
