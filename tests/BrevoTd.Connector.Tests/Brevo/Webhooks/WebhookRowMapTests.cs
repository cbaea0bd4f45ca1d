using System.Buffers;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Tests.Brevo;

/// <summary>Events become rows of a table by the maps that serve everything else.</summary>
public sealed class WebhookRowMapTests
{
    private const string Batch = """
        [{"id":1,"email":"A@Example.com","message-id":"<1@x>","event":"opened","subject":"Hi","ts_epoch":1685539713018,"tags":["t1","t2"],"template_id":22},
         {"id":1,"email":"b@example.com","camp_id":10,"campaign name":"News","event":"click","URL":"https://example.com/x","ts_event":1604933737},
         {"id":1,"email":"c@example.com","event":"list_addition","list_id":[34,12],"ts":1604937111,"api_key_name":""},
         {"event":"planet_aligned","planet":"Mars","ts":1604937112}]
        """;

    [Fact]
    public void RowMap_OverTheCommonBase_TakesEveryKindIntoOneTable()
    {
        var map = RowMap.From<BrevoWebhookEvent>(rows =>
        {
            rows.Time(e => e.Time);
            rows.Column("event_key", e => e.DeduplicationKey);
            rows.Column("event", e => e.EventName);
            rows.Column("email", e => e.Email).ToLower();
            rows.Column("campaign_id", e => e.CampaignId);
            rows.Column("link", e => (e as MarketingEmailWebhookEvent)?.Link);
            rows.Column("occurred_at", e => e.Time);
            rows.Json("tags", e => e.Tags);
            rows.Json("raw", e => e.Raw);
        });
        map.Check().ThrowIfFailed();
        Assert.Equal(
            "event_key string, event string, email string, campaign_id long, link string, occurred_at string, tags string, raw string",
            map.Columns.ToString()
        );

        var rows = Rows(map, BrevoWebhooks.Parse(Batch));

        Assert.Equal(4, rows.Count);
        Assert.Equal("1685539713", rows[0]["time"]);
        Assert.Equal("a@example.com", rows[0]["email"]);
        Assert.Equal("2023-05-31T13:28:33.018Z", rows[0]["occurred_at"]);
        Assert.Equal("""["t1","t2"]""", rows[0]["tags"]);
        Assert.Equal("10", rows[1]["campaign_id"]);
        Assert.Equal("https://example.com/x", rows[1]["link"]);
        Assert.False(rows[1].ContainsKey("tags"));
        Assert.Equal("planet_aligned", rows[3]["event"]);
        Assert.Equal("""{"event":"planet_aligned","planet":"Mars","ts":1604937112}""", rows[3]["raw"]);
        Assert.Equal(4, rows.Select(row => row["event_key"]).Distinct().Count());
    }

    [Fact]
    public void RowMap_OverOneKind_HasItsMembers()
    {
        var map = RowMap.From<TransactionalEmailWebhookEvent>(rows =>
        {
            rows.Time(e => e.Time);
            rows.Column("message_id", e => e.MessageId);
            rows.Column("template_id", e => e.TemplateId);
            rows.Column("kind", e => e.Kind.ToString());
        });

        var row = Assert.Single(Rows(map, BrevoWebhooks.Parse(Batch).OfType<TransactionalEmailWebhookEvent>()));

        Assert.Equal("<1@x>", row["message_id"]);
        Assert.Equal("22", row["template_id"]);
        Assert.Equal("Opened", row["kind"]);
    }

    [Fact]
    public void RowMap_OverListAdditions_WritesARowPerList()
    {
        var map = RowMap.From<(ListAdditionWebhookEvent Event, ContactListId List)>(rows =>
        {
            rows.Time(e => e.Event.Time);
            rows.Column("email", e => e.Event.Email);
            rows.Column("list_id", e => (long?)e.List.Value);
        });
        var additions = BrevoWebhooks
            .Parse(Batch)
            .OfType<ListAdditionWebhookEvent>()
            .SelectMany(addition => addition.ListIds.Select(list => (addition, list)));

        Assert.Equal(["34", "12"], Rows(map, additions).Select(row => row["list_id"]));
    }

    [Fact]
    public void RowMap_OverAnEventWithoutTime_FailsTheRecordAndNothingElse()
    {
        var map = RowMap.From<BrevoWebhookEvent>(rows => rows.Time(e => e.Time));
        var output = new ArrayBufferWriter<byte>();

        var encoded = map.CreateEncoder().Encode(Assert.Single(BrevoWebhooks.Parse("""{"event":"click"}""")), 1, output);

        Assert.Equal(EncodeOutcome.Failed, encoded.Outcome);
        Assert.Equal("time", Assert.Single(encoded.Failures).Target);
    }

    private static List<Dictionary<string, string>> Rows<T>(RowMap<T> map, IEnumerable<T> records)
    {
        var encoder = map.CreateEncoder();
        var rows = new List<Dictionary<string, string>>();
        foreach (var record in records)
        {
            var output = new ArrayBufferWriter<byte>();
            Assert.Equal(EncodeOutcome.Encoded, encoder.Encode(record, rows.Count + 1, output).Outcome);
            var reader = new MessagePackReader(output.WrittenMemory);
            var row = new Dictionary<string, string>();
            for (var left = reader.ReadMapHeader(); left > 0; left--)
            {
                var name = reader.ReadString()!;
                row[name] = reader.NextMessagePackType == MessagePackType.String ? reader.ReadString()! : $"{reader.ReadInt64()}";
            }

            rows.Add(row);
        }

        return rows;
    }
}
