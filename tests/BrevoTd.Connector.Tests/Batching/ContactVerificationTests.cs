using System.Globalization;
using BrevoTd.Connector.Batching;

namespace BrevoTd.Connector.Tests.Batching;

public sealed class ContactVerificationTests
{
    [Theory]
    [InlineData(ContactVerification.Full)]
    [InlineData(ContactVerification.Sample)]
    public async Task Contact_ThatIsNotThere_IsUnverifiedAndWasLookedForTwice(ContactVerification mode)
    {
        var run = Run(mode);
        run.Server.Contacts = path =>
            !path.StartsWith("contacts?", StringComparison.Ordinal) ? null : Page(run, mode is ContactVerification.Full ? [1, 3] : []);

        var report = await run.WriteAsync([Person.Number(1), Person.Number(2), Person.Number(3)]);

        var there = mode is ContactVerification.Full ? 2 : 0;
        Assert.True(report.IsBalanced, report.ToTable());
        Assert.Equal((there, 3 - there), (report.Delivered, report.Unverified));
        Assert.Equal(3 - there, report.UnverifiedByCause["not_found_after_import"]);
        Assert.Equal((3L, (long)(3 - there)), (report.Verification!.Looked, report.Verification.Missing));
        Assert.Equal(2 * (3 - there), run.Server.CountOf("contacts.get"));
        Assert.Equal(RecordOutcome.Unverified, run.Settled.Single(record => record.RecordNumber == 2).Outcome);
    }

    [Fact]
    public async Task Contact_ThatTheSweepMisses_IsAskedForByItself()
    {
        var run = Run(ContactVerification.Full);
        run.Server.Contacts = path => path.StartsWith("contacts?", StringComparison.Ordinal) ? Page(run, [1]) : Contact(run, 2);

        var report = await run.WriteAsync([Person.Number(1), Person.Number(2)]);

        Assert.Equal((2L, 0L), (report.Verification!.Looked, report.Verification.Missing));
        Assert.Equal(1, run.Server.CountOf("contacts.get"));
    }

    [Fact]
    public async Task SameContactInTwoImports_IsComparedWithTheLastOneOnly()
    {
        var run = Run(ContactVerification.Full);
        run.Options.MaxBatchRecords = 1;
        run.Server.Contacts = _ => Page(run, [1]).Replace("\"N\":1", "\"N\":2", StringComparison.Ordinal);

        var report = await run.WriteAsync([Person.Number(1), Person.Number(1) with { Id = 2 }]);

        var verification = report.Verification!;
        Assert.Equal((2L, 1L, 1L, 0L), (verification.Looked, verification.Created, verification.Updated, verification.Differing));
    }

    [Fact]
    public async Task Report_OfWhatDiffers_HasNamesAndNoValues()
    {
        var run = Run(ContactVerification.Full);
        run.Server.Contacts = _ => Page(run, [1]).Replace("\"N\":1", "\"N\":2", StringComparison.Ordinal);

        var report = await run.WriteAsync([Person.Number(1) with { Padding = 3, Phone = "+33612345678" }]);

        var verification = report.Verification!;
        Assert.Equal(["PAD", "SMS"], verification.IgnoredAttributes.Keys);
        Assert.Equal(["N"], verification.DifferentAttributes.Keys);
        Assert.Equal(1, verification.Differing);
        foreach (var text in (string[])[report.ToJson(), report.ToTable(), verification.ToString()])
        {
            Assert.DoesNotContain("xxx", text, StringComparison.Ordinal);
            Assert.DoesNotContain("336", text, StringComparison.Ordinal);
            Assert.DoesNotContain("person1", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task RejectedRecords_AreNotLookedFor()
    {
        var run = Run(ContactVerification.Full);
        run.Server.Plan = process => process.Refused["invalid_emails"] = process.Rows.FindAll(row => row.Id == 1);
        run.Server.Contacts = _ => Page(run, [2]);

        var report = await run.WriteAsync([Person.Number(1), Person.Number(2)]);

        Assert.Equal((1, 1), (report.Delivered, report.Rejected));
        Assert.Equal(1, report.Verification!.Looked);
    }

    [Fact]
    public async Task None_KeepsNoBodiesAndReportsNothing()
    {
        var run = new ImportRun();

        var report = await run.WriteAsync([Person.Number(1)]);

        Assert.Null(report.Verification);
        Assert.Equal(0, run.Server.CountOf("contacts.list") + run.Server.CountOf("contacts.get") + run.Server.CountOf("attributes.list"));
        Assert.DoesNotContain("looked for", report.ToTable(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 10, "VerificationSampleShare")]
    [InlineData(1.5, 10, "VerificationSampleShare")]
    [InlineData(0.1, 0, "VerificationSampleSize")]
    public void Options_OutOfRange_AreNamed(double share, int size, string option)
    {
        var run = Run(ContactVerification.Sample);
        run.Options.VerificationSampleShare = share;
        run.Options.VerificationSampleSize = size;

        Assert.Contains(option, Assert.Throws<ArgumentException>(run.CreateWriter).Message, StringComparison.Ordinal);
    }

    private static ImportRun Run(ContactVerification mode)
    {
        var run = new ImportRun();
        run.Options.Verification = mode;
        run.Options.VerificationSampleShare = 1;
        return run;
    }

    private static string Page(ImportRun run, int[] ids) =>
        $$"""{"count":{{ids.Length}},"contacts":[{{string.Join(',', ids.Select(id => Contact(run, id)))}}]}""";

    private static string Contact(ImportRun run, int id)
    {
        var now = run.Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        return $$"""{"id":{{id}},"email":"person{{id}}@example.com","createdAt":"{{now}}","attributes":{"N":{{id}} } }""";
    }
}
