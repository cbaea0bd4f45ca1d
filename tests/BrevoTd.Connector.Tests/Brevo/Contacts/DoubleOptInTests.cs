using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class DoubleOptInTests
{
    private static CreateDoubleOptInRequest Request =>
        new()
        {
            Email = "a@example.com",
            IncludeListIds = [36],
            TemplateId = 5,
            RedirectionUrl = new Uri("https://example.com/thanks"),
        };

    [Theory]
    [InlineData(201, true)]
    [InlineData(204, false)]
    public async Task CreateDoubleOptInAsync_OfEitherStatus_TellsWhetherTheContactIsNew(int status, bool created)
    {
        await using var wire = BrevoWire.Start().Answers("POST", "contacts/doubleOptinConfirmation", status);

        var result = await wire.Client.Contacts.CreateDoubleOptInAsync(
            Request with
            {
                ExcludeListIds = [3],
                Attributes = new Dictionary<string, AttributeValue> { ["FNAME"] = "Elly", ["COUNTRIES"] = new[] { "India", "China" } },
            }
        );

        Assert.Equal(created, result.Created);
        Assert.Equal(
            """{"email":"a@example.com","includeListIds":[36],"excludeListIds":[3],"templateId":5,"redirectionUrl":"https://example.com/thanks","attributes":{"FNAME":"Elly","COUNTRIES":["India","China"]}}""",
            wire.LastRequest.Body
        );
    }

    [Fact]
    public async Task CreateDoubleOptInAsync_WhenTheAnswerIsLost_IsNotSentAgain()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "contacts/doubleOptinConfirmation", 502);

        var failure = await Assert.ThrowsAsync<ServiceException>(() => wire.Client.Contacts.CreateDoubleOptInAsync(Request));

        Assert.True(failure.MayHaveBeenProcessed);
        Assert.Contains("confirmation e-mail", failure.Message, StringComparison.Ordinal);
        Assert.Single(wire.Server.LogEntries);
    }

    [Fact]
    public async Task CreateDoubleOptInAsync_WithoutListOrPage_IsRefused()
    {
        await using var wire = BrevoWire.Start();

        foreach (
            var request in new[]
            {
                Request with
                {
                    IncludeListIds = [],
                },
                Request with
                {
                    Email = " ",
                },
                Request with
                {
                    RedirectionUrl = new Uri("/thanks", UriKind.Relative),
                },
            }
        )
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => wire.Client.Contacts.CreateDoubleOptInAsync(request));
        }

        Assert.Empty(wire.Server.LogEntries);
    }
}
