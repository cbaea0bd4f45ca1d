using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.IntegrationTests.Brevo;

/// <summary>Everything around contacts, through the container, against the emulator.</summary>
public sealed class ContactsTests
{
    [Fact]
    public async Task Sweep_WhileContactsAreDeletedAndAdded_SeesEveryLastingContactOnce()
    {
        await using var emulator = await StartAsync();
        await using var services = Services(emulator);
        var brevo = services.GetRequiredService<BrevoClient>();
        for (var i = 0; i < 120; i++)
        {
            emulator.Brevo.AddContact($"p{i}@example.com");
        }

        var seen = new List<long>();
        string? token = null;
        var next = 120;
        do
        {
            // Every page is read by a sweep of its own, as by another process.
            await foreach (var page in brevo.Contacts.ListAsync().AsPages(token, pageSizeHint: 25))
            {
                seen.AddRange(page.Values.Select(contact => contact.Id!.Value.Value));
                token = page.ContinuationToken;
                break;
            }

            foreach (var gone in seen.Where(id => id % 3 == 0).TakeLast(8))
            {
                await DeleteIfThereAsync(brevo, gone);
            }

            if (next < 140)
            {
                emulator.Brevo.AddContact($"p{next++}@example.com");
            }
        } while (token is not null);

        Assert.Equal(seen.Distinct(), seen);
        Assert.DoesNotContain(emulator.Brevo.EnumerateContacts().Select(contact => contact.Id).Except(seen), id => id <= 120);
    }

    [Fact]
    public async Task Import_WithRefusedRows_NamesThemByCause()
    {
        await using var emulator = await StartAsync();
        await using var services = Services(emulator);
        var brevo = services.GetRequiredService<BrevoClient>();

        var import = await brevo.Contacts.ImportAsync(
            new() { Csv = "EMAIL;FIRSTNAME\nada@example.com;Ada\nnot an address;Bob\n", ListIds = [2] }
        );
        var problems = new List<ImportProblem>();
        await foreach (var problem in brevo.Processes.Open(import.Id).ReadProblemsAsync())
        {
            problems.Add(problem);
        }

        var refused = Assert.Single(problems);
        Assert.Equal("invalid_emails", refused.Cause);
        Assert.Equal("not an address", refused.Row!["EMAIL"]);
        Assert.Equal("Bob", refused.Row["FIRSTNAME"]);
        Assert.Equal("Ada", emulator.Brevo.FindContact("ada@example.com")!.Attributes["FIRSTNAME"]);
    }

    [Fact]
    public async Task Export_OfASegment_IsReadAsRowsOfATypeOfItsOwn()
    {
        await using var emulator = await StartAsync();
        await using var services = Services(emulator);
        var brevo = services.GetRequiredService<BrevoClient>();
        emulator.Brevo.AddAttribute("LTV", "float");
        for (var i = 0; i < 3_000; i++)
        {
            emulator.Brevo.AddContact($"p{i}@example.com", new Dictionary<string, string> { ["LTV"] = $"{i}.5" });
        }

        var segment = emulator.Brevo.AddSegment("Odd", static contact => contact.Id % 2 == 1);

        var export = await brevo.Contacts.ExportAsync(
            new()
            {
                Filter = ContactExportFilter.OfSegment(segment),
                ExportAttributes = ["LTV"],
                ExportMetadata = [ContactExportMetadata.ListIds],
            }
        );
        var sum = 0.0;
        var count = 0;
        await foreach (
            var (email, ltv) in brevo.Processes.Open(export).ReadExportAsync(static row => (row.Text("EMAIL"), row.Number("LTV")))
        )
        {
            Assert.Contains("@example.com", email, StringComparison.Ordinal);
            sum += ltv!.Value;
            count++;
        }

        Assert.Equal(1_500, count);
        Assert.Equal(Enumerable.Range(0, 1_500).Sum(i => (2 * i) + 0.5), sum);
        var members = 0;
        await foreach (var _ in brevo.Segments.ListContactsAsync(segment))
        {
            members++;
        }

        Assert.Equal(1_500, members);
    }

