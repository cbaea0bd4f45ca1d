using System.Text;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.IntegrationTests.Snippets;
using BrevoTd.Connector.Sync;

namespace BrevoTd.Connector.IntegrationTests.Sync;

/// <summary>docs/sync-tables.md lists every ready table as the code has it.</summary>
/// <remarks>To write the page anew: <c>-explicit only -method '*Page_OfTheReadyTables_IsWritten'</c>.</remarks>
public sealed class SyncTablesPageTests
{
    private static string PagePath => Path.Combine(PageCode.Root, "docs", "sync-tables.md");

    [Fact]
    public void Page_OfTheReadyTables_SaysWhatTheCodeHas() => Assert.Equal(Page(), File.ReadAllText(PagePath).ReplaceLineEndings("\n"));

    [Fact(Explicit = true)]
    public void Page_OfTheReadyTables_IsWritten() => File.WriteAllText(PagePath, Page());

    [Fact]
    public void Layouts_OfAllTables_MapEveryColumnThatTheyDeclare()
    {
        foreach (var layout in BrevoTables.All)
        {
            Assert.All(layout.Key, key => Assert.Contains(layout.Columns, column => column.Name == key));
            Assert.All(layout.Columns, column => Assert.NotEmpty(column.Description));
            Assert.Equal(layout.Columns.Count, layout.Columns.Select(column => column.Name).Distinct().Count());
        }

        AssertMapped(BrevoTables.Contacts);
        AssertMapped(BrevoTables.ContactsWith([new() { Name = "LTV", Type = AttributeType.Float }, new() { Name = "TIME" }]));
        AssertMapped(BrevoTables.ListMembers);
        AssertMapped(BrevoTables.Lists);
        AssertMapped(BrevoTables.Segments);
        AssertMapped(BrevoTables.Attributes);
        AssertMapped(BrevoTables.BlockedContacts);
        AssertMapped(BrevoTables.EmailCampaigns);
        AssertMapped(BrevoTables.SmsCampaigns);
        AssertMapped(BrevoTables.WhatsAppCampaigns);
        AssertMapped(BrevoTables.EmailEvents.WithRawJson());
        AssertMapped(BrevoTables.SmsEvents);
        AssertMapped(BrevoTables.WhatsAppEvents);
        AssertMapped(BrevoTables.Events);
        AssertMapped(BrevoTables.Orders);
        AssertMapped(BrevoTables.OrderLines);
        AssertMapped(BrevoTables.Products);
        AssertMapped(BrevoTables.Categories);
        AssertMapped(BrevoTables.Companies);
        AssertMapped(BrevoTables.Deals);
    }

    [Fact]
    public void Attributes_WhoseColumnsWouldBeTheSame_GetOneEach()
    {
        ContactAttribute[] attributes = [new() { Name = "FIRST-NAME" }, new() { Name = "FIRST_NAME" }, new() { Name = "CREATED_AT" }];

        var one = BrevoTables.ContactsWith(attributes).Columns.Select(column => (column.Name, column.Description)).ToList();
        var other = BrevoTables
            .ContactsWith([.. attributes.AsEnumerable().Reverse()])
            .Columns.Select(column => (column.Name, column.Description));

        Assert.Equal(one, other);
        Assert.Contains(("first_name", "The attribute FIRST_NAME"), one);
        Assert.Contains(one, column => column.Name.StartsWith("first_name_", StringComparison.Ordinal));
        Assert.Contains(one, column => column.Name.StartsWith("created_at_", StringComparison.Ordinal));
    }

    private static void AssertMapped<T>(TableLayout<T> layout)
    {
        Assert.Empty(layout.Map!.Check().Problems);
        Assert.Equal(layout.Schema, layout.Map.Columns);
    }

    private static string Page()
    {
        var text = new StringBuilder(
            """
            # Tables of what is pulled from Brevo

            What [pulls](sync.md) make, table by table; the tests keep this page equal to the code. A table is created when it is missing, and gets the columns that it lacks. Columns are never changed or removed: where one has
            another type, the pull says so before it reads anything.

            - **Versions**: a row whenever a pull saw a record changed. **Snapshots**: a row for each record in every sweep. **Events**: a row for each event.
            - `time` is when the row was pulled; for events, when they happened (when they were pulled, if Brevo gives no time).
            - `LatestSql` of a layout reads the newest row of each key, `CurrentSql` leaves out what was deleted in Brevo as well.
            - Texts that are empty, and lists without entries, are null. `WithRawJson()` adds a column `raw` with the record as Brevo sent it.
            - Contacts, companies and deals have a further column for each attribute: its name in small letters with `_`, `double` for numbers, `string` for everything else (`true` or `false`, `YYYY-MM-DD`, JSON lists). A name that
              is taken gets digits of a hash behind it. `attributes` holds all of them, also those that were defined a moment ago.
            - `brevo_pulls` has a row for each sweep that came to its end: `pull`, `table_name`, `swept_at`, `is_complete` (`true` if it read everything there is) and `row_count`.

            """
        );
        foreach (var layout in BrevoTables.All)
        {
            text.Append(
                $"""

                ## {layout.Name}

                {layout.Content}. Key: {string.Join(", ", layout.Key.Select(key => $"`{key}`"))}.

                | Column | Type | Holds |
                |---|---|---|

                """
            );
            foreach (var column in layout.Columns)
            {
                text.Append($"| `{column.Name}` | {column.Type} | {column.Description} |\n");
            }
        }

        return text.ToString().ReplaceLineEndings("\n");
    }
}
