using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Mapping;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.IntegrationTests.Flows;

/// <summary>Orders, events, list members and single contacts through DI, the whole pipeline and the emulator: what reports say is what is stored.</summary>
public sealed class WritersToBrevoTests : IAsyncDisposable
{
    private static readonly DateTimeOffset s_day = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private ConnectorEmulator? _emulator;
    private ServiceProvider? _services;

    private CancellationToken Cancelled { get; } = TestContext.Current.CancellationToken;

    private sealed record Sale(int Id, decimal? Amount, string Status = "completed");

    private static OrderMap<Sale> Orders { get; } =
        OrderMap.From<Sale>(map =>
        {
            map.Id(sale => sale.Id);
            map.CreatedAt(_ => s_day);
            map.UpdatedAt(_ => s_day);
            map.Status(sale => sale.Status);
            map.Amount(sale => sale.Amount);
            map.Lines<Sale>(
                sale => [sale],
                line =>
                {
                    line.ProductId(_ => "P1");
                    line.Quantity(_ => 1);
                    line.Price(sale => sale.Amount);
                }
            );
        });

    [Theory]
    [InlineData("calm")]
    [InlineData("lost")]
    [InlineData("broken")]
    public async Task Orders_InAnyWeather_AreStoredOnceEach(string weather)
    {
        var brevo = await StartAsync();
        Disturb(weather, "/v3/orders/status/batch");
        var letters = new MemoryDeadLetterSink();
        await using var writer = brevo.Orders.CreateWriter(
            Orders,
            new OrderWriterOptions
            {
                Historical = true,
                MaxBatchRecords = 100,
                DeadLetters = letters,
            }
        );

        // Every seventh lacks its amount, and every order comes twice in a batch with its last state.
        var report = await writer.WriteAllAsync(
            Enumerable
                .Range(1, 1_400)
                .SelectMany(id => new[] { new Sale(id, 5m, "new"), new Sale(id, id % 7 == 0 ? null : 5.5m, "completed") }),
            Cancelled
        );

        _emulator!.Brevo.Faults.Clear();
        Assert.True(report.IsBalanced, report.ToTable());
        Assert.Equal(200, report.DeadLetteredByCause["mapping_required"]);
        Assert.Equal(1_400, report.Delivered + DuplicatesBeyondBatches(report));
        Assert.Equal(0, report.Unverified);
        Assert.Equal(report.DeadLettered, letters.Letters.Count);
        var stored = new Dictionary<string, Order>();
        await foreach (var order in brevo.Orders.ListAsync(cancellationToken: Cancelled))
        {
            stored.Add(order.Id!, order);
        }

        Assert.Equal(1_400, stored.Count);
        Assert.Equal(200, stored.Values.Count(order => order.Status == "new"));
        Assert.All(stored.Values, order => Assert.Equal(order.Status == "new" ? 5m : 5.5m, order.Amount));

        // An order whose two records stand in two batches is delivered twice.
        static long DuplicatesBeyondBatches(BatchWriteReport report) => report.DeadLetteredByCause["duplicate_key"] - 1_200;
    }

    private sealed record Visit(int Number);

    private static EventMap<Visit> Events { get; } =
        EventMap.From<Visit>(map =>
        {
            map.Name("page_seen");
            map.Email(visit => $"reader{visit.Number % 50}@example.com");
            map.Time(_ => s_day);
            map.Properties(fields => fields.Field("n", visit => (long)visit.Number));
        });

    [Theory]
    [InlineData("calm", 0, 2_000)]
    // Stored, and the writer cannot know it.
    [InlineData("lost", 400, 2_000)]
    // Neither stored nor known.
    [InlineData("broken", 400, 1_600)]
    [InlineData("busy", 0, 2_000)]
    public async Task Events_InAnyWeather_AreNeverStoredTwice(string weather, int unverified, int expected)
    {
        var brevo = await StartAsync();
        Disturb(weather, "/v3/events/batch");
        var settled = new List<SettledRecord>();
        await using var writer = brevo.Events.CreateWriter(
            Events,
            new EventWriterOptions
            {
                MaxBatchRecords = 200,
                StopAfterFailedRequests = 0,
                OnSettled = settled.Add,
            }
        );

        var report = await writer.WriteAllAsync(Enumerable.Range(1, 2_000).Select(number => new Visit(number)), Cancelled);

        _emulator!.Brevo.Faults.Clear();
        var stored = await StoredEventsAsync(brevo);
        Assert.True(report.IsBalanced, report.ToTable());
        Assert.Equal((2_000 - unverified, unverified), (report.Delivered, report.Unverified));
        Assert.Equal(expected, stored.Count);
        Assert.Equal(stored.Count, stored.Distinct().Count());
        Assert.Subset(
            stored.ToHashSet(),
            settled.Where(record => record.Outcome == RecordOutcome.Delivered).Select(record => record.RecordNumber).ToHashSet()
        );
    }

