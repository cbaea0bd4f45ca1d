using BrevoTd.Connector.Tests.Brevo.TransactionalEmails;

namespace BrevoTd.Connector.Tests.Brevo.BlockedDomains;

public sealed class BrevoBlockedDomainsClientTests
{
    [Theory]
    [InlineData("""{"domains":["Example.com"]}""", 1)]
    [InlineData("""{"domains":null}""", 2)]
    public async Task CreateAsync_AnswerLost_IsRepeatedOnlyIfTheDomainIsNotBlocked(string list, int posts)
    {
        await using var stub = new MessageStub(request => request.Method == "GET" ? (200, list) : (201, null)).Losing(
            "POST /smtp/blockedDomains"
        );

        await stub.Client.BlockedDomains.CreateAsync("example.com");

        Assert.Equal(posts, stub.Sent.Count(request => request.Method == "POST"));
    }

    [Theory]
    [InlineData("ada@example.com")]
    [InlineData("https://example.com")]
    [InlineData(" ")]
    public async Task CreateAsync_OfWhatIsNoDomain_IsRefused(string domain)
    {
        await using var stub = MessageStub.Answering(201);

        await Assert.ThrowsAsync<ArgumentException>(() => stub.Client.BlockedDomains.CreateAsync(domain));
        Assert.Empty(stub.Sent);
    }
}
