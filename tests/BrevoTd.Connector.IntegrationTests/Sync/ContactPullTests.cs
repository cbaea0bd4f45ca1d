using System.Globalization;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Sync;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.IntegrationTests.Sync;

/// <summary>Contacts, and what belongs to them, from the emulated Brevo into tables; what SQL finds there is compared with what Brevo holds.</summary>
public sealed class ContactPullTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Contacts_OverSeveralRuns_AreInTheTableAsInBrevo()
    {
        await using var account = await PulledAccount.StartAsync();
        var emulated = account.Emulator.Brevo;
        emulated.AddAttribute("LTV", "float");
        emulated.AddAttribute("LAST-ORDER", "date");
        var list = emulated.AddList("Customers");
        for (var i = 0; i < 60; i++)
        {
            emulated.AddContact(
                $"p{i}@example.com",
                new Dictionary<string, string>
                {
                    ["LTV"] = (i * 0.5).ToString(CultureInfo.InvariantCulture),
                    ["LAST-ORDER"] = "2026-01-02",
                    ["EXT_ID"] = $"crm-{i}",
                },
                list
            );
        }

        var pull = BrevoPulls.Contacts();
        var small = new PullOptions { PageSize = 25 };
        var first = await account.LoadAsync(pull, small);

        Assert.Equal((60, 60, 0, 60), (first.Read, first.Written, first.Duplicates, first.Rows));
        Assert.True(first.IsComplete);
        Assert.Equal(60, await account.CountAsync("SELECT count(*) FROM brevo_contacts"));
        Assert.Equal(
            emulated.EnumerateContacts().Select(contact => $"{contact.Id}|{contact.Email}").Order(StringComparer.Ordinal),
            await account.QueryAsync("SELECT id, email FROM brevo_contacts")
        );
        Assert.Equal(
            ["885|2026-01-02|crm-9"],
            await account.QueryAsync(
                "SELECT (SELECT cast(sum(ltv) AS bigint) FROM brevo_contacts), last_order, ext_id FROM brevo_contacts WHERE ext_id = 'crm-9'"
            )
        );

        var idle = await account.LoadAsync(pull, small);
        Assert.Equal((60, 0, 60), (idle.Read, idle.Written, idle.Duplicates));
        Assert.False(idle.IsComplete);

        emulated.AddAttribute("NICKNAME");
        await account.Brevo.Contacts.UpdateAsync(
            ContactIdentifier.Email("p3@example.com"),
            new UpdateContactRequest { Attributes = new Dictionary<string, AttributeValue> { ["NICKNAME"] = "Third" } },
            Cancelled
        );
        await account.Brevo.Contacts.DeleteAsync(ContactIdentifier.Email("p4@example.com"), Cancelled);
        var third = await account.LoadAsync(pull, small);

        // The table got a column, so every row that is read again is another row now.
        Assert.Equal((59, 1, 58), (third.Read, third.Written, third.Duplicates));
        var tables = await pull.GetTablesAsync(account.Brevo, Cancelled);
        var table = Assert.Single(tables);
        Assert.Contains(table.Columns, column => column is { Name: "nickname", Type: "string" });
        Assert.Equal(60, await account.CountAsync($"SELECT count(*) FROM ({table.LatestSql}) AS t"));
        Assert.Equal(["Third"], await account.QueryAsync($"SELECT nickname FROM ({table.LatestSql}) AS t WHERE email = 'p3@example.com'"));

        var complete = await account.LoadAsync(pull, new() { CompleteSweep = true, PageSize = 25 });
        Assert.Equal((59, 59), (complete.Read, complete.Written));
        Assert.Equal(
            emulated.EnumerateContacts().Select(contact => $"{contact.Id}").Order(StringComparer.Ordinal),
            await account.QueryAsync($"SELECT id FROM ({table.CurrentSql}) AS t")
        );
    }

    [Fact]
    public async Task Snapshots_OfListsMembersSegmentsAttributesAndBlockedContacts_EqualBrevo()
    {
        await using var account = await PulledAccount.StartAsync();
        var emulated = account.Emulator.Brevo;
        long[] lists = [.. Enumerable.Range(0, 12).Select(i => emulated.AddList($"List {i}"))];
        for (var i = 0; i < 40; i++)
        {
            emulated.AddContact($"p{i}@example.com", null, [.. lists.Where((_, n) => (i + n) % 3 == 0)]);
        }

        emulated.AddSegment("Even", contact => contact.Id % 2 == 0);
        emulated.AddAttribute("SIZE", "multiple-choice", "S", "M");
        emulated.BlockContact("p1@example.com");
        emulated.BlockContact("p2@example.com", "shop@example.com");

        var members = await account.LoadAsync(BrevoPulls.ListMembers(), new() { PageSize = 15 });
        Assert.Equal(40, members.Read);
        Assert.Equal(emulated.EnumerateContacts().Sum(contact => contact.ListIds.Count), members.Rows);
        Assert.Equal(
            emulated
                .EnumerateContacts()
                .SelectMany(contact => contact.ListIds.Select(id => $"{id}|{contact.Id}"))
                .Order(StringComparer.Ordinal),
            await account.QueryAsync($"SELECT list_id, contact_id FROM ({BrevoTables.ListMembers.CurrentSql}) AS t")
        );

        await account.LoadAsync(BrevoPulls.Lists());
        Assert.Equal(
            lists.Select(id => $"{id}").Order(StringComparer.Ordinal),
            await account.QueryAsync("SELECT id FROM brevo_lists WHERE name LIKE 'List %'")
        );
        await account.Brevo.Lists.DeleteAsync(lists[5], Cancelled);
        await account.LoadAsync(BrevoPulls.Lists());
        Assert.Equal(11, await account.CountAsync($"SELECT count(*) FROM ({BrevoTables.Lists.CurrentSql}) AS t WHERE name LIKE 'List %'"));

        Assert.Equal(1, (await account.LoadAsync(BrevoPulls.Segments())).Written);
        Assert.Equal(["Even"], await account.QueryAsync("SELECT name FROM brevo_segments"));

        var attributes = await account.Brevo.Attributes.ListAsync(Cancelled);
        Assert.Equal(attributes.Count, (await account.LoadAsync(BrevoPulls.Attributes())).Written);
        Assert.Equal(
            ["[\"S\",\"M\"]"],
            await account.QueryAsync("SELECT multi_category_options FROM brevo_attributes WHERE name = 'SIZE'")
        );

        Assert.Equal(2, (await account.LoadAsync(BrevoPulls.BlockedContacts())).Written);
        Assert.Equal(
            ["p1@example.com|", "p2@example.com|shop@example.com"],
            await account.QueryAsync("SELECT email, sender_email FROM brevo_blocked_contacts")
        );
    }

    [Fact]
    public async Task Contacts_WithRawJson_KeepWhatThisLibraryDoesNotKnow()
    {
        await using var account = await PulledAccount.StartAsync(handler: static () => new Novelty());
        account.Emulator.Brevo.AddContact("ada@example.com");

        await account.LoadAsync(BrevoPulls.Contacts(withRawJson: true));

        Assert.Equal(
            ["ada@example.com|new"],
            await account.QueryAsync(
                "SELECT json_extract_scalar(raw, '$.email'), json_extract_scalar(raw, '$.novelty') FROM brevo_contacts"
            )
        );
    }

    [Fact]
    public async Task Contacts_WithAMapOfTheUsersOwn_FillTheTableThatItSays()
    {
        await using var account = await PulledAccount.StartAsync();
        account.Emulator.Brevo.AddContact("ada@example.com");
        account.Emulator.Brevo.AddContact("bob@example.com");
        var layout = BrevoTables
            .Contacts.WithRawJson()
            .WithName("people")
            .WithMap(
                RowMap.From<Contact>(map =>
                {
                    map.Time(contact => contact.ModifiedAt);
                    map.Column("id", contact => contact.Id?.Value);
                    map.Column("mail", contact => contact.Email).ToUpper();
                    map.SkipWhen(contact => contact.Email == "bob@example.com", "left out");
                })
            );

        var result = await account.LoadAsync(BrevoPulls.Contacts(layout));

        Assert.Equal((2, 1, 1), (result.Read, result.Written, result.Skipped));
        Assert.Equal(["ADA@EXAMPLE.COM"], await account.QueryAsync($"SELECT mail FROM ({layout.CurrentSql}) AS t"));
        Assert.Equal(
            1,
            await account.CountAsync("SELECT count(*) FROM people WHERE json_extract_scalar(raw, '$.email') = 'ada@example.com'")
        );
    }

    [Fact]
    public async Task Contacts_IntoATableWithAnotherType_AreRefusedBeforeAnythingIsRead()
    {
        await using var account = await PulledAccount.StartAsync();
        await account.Td.Tables.EnsureTableAsync(
            PulledAccount.Database,
            "brevo_contacts",
            new TdSchema(new TdColumn("id", "string")),
            cancellationToken: Cancelled
        );

        var refusal = await Assert.ThrowsAsync<TreasureDataSchemaException>(() => account.LoadAsync(BrevoPulls.Contacts()));

        Assert.Equal("id", Assert.Single(refusal.Conflicts).Name);
        Assert.Empty(account.Store.Documents);
    }

    [Fact]
    public async Task Read_WithoutATable_GivesPagesWithTheirCursors()
    {
        await using var account = await PulledAccount.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            account.Emulator.Brevo.AddContact($"p{i}@example.com");
        }

        var read = new List<long>();
        PullCursor? cursor = null;
        var isLast = false;
        while (!isLast)
        {
            await foreach (var step in BrevoPulls.Contacts().ReadAsync(account.Brevo, cursor, new() { PageSize = 4 }, Cancelled))
            {
                read.AddRange(step.Records.Select(contact => contact.Id!.Value.Value));
                cursor = PullCursor.Parse(step.Next.ToJson());
                isLast = step.IsLast;
                break;
            }
        }

        Assert.Equal(10, read.Count);
        Assert.Equal(10, read.Distinct().Count());
        Assert.NotNull(cursor!.Since);
        Assert.Null(cursor.SweptAt);
    }

    private sealed class Novelty : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (request.RequestUri!.AbsolutePath.EndsWith("/contacts", StringComparison.Ordinal))
            {
                var text = await response.Content.ReadAsStringAsync(cancellationToken);
                response.Content = new StringContent(
                    text.Replace("\"email\":", "\"novelty\":\"new\",\"email\":", StringComparison.Ordinal),
                    System.Text.Encoding.UTF8,
                    "application/json"
                );
            }

            return response;
        }
    }
}