    [Fact]
    public async Task Events_OneByOneWithLostAnswers_AreNeverStoredTwice()
    {
        var brevo = await StartAsync();
        _emulator!.Brevo.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/events", Probability = 0.1, Seed = 11 });
        await using var writer = brevo.Events.CreateWriter(
            Events,
            new EventWriterOptions
            {
                OneByOne = true,
                MaxConcurrentCalls = 4,
                StopAfterFailedRequests = 0,
            }
        );

        var report = await writer.WriteAllAsync(Enumerable.Range(1, 150).Select(number => new Visit(number)), Cancelled);

        _emulator.Brevo.Faults.Clear();
        var stored = await StoredEventsAsync(brevo);
        Assert.True(report.IsBalanced, report.ToTable());
        Assert.InRange(report.Unverified, 3, 50);
        Assert.Equal(150, report.Delivered + report.Unverified);
        Assert.Equal(150, report.Requests);
        Assert.Equal(Enumerable.Range(1, 150).Select(number => (long)number), stored.Order());
    }

    private sealed record Person(int Id);

    private static ContactMap<Person> People { get; } =
        ContactMap.From<Person>(map =>
        {
            map.Email(person => person.Id % 10 == 0 ? $"broken{person.Id}@@example.com" : $"person{person.Id}@example.com");
            map.Attribute("FIRSTNAME", person => $"Person {person.Id}");
            // Every tenth from the third has the number of somebody else.
            map.Sms(person => person.Id % 10 == 3 ? "+33612345678" : null);
        });

    /// <summary>200 people: 20 without a valid address, 20 whose number is taken; of the others those among the first 80 exist.</summary>
    [Theory]
    [InlineData(ContactWriteMode.Upsert, 96, 64)]
    [InlineData(ContactWriteMode.Insert, 96, 0)]
    [InlineData(ContactWriteMode.Update, 0, 64)]
    public async Task Contacts_OneByOneInAnyMode_HaveTheOutcomeThatBrevoGaveThem(ContactWriteMode mode, int created, int updated)
    {
        var brevo = await StartAsync();
        _emulator!.Brevo.AddContact("owner@example.com", new Dictionary<string, string> { ["SMS"] = "+33612345678" });
        foreach (var id in Enumerable.Range(1, 80).Where(id => id % 10 != 0))
        {
            _emulator.Brevo.AddContact($"person{id}@example.com");
        }

        var before = _emulator.Brevo.ContactCount;
        if (mode != ContactWriteMode.Insert)
        {
            // An insert whose answer is lost looks for its contact, and these are too young to be told from its own.
            _emulator.Brevo.Faults.Add(FaultRule.Status(503) with { Path = "/v3/contacts/**", Probability = 0.05, Seed = 3 });
            _emulator.Brevo.Faults.Add(FaultRule.Status(503) with { Path = "/v3/contacts", Probability = 0.05, Seed = 4 });
        }

        var list = _emulator.Brevo.AddList("People");
        await using var writer = brevo.Contacts.CreateUpsertWriter(
            People,
            new ContactUpsertWriterOptions { Mode = mode, ListIds = [list] }
        );

        var report = await writer.WriteAllAsync(Enumerable.Range(1, 200).Select(id => new Person(id)), Cancelled);

        _emulator.Brevo.Faults.Clear();
        Assert.True(report.IsBalanced, report.ToTable());
        Assert.Equal((created, updated), (report.Created, report.Updated));
        Assert.Equal(created + updated, report.Delivered);
        Assert.Equal(200 - created - updated, report.Rejected);
        Assert.Equal(before + created, _emulator.Brevo.ContactCount);
        var listed = _emulator.Brevo.EnumerateContacts().Where(contact => contact.ListIds.Contains(list)).ToList();
        Assert.Equal(created + updated, listed.Count);
        Assert.All(listed, contact => Assert.StartsWith("Person ", contact.Attributes["FIRSTNAME"], StringComparison.Ordinal));
        Assert.Equal(200, report.Requests);
    }

    [Fact]
    public async Task Contacts_InsertedWithLostAnswers_AreCreatedOnceAndCountedSo()
    {
        var brevo = await StartAsync();
        _emulator!.Brevo.Faults.Add(
            FaultRule.StoredButNoAnswer() with
            {
                Path = "/v3/contacts",
                Method = "POST",
                Probability = 0.1,
                Seed = 5,
            }
        );
        var map = ContactMap.From<Person>(map => map.Email(person => $"person{person.Id}@example.com"));
        await using var writer = brevo.Contacts.CreateUpsertWriter(
            map,
            new ContactUpsertWriterOptions { Mode = ContactWriteMode.Insert, CheckBeforeSending = false }
        );

        var report = await writer.WriteAllAsync(Enumerable.Range(1, 100).Select(id => new Person(id)), Cancelled);

        Assert.True(report.IsBalanced, report.ToTable());
        Assert.Equal((100, 100), (report.Delivered, report.Created));
        Assert.Equal(100, _emulator.Brevo.ContactCount);
    }

