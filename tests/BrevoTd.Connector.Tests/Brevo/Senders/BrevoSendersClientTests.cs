using System.Net;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoSendersClientTests
{
    private const string Senders =
        """{"senders":[{"active":true,"email":"Support@example.com","id":1,"ips":[{"domain":"example.com","ip":"203.0.113.100","weight":50}],"name":"Support"},{"active":false,"email":"b@example.com","id":"3","ips":[],"name":"B"}]}""";

    private static readonly CreateSenderRequest s_support = new() { Name = "Support", Email = "support@example.com" };

    [Fact]
    public async Task ListAsync_OfSenders_ReadsAndFilters()
    {
        await using var pipeline = CrmWire.Start().Answers(Senders);

        var senders = await Of(pipeline).ListAsync("203.0.113.100", "example.com");

        Assert.Equal([new SenderId(1), new SenderId(3)], senders.Select(sender => sender.Id!.Value));
        Assert.Equal(50, senders[0].Ips!.Single().Weight);
        Assert.Equal("senders?ip=203.0.113.100&domain=example.com", pipeline.Request().Path);
    }

    [Fact]
    public async Task CreateAsync_AnswerLostAndSenderThere_IsTheResult()
    {
        await using var pipeline = CrmWire.Start();
        pipeline.Lose();
        pipeline.Answers(Senders);

        var created = await Of(pipeline).CreateAsync(s_support);

        Assert.Equal(new SenderId(1), created.Id);
        Assert.Null(created.DkimError);
        Assert.Equal(["POST", "GET"], pipeline.Handler.Seen.Select(seen => seen.Method));
    }

    [Fact]
    public async Task CreateAsync_AnswerLostAndSenderNotThere_IsNotSentAgain()
    {
        await using var pipeline = CrmWire.Start();
        pipeline.Lose();
        pipeline.Answers("""{"senders":[]}""");

        await Assert.ThrowsAsync<ServiceUnreachableException>(() => Of(pipeline).CreateAsync(s_support));

        Assert.Equal(["POST", "GET"], pipeline.Handler.Seen.Select(seen => seen.Method));
    }

    [Theory]
    [InlineData(50L, null)]
    [InlineData(50L, 49L)]
    [InlineData(100L, 0L)]
    public async Task CreateAsync_WithWeightsThatDoNotAddUp_IsRefusedBeforeSending(long first, long? second)
    {
        await using var pipeline = CrmWire.Start();
        SenderIpAssignment[] ips =
        [
            new()
            {
                Ip = "203.0.113.100",
                Domain = "example.com",
                Weight = first,
            },
            new()
            {
                Ip = "203.0.113.101",
                Domain = "example.com",
                Weight = second,
            },
        ];

        await Assert.ThrowsAsync<ArgumentException>(() => Of(pipeline).CreateAsync(s_support with { Ips = ips }));
        await Assert.ThrowsAsync<ArgumentException>(() => Of(pipeline).UpdateAsync(1, new UpdateSenderRequest { ReplaceIps = ips }));
        await Assert.ThrowsAsync<ArgumentException>(() => Of(pipeline).UpdateAsync(1, new UpdateSenderRequest()));

        Assert.Empty(pipeline.Handler.Seen);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public async Task ValidateAsync_AnswerLost_LooksWhetherTheSenderIsActive(int id, bool active)
    {
        await using var pipeline = CrmWire.Start();
        pipeline.Lose();
        pipeline.Answers(Senders).Answers("", HttpStatusCode.NoContent);

        await Of(pipeline).ValidateAsync(id, 123456);

        Assert.Equal(active ? ["PUT", "GET"] : ["PUT", "GET", "PUT"], pipeline.Handler.Seen.Select(seen => seen.Method));
        Assert.Equal("""{"otp":123456}""", pipeline.Request().Body);
    }

    [Fact]
    public async Task ValidateAsync_OfACodeThatIsNone_DoesNotShowIt()
    {
        await using var pipeline = CrmWire.Start();

        var e = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Of(pipeline).ValidateAsync(1, 7654321));

        Assert.DoesNotContain("7654321", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DedicatedIps_OfAccountAndSender_AreRead()
    {
        await using var pipeline = CrmWire
            .Start()
            .Answers("""{"ips":[{"active":true,"domain":"mail.example.com","id":3,"ip":"192.0.2.100"}]}""")
            .Answers("""{"ips":[{"domain":"mail.example.com","id":3,"ip":"192.0.2.100","weight":75}]}""");

        var all = Assert.Single(await Of(pipeline).ListDedicatedIpsAsync());
        var own = Assert.Single(await Of(pipeline).ListDedicatedIpsOfSenderAsync(5));

        Assert.Equal((true, (long?)null), (all.Active!.Value, all.Weight));
        Assert.Equal((null, 75), (own.Active, own.Weight));
        Assert.Equal("senders/5/ips", pipeline.Request(1).Path);
    }

    private static BrevoSendersClient Of(Pipeline pipeline) => new(pipeline.Transport);
}
