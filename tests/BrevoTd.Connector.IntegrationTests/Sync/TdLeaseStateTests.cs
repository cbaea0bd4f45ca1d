using BrevoTd.Connector.Sync;

namespace BrevoTd.Connector.IntegrationTests.Sync;

/// <summary>Who holds a lease follows from the rows alone.</summary>
public sealed class TdLeaseStateTests
{
    private long _sequence;

    [Fact]
    public void Of_RowsInAnyOrder_IsTheSame()
    {
        TdLeaseRow[] rows =
        [
            Row("a", TdLeaseRow.Claimed, 0, 100),
            Row("b", TdLeaseRow.Claimed, 1, 101),
            Row("a", TdLeaseRow.Renewed, 90, 190),
            Row("c", TdLeaseRow.Claimed, 200, 300),
            Row("a", TdLeaseRow.Renewed, 201, 301),
        ];
        var random = new Random(3);

        for (var i = 0; i < 20; i++)
        {
            random.Shuffle(rows);
            Assert.Equal("c", TdLeaseState.Of(rows).Owner);
        }
    }

    [Fact]
    public void Of_AClaimThatWasTakenBack_WasNeverThere()
    {
        var late = Row("b", TdLeaseRow.Claimed, 0, 100);
        var first = Row("a", TdLeaseRow.Claimed, 1, 101);

        Assert.Equal("b", TdLeaseState.Of([late, first]).Owner);
        Assert.Equal("a", TdLeaseState.Of([late, first, Row("b", TdLeaseRow.Voided, 50, 50) with { Claim = late.Claim }]).Owner);
    }

    [Fact]
    public void Of_AReleaseByAnother_ChangesNothing()
    {
        var claim = Row("a", TdLeaseRow.Claimed, 0, 100);

        Assert.Equal("a", TdLeaseState.Of([claim, Row("b", TdLeaseRow.Released, 5, 5)]).Owner);
        Assert.Null(TdLeaseState.Of([claim, Row("a", TdLeaseRow.Released, 5, 5)]).Owner);
    }

    private TdLeaseRow Row(string owner, string step, long at, long expires) =>
        new(owner, step, $"{owner}-{++_sequence}", at, expires, _sequence, "writer-" + owner);
}
