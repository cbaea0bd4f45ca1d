using System.Net;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoDomainsClientTests
{
    private const string Configuration =
        """{"domain":"example.com","verified":true,"authenticated":false,"dns_records":{"dkim_record":{"host_name":"mail._domainkey","type":"TXT","value":"v=DKIM1","status":false}}}""";

    // Reference section 13: the id is a text in the listing and a number when the domain is created.
    [Fact]
    public async Task ListAndCreateAsync_OfEitherId_ReadIt()
    {
        await using var pipeline = CrmWire
            .Start()
            .Answers(
                """{"domains":[{"id":"67e57b40130375f045064c45","domain_name":"example.com","authenticated":true,"ip":null,"creator":{"id":7,"email":"a@example.com","creationDate":""}}],"count":3,"current_page":1,"total_pages":2}"""
            )
            .Answers("""{"id":5,"domain_name":"example.com","message":"ok"}""");

        var list = await Domains(pipeline).ListAsync();
        var created = await Domains(pipeline).CreateAsync("example.com");

        Assert.Equal(new SenderDomainId("67e57b40130375f045064c45"), list.Domains!.Single().Id);
        Assert.Equal(new CrmUserId("7"), list.Domains!.Single().Creator!.Id);
        Assert.Null(list.Domains!.Single().Creator!.CreationDate);
        Assert.Equal(2, list.TotalPages);
        Assert.Equal(new SenderDomainId("5"), created.Id);
        Assert.Equal("""{"name":"example.com"}""", pipeline.Request(1).Body);
    }

    [Fact]
    public async Task CreateAsync_AnswerLostAndDomainThere_ReturnsItsRecords()
    {
        await using var pipeline = CrmWire.Start();
        pipeline.Lose();
        pipeline.Answers(Configuration);

        var created = await Domains(pipeline).CreateAsync("example.com");

        Assert.Null(created.Id);
        Assert.Equal("example.com", created.DomainName);
        Assert.Equal("mail._domainkey", created.DnsRecords!.DkimRecord!.HostName);
    }

    [Fact]
    public async Task CreateAsync_AnswerLostAndDomainNotThere_IsSentAgain()
    {
        await using var pipeline = CrmWire.Start();
        pipeline.Lose();
        pipeline
            .Answers("""{"code":"document_not_found","message":"no"}""", HttpStatusCode.NotFound)
            .Answers("""{"id":5,"domain_name":"example.com"}""");

        Assert.Equal(new SenderDomainId("5"), (await Domains(pipeline).CreateAsync("example.com")).Id);
        Assert.Equal(["POST", "GET", "POST"], pipeline.Handler.Seen.Select(seen => seen.Method));
    }

    [Fact]
    public async Task GetAuthenticateAndDeleteAsync_OfADomain_StandInItsSegment()
    {
        await using var pipeline = CrmWire
            .Start()
            .Answers(Configuration)
            .Answers("""{"domain_name":"example.com","message":"done"}""")
            .Answers("");
        var domains = Domains(pipeline);

        Assert.False((await domains.GetAsync("example.com")).DnsRecords!.DkimRecord!.Status);
        Assert.Equal("done", (await domains.AuthenticateAsync("example.com")).Message);
        await domains.DeleteAsync("example.com");
        await Assert.ThrowsAsync<ArgumentException>(() => domains.DeleteAsync(".."));

        Assert.Equal(
            ["senders/domains/example.com", "senders/domains/example.com/authenticate", "senders/domains/example.com"],
            Enumerable.Range(0, 3).Select(index => pipeline.Request(index).Path)
        );
    }

    private static BrevoDomainsClient Domains(Pipeline pipeline) => new(pipeline.Transport);
}
