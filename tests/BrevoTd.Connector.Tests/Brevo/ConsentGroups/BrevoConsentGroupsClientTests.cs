using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Testing;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoConsentGroupsClientTests
{
    private const string Group = """
        {"id":3,"name":"News","description":"","signupMode":"later","contactsCount":12,"isDefault":false,"createdAt":"2026-08-01T10:00:00.000Z","updatedAt":""}
        """;

    [Fact]
    public async Task ListAsync_WithFilters_ReadsTheTotalUnderItsOwnName()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers("GET", "contacts/consent-groups", 200, $$"""{"consentGroups":[{{Group}}],"total":1,"limit":50,"offset":0}""");

        var groups = new List<ConsentGroup>();
        await foreach (
            var page in wire
                .Client.ConsentGroups.ListAsync(
                    new()
                    {
                        Name = "Ne ws",
                        SignupMode = ConsentGroupSignupMode.Automatic,
                        Id = 3,
                    }
                )
                .AsPages()
        )
        {
            Assert.Equal(1, page.TotalCount);
            groups.AddRange(page.Values);
        }

        var group = Assert.Single(groups);
        Assert.Equal(3, group.Id);
        Assert.Equal("later", group.SignupMode!.Value.Value);
        Assert.Null(group.UpdatedAt);
        Assert.Equal("/v3/contacts/consent-groups?id=3&name=Ne%20ws&signupMode=automatic&limit=50&offset=0", wire.LastRequest.PathAndQuery);
    }

    [Fact]
    public async Task UpdateAsync_OfAbsentAndEmpty_SendsWhatWasSet()
    {
        await using var wire = BrevoWire.Start().Answers("PUT", "contacts/consent-groups/3", 200, Group);

        await wire.Client.ConsentGroups.UpdateAsync(3, new() { Name = "News" });
        Assert.Equal("""{"name":"News"}""", wire.LastRequest.Body);

        await wire.Client.ConsentGroups.UpdateAsync(3, new() { Description = "", SignupMode = ConsentGroupSignupMode.Manual });
        Assert.Equal("""{"description":"","signupMode":"manual"}""", wire.LastRequest.Body);

        await wire.Client.ConsentGroups.UpdateAsync(3, new() { Description = null });
        Assert.Equal("""{"description":null}""", wire.LastRequest.Body);

        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.ConsentGroups.UpdateAsync(3, new()));
    }

    [Fact]
    public async Task CreateAsync_OfWhatBrevoWouldRefuse_IsRefusedBefore()
    {
        await using var wire = BrevoWire.Start();

        foreach (
            var request in new CreateConsentGroupRequest[]
            {
                new() { Name = " ", SignupMode = ConsentGroupSignupMode.Manual },
                new() { Name = new string('n', 256), SignupMode = ConsentGroupSignupMode.Manual },
                new()
                {
                    Name = "News",
                    SignupMode = ConsentGroupSignupMode.Manual,
                    Description = new string('d', 501),
                },
                new() { Name = "News", SignupMode = default },
            }
        )
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => wire.Client.ConsentGroups.CreateAsync(request));
        }

        Assert.Empty(wire.Server.LogEntries);
    }

    [Fact]
    public async Task CreateAsync_WhenTheAnswerIsLost_FindsTheGroupItCreated()
    {
        await using var wire = BrevoWire.Start();
        var now = DateTimeOffset.UtcNow.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        wire.Answers("POST", "contacts/consent-groups", 502)
            .Answers(
                "GET",
                "contacts/consent-groups",
                200,
                """{"consentGroups":[{"id":1,"name":"News of old"},{"id":4,"name":"News"}],"total":2}"""
            )
            .Answers("GET", "contacts/consent-groups/4", 200, $$"""{"id":4,"name":"News","createdAt":"{{now}}"}""");
        await using var client = BrevoClient.Create(
            new BrevoClientOptions
            {
                BaseAddress = new Uri(wire.Server.Url + "/v3/"),
                ApiKey = BrevoWire.ApiKey,
                RetryBaseDelay = TimeSpan.FromMilliseconds(1),
            },
            WatchedServices.Watch
        );

        var group = await client.ConsentGroups.CreateAsync(new() { Name = "News", SignupMode = ConsentGroupSignupMode.Manual });

        Assert.Equal(4, group.Id);
        Assert.Single(wire.Server.LogEntries, entry => entry.RequestMessage!.Method == "POST");
    }

    [Fact]
    public async Task Calls_OfAnAccountWithoutTheFeature_FailWithTheRemedy()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers("GET", "contacts/consent-groups/3", 403, """{"code":"permission_denied","message":"Feature off"}""");

        var refusal = await Assert.ThrowsAnyAsync<ConnectorException>(() => wire.Client.ConsentGroups.GetAsync(3));

        Assert.Contains("plan", refusal.Message, StringComparison.Ordinal);
    }
}
