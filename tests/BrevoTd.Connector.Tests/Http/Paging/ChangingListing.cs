using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Http;

/// <summary>A service's listing that changes before each answer.</summary>
internal sealed class ChangingListing(IEnumerable<int> values, int maxPageSize)
{
    private readonly HashSet<int> _always = [.. values];

    public List<int> Values { get; } = [.. values];

    /// <summary>Values that have been listed from the beginning until now.</summary>
    public IEnumerable<int> Lasting => Values.Where(_always.Contains);

    public int Requests { get; private set; }

    /// <summary>Called before each answer with the number of the request.</summary>
    public Action<int> BeforeAnswer { get; set; } = _ => { };

    public bool TellsTotal { get; init; } = true;

    public AsyncPageable<int> Open() =>
        new OffsetPageable<int>(
            maxPageSize,
            (offset, limit, _) =>
            {
                Assert.InRange(limit, 1, maxPageSize);
                BeforeAnswer(++Requests);
                _always.IntersectWith(Values);
                var page = Values.Skip((int)offset).Take(limit).ToList();
                return Task.FromResult(new OffsetPageable<int>.Slice(page, TellsTotal ? Values.Count : null));
            },
            new ListingKey<int>(value => value.ToString(System.Globalization.CultureInfo.InvariantCulture), "Service", "things.list"),
            default
        );
}
