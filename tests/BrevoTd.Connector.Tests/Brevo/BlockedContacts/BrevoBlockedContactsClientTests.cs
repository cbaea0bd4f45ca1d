using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Tests.Brevo.TransactionalEmails;

namespace BrevoTd.Connector.Tests.Brevo.BlockedContacts;

public sealed class BrevoBlockedContactsClientTests
{
    [Fact]
    public async Task DeleteHardBouncesAsync_WithoutAFilter_IsNotSentAndNamesTheMethodThatDestroysAll()
    {
        await using var stub = MessageStub.Answering(204);

        var e = await Assert.ThrowsAsync<ArgumentException>(() => stub.Client.BlockedContacts.DeleteHardBouncesAsync(new()));

        Assert.Contains("DeleteAllHardBouncesAsync", e.Message, StringComparison.Ordinal);
        Assert.Empty(stub.Sent);
        await stub.Client.BlockedContacts.DeleteAllHardBouncesAsync();
        Assert.Equal("{}", stub.LastBody.ToJsonString());
    }

    [Fact]
    public async Task DeleteHardBouncesAsync_OfDays_WritesThemAsTheReferenceSays()
    {
        await using var stub = MessageStub.Answering(204);

        await stub.Client.BlockedContacts.DeleteHardBouncesAsync(new() { StartDate = new(2026, 1, 2), EndDate = new(2026, 1, 31) });

        Assert.Equal("""{"startDate":"2026-01-02","endDate":"2026-01-31"}""", stub.LastBody.ToJsonString());
        await Assert.ThrowsAsync<ArgumentException>(() =>
            stub.Client.BlockedContacts.DeleteHardBouncesAsync(new() { StartDate = new(2026, 1, 2) })
        );
        await Assert.ThrowsAsync<ArgumentException>(() =>
            stub.Client.BlockedContacts.DeleteHardBouncesAsync(new() { StartDate = new(2026, 1, 2), EndDate = new(2026, 1, 1) })
        );
    }

    [Fact]
    public async Task ListAsync_OfUnknownReasonsAndNulls_ReadsThem()
    {
        await using var stub = MessageStub.Answering(
            200,
            """{"count":3,"contacts":[{"email":"a@example.com","senderEmail":null,"reason":{"code":"somethingNew","message":"?"},"blockedAt":""},{"email":"b@example.com","reason":null},{}]}"""
        );

        var all = new List<BlockedContact>();
        await foreach (var contact in stub.Client.BlockedContacts.ListAsync(new() { Senders = ["shop@example.com", "news@example.com"] }))
        {
            all.Add(contact);
        }

        Assert.Equal("somethingNew", all[0].Reason!.Code!.Value.Value);
        Assert.Null(all[0].BlockedAt);
        Assert.Equal("shop@example.com,news@example.com", stub.Sent[0].Query("senders"));
        Assert.Equal(3, all.Count);
    }

    [Fact]
    public async Task UnblockOrResubscribeAsync_OfAnAddress_EncodesIt()
    {
        await using var stub = MessageStub.Answering(204);

        await stub.Client.BlockedContacts.UnblockOrResubscribeAsync("a+b/c%20@example.com");

        Assert.Equal("a+b\u2215c%20@example.com", stub.Sent[0].Segments[^1]);
    }
}
