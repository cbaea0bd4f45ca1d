using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.IntegrationTests.TreasureData;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.IntegrationTests.Http;

/// <summary>Writes that the service did, and whose answer never came: each is done once, and its caller learns so.</summary>
public sealed class LostAnswerTests : IAsyncDisposable
{
    private static readonly CreateContactRequest s_contact = new() { Email = "lost@example.com" };

    private ConnectorEmulator? _emulator;
    private ServiceProvider? _services;

    [Fact]
    public async Task CreateContact_StoredButNotAnswered_ReturnsTheIdOfTheOneContact()
    {
        var brevo = await StartAsync();
        var lost = _emulator!.Brevo.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/contacts", Method = "POST", Times = 1 });

        var id = await brevo.Contacts.CreateAsync(s_contact);

        Assert.Equal(1, lost.Hits);
        Assert.Equal(id, (await brevo.Contacts.GetAsync(ContactIdentifier.Email("lost@example.com"))).Id);
    }

    [Fact]
    public async Task CreateContact_NeitherStoredNorAnswered_CreatesItAtTheRepeat()
    {
        var brevo = await StartAsync();
        var lost = _emulator!.Brevo.Faults.Add(FaultRule.NoAnswer() with { Path = "/v3/contacts", Method = "POST", Times = 2 });

        var id = await brevo.Contacts.CreateAsync(s_contact);

        Assert.Equal(2, lost.Hits);
        Assert.Equal(id, (await brevo.Contacts.GetAsync(ContactIdentifier.Email("lost@example.com"))).Id);
    }

    [Fact]
    public async Task CreateAttribute_StoredButNotAnswered_Succeeds()
    {
        var brevo = await StartAsync();
        _emulator!.Brevo.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/contacts/attributes/**", Method = "POST", Times = 1 });

        await brevo.Attributes.CreateAsync(AttributeCategory.Normal, "LOST", new CreateAttributeRequest { Type = AttributeType.Float });

        Assert.Single(await brevo.Attributes.ListAsync(), attribute => attribute.Name == "LOST");
    }

    [Fact]
    public async Task CreateList_StoredButNotAnswered_ReturnsTheIdOfTheOneList()
    {
        var brevo = await StartAsync();
        var folder = await brevo.Folders.CreateAsync("Lost");
        _emulator!.Brevo.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/contacts/lists", Method = "POST", Times = 1 });

        var id = await brevo.Lists.CreateAsync("Lost", folder);

        var lists = new List<ContactListId?>();
        await foreach (var list in brevo.Lists.ListAsync())
        {
            if (list.Name == "Lost")
            {
                lists.Add(list.Id);
            }
        }

        Assert.Equal([id], lists);
    }

    [Fact]
    public async Task CreateFolder_StoredButNotAnswered_SaysThatTheOutcomeIsUnknown()
    {
        var brevo = await StartAsync();
        var lost = _emulator!.Brevo.Faults.Add(
            FaultRule.StoredButNoAnswer() with
            {
                Path = "/v3/contacts/folders",
                Method = "POST",
                Times = 1,
            }
        );

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => brevo.Folders.CreateAsync("Lost"));

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Equal(1, lost.Hits);
    }

    [Fact]
    public async Task CreateTableAndDatabase_StoredButNotAnswered_Succeed()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        td.Emulator.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/database/create/**", Times = 1 });
        td.Emulator.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/table/create/**", Times = 1 });

        await td.Client.Databases.CreateAsync("lost_db");
        await td.Client.Tables.CreateAsync("lost_db", "customers");

        Assert.Single(await td.Client.Tables.ListAsync("lost_db"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    private async Task<BrevoClient> StartAsync()
    {
        _emulator = await ConnectorEmulator.StartAsync();
        var services = new ServiceCollection();
        services.AddBrevoClient(options =>
        {
            options.BaseAddress = _emulator.Brevo.BaseAddress;
            options.ApiKey = _emulator.Brevo.ApiKey;
            options.RetryBaseDelay = TimeSpan.FromMilliseconds(1);
        });
        _services = services.BuildServiceProvider();
        return _services.GetRequiredService<BrevoClient>();
    }
}
