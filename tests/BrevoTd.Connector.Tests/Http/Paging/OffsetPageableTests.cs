using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Http;

public sealed class OffsetPageableTests
{
    [Fact]
    public async Task AsPages_OfAListingAtRest_OverlapsByOneValue()
    {
        var listing = new ChangingListing(Enumerable.Range(0, 1_000), maxPageSize: 100);

        var pages = new List<Page<int>>();
        await foreach (var page in listing.Open().AsPages())
        {
            pages.Add(page);
        }

        Assert.Equal(Enumerable.Range(0, 1_000), pages.SelectMany(page => page.Values));
        Assert.Equal(11, listing.Requests);
        Assert.Equal(99, pages[1].Values.Count);
    }

    [Fact]
    public async Task AsPages_WhenTheTotalIsReached_SendsNoFurtherRequest()
    {
        var listing = new ChangingListing(Enumerable.Range(0, 100), maxPageSize: 100);

        await foreach (var _ in listing.Open().AsPages()) { }

        Assert.Equal(1, listing.Requests);
    }

    [Fact]
    public async Task AsPages_WhenOneValueInFrontIsDeleted_SkipsNothingWithoutAnExtraRequest()
    {
        var listing = new ChangingListing(Enumerable.Range(0, 20), maxPageSize: 11);
        listing.BeforeAnswer = request =>
        {
            if (request == 2)
            {
                listing.Values.Remove(3);
            }
        };

        var seen = await ReadAsync(listing);

        Assert.Equal(Enumerable.Range(0, 20), seen);
    }

    [Fact]
    public async Task AsPages_WhenEverythingReadIsDeleted_GoesOnWithTheRest()
    {
        var listing = new ChangingListing(Enumerable.Range(0, 300), maxPageSize: 100);
        listing.BeforeAnswer = request =>
        {
            if (request == 2)
            {
                listing.Values.RemoveRange(0, 100);
            }
        };

        Assert.Equal(Enumerable.Range(0, 300), await ReadAsync(listing));
    }

    [Fact]
    public async Task AsPages_WhenTheListingIsEmptied_EndsQuietly()
    {
        var listing = new ChangingListing(Enumerable.Range(0, 300), maxPageSize: 100);
        listing.BeforeAnswer = request =>
        {
            if (request == 3)
            {
                listing.Values.Clear();
            }
        };

        Assert.Equal(Enumerable.Range(0, 199), await ReadAsync(listing));
        Assert.Equal(3, listing.Requests);
    }

    [Fact]
    public async Task AsPages_WhenATokenKnowsNothingThatIsLeft_SaysSo()
    {
        var listing = new ChangingListing(Enumerable.Range(0, 300), maxPageSize: 100);
        string? token = null;
        await foreach (var page in listing.Open().AsPages())
        {
            token = page.ContinuationToken;
            break;
        }

        listing.Values.RemoveRange(50, 100);
        var lost = await Assert.ThrowsAsync<ListingChangedException>(async () =>
        {
            await foreach (var _ in listing.Open().AsPages(token)) { }
        });

        Assert.True(lost.IsTransient);
        Assert.Equal("things.list", lost.Operation);
    }

    [Fact]
    public async Task AsPages_WhenTheServicePromisesMoreThanItLists_Ends()
    {
        var pages = new OffsetPageable<int>(
            100,
            (offset, limit, _) =>
                Task.FromResult(new OffsetPageable<int>.Slice([.. Enumerable.Range(0, 10).Skip((int)offset).Take(limit)], 12)),
            new ListingKey<int>(value => $"{value}", "Service", "things.list"),
            default
        );

        var seen = new List<int>();
        await foreach (var value in pages)
        {
            seen.Add(value);
        }

        Assert.Equal(Enumerable.Range(0, 10), seen);
    }

    [Fact]
    public async Task AsPages_FromAPlainOffset_StartsThere()
    {
        var listing = new ChangingListing(Enumerable.Range(0, 10), maxPageSize: 100);

        var seen = new List<int>();
        await foreach (var page in listing.Open().AsPages("4"))
        {
            seen.AddRange(page.Values);
        }

        Assert.Equal(Enumerable.Range(4, 6), seen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("s1.")]
    [InlineData("s1.%%%%")]
    [InlineData("s1.AAAA")]
    [InlineData("s1.______________8")]
    public async Task AsPages_FromAForeignToken_SaysWhatToPass(string token)
    {
        var listing = new ChangingListing([1], maxPageSize: 100);

        var e = await Assert.ThrowsAsync<ArgumentException>(async () =>
        {
            await foreach (var _ in listing.Open().AsPages(token)) { }
        });

        Assert.Contains("Page.ContinuationToken", e.Message, StringComparison.Ordinal);
    }

    private static async Task<List<int>> ReadAsync(ChangingListing listing)
    {
        var seen = new List<int>();
        await foreach (var value in listing.Open())
        {
            seen.Add(value);
        }

        return seen;
    }
}