    [Fact]
    public async Task DoubleOptIn_WhoseLinkIsClicked_PutsTheContactOnItsList()
    {
        await using var emulator = await StartAsync();
        await using var services = Services(emulator);
        var brevo = services.GetRequiredService<BrevoClient>();

        var asked = await brevo.Contacts.CreateDoubleOptInAsync(
            new()
            {
                Email = "ada@example.com",
                IncludeListIds = [2],
                TemplateId = 1,
                RedirectionUrl = new Uri("https://example.com/thanks"),
            }
        );
        using var reader = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var click = await reader.GetAsync(emulator.Brevo.FindDoubleOptInLinks("ada@example.com").Single());

        Assert.True(asked.Created);
        Assert.Equal([new ContactListId(2)], (await brevo.Contacts.GetAsync(ContactIdentifier.Email("ada@example.com"))).ListIds);
    }

    [Fact]
    public async Task ConsentGroup_OfAList_IsSeenOnItsContacts()
    {
        await using var emulator = await StartAsync(consentGroups: true);
        await using var services = Services(emulator);
        var brevo = services.GetRequiredService<BrevoClient>();
        emulator.Brevo.AddContact("ada@example.com", null, 2);

        var group = await brevo.ConsentGroups.CreateAsync(
            new()
            {
                Name = "News",
                SignupMode = ConsentGroupSignupMode.Manual,
                ListIds = [2],
            }
        );

        Assert.Equal(1, (await brevo.ConsentGroups.GetAsync(group.Id!.Value)).ContactsCount);
        var contact = await brevo.Contacts.GetAsync(ContactIdentifier.Email("ada@example.com"));
        Assert.Equal(ConsentStatus.Subscribed, contact.ConsentGroups!.Single().Status);
        await brevo.ConsentGroups.DeleteAsync(group.Id.Value);
        await Assert.ThrowsAsync<ServiceException>(() => brevo.ConsentGroups.GetAsync(group.Id.Value));
    }

    [Fact]
    public async Task Members_OfMoreThanOneCall_AreAddedAndRemoved()
    {
        await using var emulator = await StartAsync();
        await using var services = Services(emulator);
        var brevo = services.GetRequiredService<BrevoClient>();
        var ids = Enumerable.Range(0, 320).Select(i => new ContactId(emulator.Brevo.AddContact($"p{i}@example.com"))).ToList();

        var added = await brevo.Lists.AddManyContactsAsync(2, ContactSelection.ManyById([.. ids, 9_999]));
        var removed = await brevo.Lists.RemoveManyContactsAsync(2, ContactSelection.ManyById(ids.Take(160)));
        var cleared = await brevo.Lists.RemoveAllContactsAsync(2);

        Assert.Equal(320, added.Success.Count);
        Assert.Equal(["9999"], added.Failure);
        Assert.Equal(160, removed.Success.Count);
        Assert.Equal(160, cleared.Total);
        Assert.Equal(ProcessStatus.Completed, (await brevo.Processes.WaitAsync(cleared.ProcessId!.Value)).Status);
    }

    private static async Task DeleteIfThereAsync(BrevoClient brevo, long id)
    {
        if (await brevo.Contacts.GetIfExistsAsync(ContactIdentifier.Id(id)) is not null)
        {
            await brevo.Contacts.DeleteAsync(ContactIdentifier.Id(id));
        }
    }

    private static Task<ConnectorEmulator> StartAsync(bool consentGroups = false) =>
        ConnectorEmulator.StartAsync(
            new()
            {
                EnforceQuotas = false,
                ImportProcessingTime = TimeSpan.Zero,
                BrevoConsentGroups = consentGroups,
            }
        );

    private static ServiceProvider Services(ConnectorEmulator emulator)
    {
        var services = new ServiceCollection();
        services.AddBrevoClient(options =>
        {
            options.BaseAddress = emulator.Brevo.BaseAddress;
            options.ApiKey = emulator.Brevo.ApiKey;
            options.Tier = BrevoTier.Extended;
        });
        return services.BuildServiceProvider();
    }
}
