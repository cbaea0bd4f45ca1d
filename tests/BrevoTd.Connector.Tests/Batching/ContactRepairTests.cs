using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BrevoTd.Connector.Batching;

namespace BrevoTd.Connector.Tests.Batching;

public sealed class ContactRepairTests
{
    [Fact]
    public async Task DuplicatePhone_DropAndResend_IsSentAgainWithoutItAndCountedAsRepaired()
    {
        var run = new ImportRun();
        run.Options.OnDuplicatePhone = ImportRepair.DropAndResend;
        Refuse(run, "duplicate_phone_id", row => row.Phone is not null);

        var report = await run.WriteAsync([Person.Number(1), Person.Number(2) with { Phone = "+33612345678" }]);

        Assert.Equal((2, 0, 1), (report.Delivered, report.Rejected, report.Repaired));
        Assert.Equal(1, report.RepairedByCause["duplicate_phone_id"]);
        Assert.Equal(2, run.Server.ImportBodies.Count);
        using var json = JsonDocument.Parse(run.Server.ImportBodies[1]);
        Assert.Equal(
            """[{"email":"person2@example.com","attributes":{"PAD":"","N":2}}]""",
            json.RootElement.GetProperty("jsonBody").GetRawText()
        );
        Assert.Equal(42, json.RootElement.GetProperty("listIds")[0].GetInt64());
    }

    [Fact]
    public async Task TwoCauses_EachIsRepairedOnce()
    {
        var run = new ImportRun();
        run.Options.OnDuplicatePhone = ImportRepair.DropAndResend;
        run.Options.OnDuplicateExternalId = ImportRepair.DropAndResend;
        run.Server.Plan = process =>
        {
            foreach (var row in process.Rows.Where(row => row.Phone is not null || row.ExternalId is not null))
            {
                process.Refused.TryAdd(row.Phone is not null ? "duplicate_phone_id" : "duplicate_ext_id", [row]);
            }
        };

        var report = await run.WriteAsync([Person.Number(1) with { Phone = "+33612345678", ExternalId = "e1" }]);

        Assert.Equal((1, 1), (report.Delivered, report.Repaired));
        Assert.Equal(3, run.Server.ImportBodies.Count);
        Assert.Equal(["duplicate_ext_id", "duplicate_phone_id"], report.SentAgainByCause.Keys);
    }

    [Fact]
    public async Task SameCauseAfterTheRepair_IsRejectedAndNotSentAThirdTime()
    {
        var run = new ImportRun();
        run.Options.OnDuplicatePhone = ImportRepair.DropAndResend;
        run.Options.MaxRecordAttempts = 10;
        Refuse(run, "duplicate_phone_id", _ => true);

        var report = await run.WriteAsync([Person.Number(1) with { Phone = "+33612345678" }, Person.Number(2)]);

        Assert.Equal((0, 2, 0), (report.Delivered, report.Rejected, report.Repaired));
        Assert.Equal(2, run.Server.Received[1]);
        Assert.Equal(1, run.Server.Received[2]);
    }

    [Fact]
    public async Task InvalidEmail_OfAContactWithAnotherIdentifier_IsSentAgainUnderThat()
    {
        var run = new ImportRun();
        run.Options.OnInvalidEmail = ImportRepair.DropAndResend;
        Refuse(run, "invalid_emails", row => row.Email is not null);

        var report = await run.WriteAsync([Person.Number(1) with { ExternalId = "e1" }, Person.Number(2)]);

        Assert.Equal((1, 1, 1), (report.Delivered, report.Rejected, report.Repaired));
        Assert.Equal("e1", run.Settled.Single(record => record.RecordNumber == 1).Key);
        using var json = JsonDocument.Parse(run.Server.ImportBodies[1]);
        Assert.Equal("""[{"attributes":{"EXT_ID":"e1","PAD":"","N":1}}]""", json.RootElement.GetProperty("jsonBody").GetRawText());
    }

