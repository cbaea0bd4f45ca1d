using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Http;

/// <summary>A sweep over a listing that changes under it yields what is listed all the time exactly once.</summary>
public sealed class SweepPropertyTests
{
    private const int Cases = 3_000;
    private const int TokenCapacity = 32;

    [Fact]
    public async Task AsPages_WhileValuesAreAppendedAndDeleted_YieldsTheFinalListingExactlyOnce()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var (listing, next) = Create(random);
            listing.BeforeAnswer = _ =>
            {
                Delete(listing, random, most: 6);
                for (var added = random.Next(4); added > 0; added--)
                {
                    listing.Values.Add(next++);
                }
            };

            var seen = await SweepAsync(listing, random);

            Assert.True(seen.Distinct().Count() == seen.Count, $"Seed {seed}: a value came twice.");
            Assert.True(seen.SequenceEqual(seen.Order()), $"Seed {seed}: the order of the listing was lost.");
            Assert.True(!listing.Values.Except(seen).Any(), $"Seed {seed}: a value was skipped.");
        }
    }

    [Fact]
    public async Task AsPages_WhileValuesComeAndGoAnywhere_YieldsWhatLastsExactlyOnce()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var (listing, next) = Create(random);
            listing.BeforeAnswer = request =>
            {
                Delete(listing, random, most: 6);

                // A few times only: a listing that grows faster than it is read has no end.
                for (var added = request < 40 ? random.Next(12) : 0; added > 0; added--)
                {
                    listing.Values.Insert(random.Next(listing.Values.Count + 1), next++);
                }
            };

            var seen = await SweepAsync(listing, random);

            Assert.True(seen.Distinct().Count() == seen.Count, $"Seed {seed}: a value came twice.");
            Assert.True(!listing.Lasting.Except(seen).Any(), $"Seed {seed}: a value that was there all the time was skipped.");
        }
    }

    [Fact]
    public async Task AsPages_WhenWholePagesAppearOrVanishInFrontOfThePlace_FindsThePlaceAgain()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var (listing, next) = Create(random);
            var size = listing.Values.Count;
            listing.BeforeAnswer = request =>
            {
                // A search makes requests too, and must come to an end.
                if (request is not (3 or 6))
                {
                    return;
                }

                if (random.Next(2) == 0)
                {
                    listing.Values.InsertRange(0, Enumerable.Range(next, size));
                    next += size;
                }
                else
                {
                    listing.Values.RemoveRange(0, random.Next(listing.Values.Count / 2 + 1));
                }
            };

            var seen = await SweepAsync(listing, random);

            Assert.True(seen.Distinct().Count() == seen.Count, $"Seed {seed}: a value came twice.");
            Assert.True(!listing.Lasting.Except(seen).Any(), $"Seed {seed}: a value that was there all the time was skipped.");
        }
    }

    private static (ChangingListing Listing, int Next) Create(Random random)
    {
        var size = random.Next(400);
        var listing = new ChangingListing(Enumerable.Range(0, size), random.Next(25, 60)) { TellsTotal = random.Next(4) > 0 };
        return (listing, size);
    }

    private static void Delete(ChangingListing listing, Random random, int most)
    {
        for (var deleted = random.Next(most); deleted > 0 && listing.Values.Count > 0; deleted--)
        {
            listing.Values.RemoveAt(random.Next(listing.Values.Count));
        }
    }

    /// <summary>Reads to the end; now and then goes on from a token, as another process would.</summary>
    private static async Task<List<int>> SweepAsync(ChangingListing listing, Random random)
    {
        var seen = new List<int>();
        string? token = null;
        do
        {
            int? hint = random.Next(2) == 0 ? random.Next(1, 40) : null;
            try
            {
                await foreach (var page in listing.Open().AsPages(token, hint))
                {
                    seen.AddRange(page.Values);
                    token = page.ContinuationToken;
                    if (random.Next(5) == 0)
                    {
                        break;
                    }
                }
            }
            catch (ListingChangedException)
            {
                // Allowed only where nothing is left of what a token knows; the rest of the listing is then known to be unread.
                Assert.DoesNotContain(seen.TakeLast(TokenCapacity), listing.Values.Contains);
                seen.AddRange(listing.Values.Except(seen));
                return seen;
            }
        } while (token is not null);

        return seen;
    }
}
