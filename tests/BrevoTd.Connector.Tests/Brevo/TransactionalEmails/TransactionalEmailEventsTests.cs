using System.Globalization;
using System.Text.Json;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Brevo.Conformance;

namespace BrevoTd.Connector.Tests.Brevo.TransactionalEmails;

public sealed class TransactionalEmailEventsTests
{
    private static readonly DateOnly s_first = new(2025, 12, 1);

    [Theory]
    [InlineData(SortOrder.Ascending)]
    [InlineData(SortOrder.Descending)]
    public async Task ListEventsAsync_OverMoreThan90Days_AsksInPartsWithoutGapOrOverlap(SortOrder order)
    {
        await using var stub = new MessageStub(request => (200, Page(request, Log(200))));

        var events = await AllAsync(stub, new() { Period = ReportPeriod.Between(s_first, s_first.AddDays(199)), Order = order });

        var windows = stub.Sent.Select(request => (Date(request, "startDate"), Date(request, "endDate"))).Distinct().ToList();
        Assert.Equal(
            order == SortOrder.Ascending ? [(0, 89), (90, 179), (180, 199)] : [(180, 199), (90, 179), (0, 89)],
            windows.Select(window => (window.Item1.DayNumber - s_first.DayNumber, window.Item2.DayNumber - s_first.DayNumber))
        );
        var expected = Enumerable.Range(0, 200).Select(day => $"<{day}@r.example>");
        Assert.Equal(order == SortOrder.Ascending ? expected : expected.Reverse(), events.Select(e => e.MessageId));
        Assert.All(stub.Sent, request => Assert.Equal("5000", request.Query("limit")));
    }

