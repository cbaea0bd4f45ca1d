using BrevoTd.Connector.Batching;

namespace BrevoTd.Connector.Tests.Batching;

/// <summary>Through a writer: what a report says, and what becomes of the records.</summary>
public sealed class ReportJoinTests
{
    private static readonly Person[] People =
    [
        new(1, "Anna@Example.com") { ExternalId = "A1", Phone = "+33612345601" },
        new(2, "bob@example.com") { ExternalId = "B2", Phone = "+33612345602" },
        new(3, null) { ExternalId = "C3" },
        new(4, null) { Phone = "+33 6 12 34 56 04" },
        new(5, "not-an-address") { ExternalId = "E5" },
    ];

    [Theory]
    [InlineData("EMAIL;NAME\nanna@example.com;x", "1")]
    [InlineData("NAME,e-mail\nx,ANNA@EXAMPLE.COM", "1")]
    [InlineData("\"Email address\"\t\"NAME\"\n\"anna@example.com\"\t\"x\"", "1")]
    [InlineData("anna@example.com;x\nbob@example.com;y", "1,2")]
    [InlineData("x;anna@example.com\ny;bob@example.com", "1,2")]
    [InlineData("Courriel;Nom\nanna@example.com;x", "1")]
    [InlineData("EMAIL;EXT_ID\n;C3\nbob@example.com;B2", "2,3")]
    [InlineData("ext id;SMS\nA1;\n;33612345604", "1,4")]
    [InlineData("SMS\n0033612345604\n+33612345602", "2,4")]
    [InlineData("C3\nA1", "1,3")]
    [InlineData("EMAIL\nnot-an-address", "5")]
    [InlineData("not-an-address;E5", "5")]
    [InlineData("EMAIL;SMS\nsomeone@else.com;33612345601", "1")]
    [InlineData("EMAIL\nanna@example.com\nANNA@example.com", "1")]
    [InlineData("EMAIL\n", "")]
    [InlineData("", "")]
    public async Task Report_AnyShape_NamesItsRecords(string csv, string rejected)
    {
        var (report, settled) = await RunAsync(new() { ["invalid_emails"] = csv });

        Assert.Equal(
            rejected,
            string.Join(
                ',',
                settled.Where(record => record.Outcome is RecordOutcome.Rejected).Select(record => record.RecordNumber).Order()
            )
        );
        Assert.All(
            settled.Where(record => record.Outcome is RecordOutcome.Rejected),
            record => Assert.Equal("invalid_emails", record.Cause.Value)
        );
        Assert.Equal(5, report.Delivered + report.Rejected);
        Assert.Empty(report.UnmatchedReportLines);
    }

    [Theory]
    [InlineData("EMAIL\nnobody@example.com\nanna@example.com", 1, 1)]
    [InlineData("nobody@example.com\nanna@example.com", 1, 1)]
    [InlineData("EMAIL;SMS\n;\nnobody@example.com;999999999", 1, 0)]
    [InlineData("COLUMN\n12", 1, 0)]
    public async Task Report_LinesThatNameNobody_AreCounted(string csv, int unmatched, int rejected)
    {
        var (report, _) = await RunAsync(new() { ["duplicate_ext_id"] = csv });

        Assert.Equal(unmatched, report.UnmatchedReportLines["duplicate_ext_id"]);
        Assert.Equal(rejected, report.Rejected);
        Assert.Equal(5 - rejected, report.Delivered);
    }

    [Fact]
    public async Task Report_RecordInTwo_IsRejectedOnceForTheFirstCause()
    {
        var (report, _) = await RunAsync(
            new() { ["duplicate_ext_id"] = "EMAIL\nanna@example.com", ["duplicate_phone_id"] = "EMAIL\nanna@example.com\nbob@example.com" }
        );

        Assert.Equal(1, report.RejectedByCause["duplicate_ext_id"]);
        Assert.Equal(1, report.RejectedByCause["duplicate_phone_id"]);
        Assert.Equal(3, report.Delivered);
    }

    [Fact]
    public async Task Report_LineThatFitsTwoRecords_LeavesBothUnverified()
    {
        Person[] people =
        [
            new(1, "a@example.com") { Phone = "+33612345601" },
            new(2, "b@example.com") { Phone = "33612345601" },
            new(3, "c@example.com"),
        ];

        var (report, _) = await RunAsync(new() { ["duplicate_phone_id"] = "SMS\n33612345601" }, people);

        Assert.Equal(2, report.UnverifiedByCause["ambiguous_report_line"]);
        Assert.Equal(1, report.Delivered);
    }

    private static async Task<(BatchWriteReport Report, List<SettledRecord> Settled)> RunAsync(
        Dictionary<string, string> reports,
        Person[]? people = null
    )
    {
        var run = new ImportRun();
        run.Server.Plan = process =>
        {
            foreach (var (cause, csv) in reports)
            {
                process.Refused[cause] = [];
                process.Formats[cause] = System.Text.Encoding.UTF8.GetBytes(csv);
            }
        };
        var report = await run.WriteAsync(people ?? People);
        return (report, run.Settled);
    }
}