    [Theory]
    [InlineData(true, false, 300, 0)]
    [InlineData(true, true, 450, 0)]
    [InlineData(false, false, 150, 0)]
    [InlineData(false, true, 450, 0)]
    public async Task ListMembers_WithAndWithoutALook_AreCountedAsTheyAre(bool adds, bool looks, int delivered, int unverified)
    {
        var brevo = await StartAsync(flatListResults: looks);
        var list = _emulator!.Brevo.AddList("Members");
        for (var id = 1; id <= 450; id++)
        {
            // Every third is on the list.
            _emulator.Brevo.AddContact($"person{id}@example.com", null, id % 3 == 0 ? [list] : []);
        }

        var options = new ListMembersWriterOptions { LookUpUnchanged = looks };
        await using var writer = adds
            ? brevo.Lists.CreateAddWriter<int>(list, id => ContactIdentifier.Email($"Person{id}@example.com"), options)
            : brevo.Lists.CreateRemoveWriter<int>(list, id => ContactIdentifier.Email($"Person{id}@example.com"), options);

        // Fifty of them do not exist.
        var report = await writer.WriteAllAsync(Enumerable.Range(1, 500), Cancelled);

        Assert.True(report.IsBalanced, report.ToTable());
        Assert.Equal((delivered, unverified), (report.Delivered, report.Unverified));
        Assert.Equal(looks ? 50 : 500 - delivered, report.RejectedByCause[looks ? "document_not_found" : "unchanged"]);
        Assert.Equal(adds ? 450 : 0, _emulator.Brevo.EnumerateContacts().Count(contact => contact.ListIds.Contains(list)));
    }

    [Fact]
    public async Task ListMembers_AddedByACallWhoseAnswerIsLost_AreInDoubtUntilSomebodyLooks()
    {
        var brevo = await StartAsync();
        var list = _emulator!.Brevo.AddList("Members");
        for (var id = 1; id <= 100; id++)
        {
            _emulator.Brevo.AddContact($"person{id}@example.com");
        }

        var reports = new List<BatchWriteReport>();
        foreach (var looks in new[] { false, true })
        {
            _emulator.Brevo.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/contacts/lists/*/contacts/add", Times = 1 });
            await using var writer = brevo.Lists.CreateAddWriter<int>(
                list,
                id => ContactIdentifier.Email($"person{id}@example.com"),
                new ListMembersWriterOptions { LookUpUnchanged = looks }
            );
            reports.Add(await writer.WriteAllAsync(Enumerable.Range(1, 100), Cancelled));
        }

        Assert.Equal(100, reports[0].UnverifiedByCause["no_answer"]);
        Assert.Equal(100, reports[1].Delivered);
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

    private static async Task<List<long>> StoredEventsAsync(BrevoClient brevo)
    {
        var query = new EventQuery { StartDate = s_day.AddDays(-1), EndDate = s_day.AddDays(1) };
        var stored = new List<long>();
        await foreach (var item in brevo.Events.ListAsync(query))
        {
            stored.Add(item.Properties!["n"].AsInteger!.Value);
        }

        return stored;
    }

    private void Disturb(string weather, string path)
    {
        var rule = weather switch
        {
            "lost" => FaultRule.StoredButNoAnswer() with { Skip = 1, Times = 2 },
            "broken" => FaultRule.NoAnswer() with { Skip = 1, Times = 2 },
            "busy" => FaultRule.TooManyRequests(TimeSpan.Zero) with { Probability = 0.3, Seed = 9 },
            _ => null,
        };
        if (rule is not null)
        {
            _emulator!.Brevo.Faults.Add(rule with { Path = path });
        }
    }

    private async Task<BrevoClient> StartAsync(bool flatListResults = false)
    {
        _emulator = await ConnectorEmulator.StartAsync(
            new ConnectorEmulatorOptions
            {
                EnforceQuotas = false,
                ImportProcessingTime = TimeSpan.Zero,
                BrevoChoices = new() { FlatListResults = flatListResults },
            },
            Cancelled
        );
        var services = new ServiceCollection();
        services.AddBrevoClient(options =>
        {
            options.BaseAddress = _emulator.Brevo.BaseAddress;
            options.ApiKey = _emulator.Brevo.ApiKey;
            options.Tier = BrevoTier.Extended;
            options.MaxRetries = 20;
            options.RetryBaseDelay = TimeSpan.FromMilliseconds(1);
            options.RetryMaxDelay = TimeSpan.FromMilliseconds(20);
        });
        _services = services.BuildServiceProvider();
        return _services.GetRequiredService<BrevoClient>();
    }
}