    [Theory]
    [InlineData(ImportRepair.None, RecordOutcome.Rejected, 1)]
    [InlineData(ImportRepair.Skip, RecordOutcome.Rejected, 0)]
    [InlineData(ImportRepair.DeadLetter, RecordOutcome.DeadLettered, 1)]
    public async Task OtherPolicies_DecideOnOutcomeAndLetter(ImportRepair policy, RecordOutcome outcome, int letters)
    {
        var run = new ImportRun();
        var kept = new MemoryDeadLetterSink();
        run.Options.DeadLetters = kept;
        run.Options.DeadLetterRejected = true;
        run.Options.DeadLetterBodies = true;
        run.Options.OnDuplicateContact = policy;
        Refuse(run, "duplicate_contact_id", row => row.Id == 2);

        var report = await run.WriteAsync([Person.Number(1), Person.Number(2)]);

        Assert.True(report.IsBalanced, report.ToTable());
        Assert.Equal(outcome, run.Settled.Single(record => record.RecordNumber == 2).Outcome);
        Assert.Equal("duplicate_contact_id", run.Settled.Single(record => record.RecordNumber == 2).Cause.Value);
        Assert.Equal(letters, kept.Letters.Count);
        Assert.All(
            kept.Letters,
            letter =>
            {
                Assert.Equal("duplicate_contact_id", letter.Cause.Value);
                Assert.Equal("""{"listIds":[42],"updateExistingContacts":true,"emptyContactsAttributes":false}""", letter.Partition);
            }
        );
    }

    [Fact]
    public void DropAndResend_OfACauseWithoutAField_IsRefused()
    {
        var run = new ImportRun();
        run.Options.OnDuplicateContact = ImportRepair.DropAndResend;

        var exception = Assert.Throws<ArgumentException>(run.CreateWriter);

        Assert.Contains("OnDuplicateContact", exception.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string?, string> Members =>
        new()
        {
            { """{"a":1}""", null, "a" },
            { """{"a":1,"b":2}""", null, "a" },
            { """{"a":1,"b":2}""", null, "b" },
            { """{ "a" : "x,}\"" , "b" : [1,{"a":2}] , "c":null }""", null, "b" },
            { """{"attributes":{"SMS":"+33","X":1},"SMS":2}""", "attributes", "SMS" },
            { """{"SMS":2,"attributes":{"X":{"SMS":3},"SMS":"+33"}}""", "attributes", "SMS" },
            { """{"email":"e","attributes":{"SMS":"\u002b33"}}""", "attributes", "SMS" },
            { """{"other":{"SMS":1},"attributes":{"A":1 , "SMS" : "x" , "B":2}}""", "attributes", "SMS" },
            { "{\"attributes\":{\"\\u0053MS\":1}}", "attributes", "SMS" },
        };

    [Theory]
    [MemberData(nameof(Members))]
    public void Remove_AnyMember_LeavesTheRestAsItIs(string json, string? parent, string name)
    {
        var expected = JsonNode.Parse(json)!.AsObject();
        Assert.True((parent is null ? expected : expected[parent]!.AsObject()).Remove(name));

        var rest = JsonMember.Remove(Encoding.UTF8.GetBytes(json), parent, name);

        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(rest)), Encoding.UTF8.GetString(rest!));
    }

    [Theory]
    [InlineData("""{"SMS":1}""", "attributes")]
    [InlineData("""{"attributes":{"X":{"SMS":1}}}""", "attributes")]
    [InlineData("""{"attributes":[{"SMS":1}]}""", "attributes")]
    [InlineData("""{"x":{"SMS":1}}""", null)]
    public void Remove_MemberElsewhere_IsNone(string json, string? parent) =>
        Assert.Null(JsonMember.Remove(Encoding.UTF8.GetBytes(json), parent, "SMS"));

    private static void Refuse(ImportRun run, string cause, Func<ImportedRow, bool> refused) =>
        run.Server.Plan = process =>
        {
            if (process.Rows.FindAll(row => refused(row)) is { Count: > 0 } rows)
            {
                process.Refused[cause] = rows;
            }
        };
}
