using System.Net;
using System.Net.Sockets;
using System.Text;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Brevo;

/// <summary>What stands in a path arrives as one segment, whatever characters it has.</summary>
public sealed class ContactIdentifierTests
{
    public static TheoryData<string, string, string> Identifiers =>
        new()
        {
            { "email", "ada+news@example.com", "contacts/ada%2Bnews%40example.com?identifierType=email_id" },
            { "email", "50%off/x?y#z@example.com", "contacts/50%25off%2Fx%3Fy%23z%40example.com?identifierType=email_id" },
            { "email", "zoë@exämple.com", "contacts/zo%C3%AB%40ex%C3%A4mple.com?identifierType=email_id" },
            { "ext", "crm 7/α+β%20", "contacts/crm%207%2F%CE%B1%2B%CE%B2%2520?identifierType=ext_id" },
            { "phone", "+33 6 89 96 54 33", "contacts/%2B33%206%2089%2096%2054%2033?identifierType=phone_id" },
            { "whatsapp", "+33689965433", "contacts/%2B33689965433?identifierType=whatsapp_id" },
            { "landline", "0033123456789", "contacts/0033123456789?identifierType=landline_number_id" },
            { "id", "42", "contacts/42?identifierType=contact_id" },
        };

    [Theory]
    [MemberData(nameof(Identifiers))]
    public async Task Paths_OfEveryKind_AreEncodedOnce(string kind, string value, string expected)
    {
        ArgumentNullException.ThrowIfNull(value);
        var identifier = kind switch
        {
            "email" => ContactIdentifier.Email(value),
            "ext" => ContactIdentifier.ExternalId(value),
            "phone" => ContactIdentifier.Phone(value),
            "whatsapp" => ContactIdentifier.WhatsApp(value),
            "landline" => ContactIdentifier.Landline(value),
            _ => ContactIdentifier.Id(long.Parse(value, System.Globalization.CultureInfo.InvariantCulture)),
        };
        using var server = new RequestLine();
        await using var client = BrevoClient.Create(
            new BrevoClientOptions
            {
                BaseAddress = server.Address,
                ApiKey = BrevoWire.ApiKey,
                MaxRetries = 0,
            }
        );

        await client.Contacts.DeleteAsync(identifier);

        Assert.Equal($"DELETE /v3/{expected} HTTP/1.1", await server.Line);
    }

    [Fact]
    public async Task Paths_OfAnAttribute_AreEncodedOnce()
    {
        using var server = new RequestLine();
        await using var client = BrevoClient.Create(
            new BrevoClientOptions
            {
                BaseAddress = server.Address,
                ApiKey = BrevoWire.ApiKey,
                MaxRetries = 0,
            }
        );

        await client.Attributes.DeleteOptionAsync("COUNTRY", "Côte d'Ivoire / 100% +");

        Assert.Equal(
            "DELETE /v3/contacts/attributes/multiple-choice/COUNTRY/C%C3%B4te%20d%27Ivoire%20%2F%20100%25%20%2B HTTP/1.1",
            await server.Line
        );
    }

    [Fact]
    public void ToString_OfAnIdentifier_ShowsItsKindOnly()
    {
        Assert.Equal("email_id", ContactIdentifier.Email("a@example.com").ToString());
        Assert.Throws<ArgumentException>(() => default(ContactIdentifier).ToPath());
        Assert.Throws<ArgumentException>(() => ContactIdentifier.ExternalId(" "));
    }

    /// <summary>Answers 204 to one request, and keeps its first line as it was sent, before any server decodes it.</summary>
    private sealed class RequestLine : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public RequestLine()
        {
            _listener.Start();
            Line = AnswerAsync();
        }

        public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v3/");

        public Task<string> Line { get; }

        public void Dispose() => _listener.Dispose();

        private async Task<string> AnswerAsync()
        {
            using var connection = await _listener.AcceptTcpClientAsync();
            await using var stream = connection.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            var line = await reader.ReadLineAsync();
            while (await reader.ReadLineAsync() is { Length: > 0 }) { }
            await stream.WriteAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray());
            return line!;
        }
    }
}