    // A service that cuts days in another time zone answers the events of a border twice.
    [Fact]
    public async Task ListEventsAsync_EventsOfABorderInBothParts_YieldsThemOnce()
    {
        await using var stub = new MessageStub(request => (200, Page(request, Log(120), shift: 1)));

        var events = await AllAsync(stub, new() { Period = ReportPeriod.Between(s_first, s_first.AddDays(119)) });

        Assert.Equal(120, events.Count);
        Assert.Equal(120, events.Select(e => e.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task ListEventsAsync_EventAddedInFrontBetweenTwoPages_YieldsNothingTwice()
    {
        var log = Log(10);
        await using var stub = new MessageStub(request =>
        {
            var page = Page(request, log);
            log = [.. log, log[^1] with { MessageId = $"<new{log.Count}@r.example>" }];
            return (200, page);
        });

        var seen = new List<string?>();
        await foreach (
            var page in stub
                .Client.TransactionalEmails.ListEventsAsync(
                    new() { Period = ReportPeriod.Between(s_first, s_first.AddDays(9)), Order = SortOrder.Descending }
                )
                .AsPages(pageSizeHint: 4)
        )
        {
            seen.AddRange(page.Values.Select(e => e.MessageId));
            if (seen.Count > 30)
            {
                break;
            }
        }

        Assert.Equal(seen.Distinct(), seen);
        Assert.Empty(Log(10).Select(e => e.MessageId).Except(seen));
    }

    // Twice the same within one page is what the log says: somebody opened twice within a second.
    [Fact]
    public async Task ListEventsAsync_SameEventTwiceInAPage_KeepsBoth()
    {
        var log = new[] { Log(1)[0], Log(1)[0] };
        await using var stub = new MessageStub(request => (200, Page(request, log)));

        Assert.Equal(2, (await AllAsync(stub, new() { Period = ReportPeriod.Between(s_first, s_first) })).Count);
    }

    [Fact]
    public async Task ListEventsAsync_ContinuedByAToken_GoesOnWhereItStopped()
    {
        await using var stub = new MessageStub(request => (200, Page(request, Log(100))));
        var query = new TransactionalEmailEventQuery { Period = ReportPeriod.Between(s_first, s_first.AddDays(99)) };
        var tokens = new List<string?>();
        var all = new List<string?>();
        await foreach (var page in stub.Client.TransactionalEmails.ListEventsAsync(query).AsPages(pageSizeHint: 40))
        {
            tokens.Add(page.ContinuationToken);
            all.AddRange(page.Values.Select(e => e.MessageId));
        }

        Assert.Null(tokens[^1]);
        var yielded = 0;
        foreach (var token in tokens.SkipLast(1))
        {
            yielded += 40;
            var rest = new List<string?>();
            await foreach (var page in stub.Client.TransactionalEmails.ListEventsAsync(query).AsPages(token, 40))
            {
                rest.AddRange(page.Values.Select(e => e.MessageId));
            }

            Assert.Equal(all.Skip(Math.Min(yielded, 90)), rest);
        }

        await Assert.ThrowsAsync<ArgumentException>(async () =>
        {
            await foreach (var _ in stub.Client.TransactionalEmails.ListEventsAsync(query).AsPages("2020-01-01+40")) { }
        });
    }

    [Fact]
    public async Task ListEventsAsync_Filters_AreSentAsTheReferenceWritesThem()
    {
        await using var stub = MessageStub.Answering(200, """{"events":[]}""");

        await AllAsync(
            stub,
            new()
            {
                Period = ReportPeriod.LastDays(7),
                Email = "a+b@example.com",
                Tags = ["welcome", "a \"quoted\" one"],
                MessageId = "<1@r.example>",
                Event = new("somethingNew"),
                TemplateId = 7,
            }
        );

        var sent = stub.Sent.Single();
        Assert.Equal("7", sent.Query("days"));
        Assert.Null(sent.Query("startDate"));
        Assert.Equal("a+b@example.com", sent.Query("email"));
        Assert.Equal(["welcome", "a \"quoted\" one"], JsonSerializer.Deserialize<string[]>(sent.Query("tags")!)!);
        Assert.Equal("<1@r.example>", sent.Query("messageId"));
        Assert.Equal("somethingNew", sent.Query("event"));
        Assert.Equal("7", sent.Query("templateId"));
    }

    [Fact]
    public async Task ListEventsAsync_MoreThan90DaysBack_SaysToNameDates()
    {
        await using var stub = MessageStub.Answering(200, "{}");
        var client = stub.Client.TransactionalEmails;

        var e = Assert.Throws<ArgumentException>(() => client.ListEventsAsync(new() { Period = ReportPeriod.LastDays(91) }));

        Assert.Contains("ReportPeriod.Between", e.Message, StringComparison.Ordinal);
        Assert.Equal("query", e.ParamName);
    }

    [Fact]
    public async Task GetReportAsync_MoreThan90Days_IsRefusedBecausePartsDoNotAddUp()
    {
        await using var stub = MessageStub.Answering(200, "{}");

        var e = await Assert.ThrowsAsync<ArgumentException>(() =>
            stub.Client.TransactionalEmails.GetReportAsync(ReportPeriod.Between(s_first, s_first.AddDays(90)))
        );

        Assert.Contains("90 days", e.Message, StringComparison.Ordinal);
        Assert.Empty(stub.Sent);
        await stub.Client.TransactionalEmails.GetReportAsync(ReportPeriod.Between(s_first, s_first.AddDays(89)));
        Assert.Single(stub.Sent);
    }

    [Fact]
    public async Task ListDailyReportsAsync_OverAYear_ListsEachDayOnce()
    {
        await using var stub = new MessageStub(request =>
        {
            var (start, end) = (Date(request, "startDate"), Date(request, "endDate"));
            Assert.InRange(end.DayNumber - start.DayNumber, 0, 29);
            var offset = int.Parse(request.Query("offset")!, CultureInfo.InvariantCulture);
            var days = Enumerable.Range(0, end.DayNumber - start.DayNumber + 1).Select(start.AddDays).Skip(offset).Take(30);
            return (
                200,
                $$"""{"reports":[{{string.Join(',', days.Select(day => $$"""{"date":"{{day:yyyy-MM-dd}}","requests":1}"""))}}]}"""
            );
        });

        var days = new List<DateOnly>();
        await foreach (
            var report in stub.Client.TransactionalEmails.ListDailyReportsAsync(ReportPeriod.Between(s_first, s_first.AddDays(364)))
        )
        {
            days.Add(DateOnly.FromDateTime(report.Date!.Value.UtcDateTime));
        }

        Assert.Equal(Enumerable.Range(0, 365).Select(s_first.AddDays), days);
    }

    [Fact]
    public async Task ListAsync_OverMoreThanAMonth_AsksInPartsOfFourWeeks()
    {
        await using var stub = MessageStub.Answering(200, """{"count":0,"transactionalEmails":[]}""");

        await foreach (
            var _ in stub.Client.TransactionalEmails.ListAsync(
                new()
                {
                    TemplateId = 7,
                    StartDate = s_first,
                    EndDate = s_first.AddDays(60),
                }
            )
        ) { }

        Assert.Equal([27, 27, 4], stub.Sent.Select(request => Date(request, "endDate").DayNumber - Date(request, "startDate").DayNumber));
    }

    [Fact]
    public async Task ListAsync_WithoutWhatBrevoWants_SaysWhatToSet()
    {
        await using var stub = MessageStub.Answering(200, "{}");
        var client = stub.Client.TransactionalEmails;

        Assert.Contains(
            "Email, MessageId or TemplateId",
            Assert.Throws<ArgumentException>(() => client.ListAsync(new())).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "angle brackets",
            Assert.Throws<ArgumentException>(() => client.ListAsync(new() { MessageId = "1@r.example" })).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "go together",
            Assert.Throws<ArgumentException>(() => client.ListAsync(new() { TemplateId = 7, EndDate = s_first })).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task DeleteLogAsync_OfMessageAndRecipient_EncodesThem()
    {
        await using var stub = MessageStub.Answering(204);

        await stub.Client.TransactionalEmails.DeleteLogAsync("<1/2@r.example>", s_first, s_first.AddDays(1));
        Assert.Equal("<1\u22152@r.example>", stub.Sent[^1].Segments[^1]);
        Assert.Equal(("2025-12-01", "2025-12-02"), (stub.Sent[^1].Query("from_date"), stub.Sent[^1].Query("to_date")));

        await stub.Client.TransactionalEmails.DeleteLogOfRecipientAsync("a+b%40@example.com");
        Assert.Equal("a+b%40@example.com", stub.Sent[^1].Segments[^1]);
    }

    private static async Task<List<TransactionalEmailEvent>> AllAsync(MessageStub stub, TransactionalEmailEventQuery query)
    {
        var all = new List<TransactionalEmailEvent>();
        await foreach (var e in stub.Client.TransactionalEmails.ListEventsAsync(query))
        {
            all.Add(e);
        }

        return all;
    }

    /// <summary>One event at noon of each day.</summary>
    private static List<Entry> Log(int days) =>
        [.. Enumerable.Range(0, days).Select(day => new Entry($"<{day}@r.example>", s_first.AddDays(day)))];

    /// <summary>Answers like Brevo: a window, sorted, from an offset on. A shift makes the days of the window begin earlier.</summary>
    private static string Page(SentRequest request, IReadOnlyList<Entry> log, int shift = 0)
    {
        var (start, end) = (Date(request, "startDate").AddDays(-shift), Date(request, "endDate"));
        var found = log.Where(entry => entry.Day >= start && entry.Day <= end);
        var page = (request.Query("sort") == "asc" ? found : found.Reverse())
            .Skip(int.Parse(request.Query("offset")!, CultureInfo.InvariantCulture))
            .Take(int.Parse(request.Query("limit")!, CultureInfo.InvariantCulture));
        var events = page.Select(entry =>
            $$"""{"messageId":"{{entry.MessageId}}","email":"ada@example.com","event":"opened","date":"{{entry.Day:yyyy-MM-dd}}T12:00:00.000Z"}"""
        );
        return $$"""{"events":[{{string.Join(',', events)}}]}""";
    }

    private static DateOnly Date(SentRequest request, string name) => DateOnly.Parse(request.Query(name)!, CultureInfo.InvariantCulture);

    private sealed record Entry(string MessageId, DateOnly Day);
}
