using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TdWritePlanTests
{
    public static TheoryData<TdWriteVolume, TdWritePath, string> Plans =>
        new()
        {
            { new TdWriteVolume(), TdWritePath.StreamingImport, "not known" },
            {
                new TdWriteVolume { Rows = 50_000 },
                TdWritePath.StreamingImport,
                "100,000"
            },
            {
                new TdWriteVolume { Rows = 100_000 },
                TdWritePath.BulkImport,
                "100,000 rows"
            },
            {
                new TdWriteVolume { Bytes = 1L << 30 },
                TdWritePath.BulkImport,
                "1,024 MiB"
            },
            {
                new TdWriteVolume { Rows = 5, AllOrNothing = true },
                TdWritePath.BulkImport,
                "all rows or none"
            },
            {
                new TdWriteVolume { Rows = 5, Columns = 600 },
                TdWritePath.BulkImport,
                "600 columns"
            },
            {
                new TdWriteVolume { Rows = 5, ToleratesDuplicates = true },
                TdWritePath.Ingestion,
                "one request"
            },
            {
                new TdWriteVolume { Rows = 501, ToleratesDuplicates = true },
                TdWritePath.StreamingImport,
                "repeat"
            },
            {
                new TdWriteVolume { IsContinuous = true },
                TdWritePath.StreamingImport,
                "keep coming"
            },
            {
                new TdWriteVolume { IsContinuous = true, ToleratesDuplicates = true },
                TdWritePath.Ingestion,
                "no harm"
            },
        };

    [Theory]
    [MemberData(nameof(Plans))]
    public void For_AVolume_ChoosesAndSaysWhy(TdWriteVolume volume, TdWritePath path, string reason)
    {
        var plan = TdWritePlan.For(volume);

        Assert.Equal(path, plan.Path);
        Assert.Contains(reason, plan.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void For_BulkWithAWriteOnlyKey_IsRefused() =>
        Assert.Throws<ArgumentException>(() => TdWritePlan.For(new TdWriteVolume { Rows = 1_000_000, HasWriteOnlyKey = true }));

    [Fact]
    public void For_EndlessRowsAllAtOnce_IsRefused() =>
        Assert.Throws<ArgumentException>(() => TdWritePlan.For(new TdWriteVolume { IsContinuous = true, AllOrNothing = true }));
}
