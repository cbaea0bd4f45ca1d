using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Tests.Mapping;

public class FailureLimitTests
{
    private static RecordEncoder<int> Encoder(Action<ContactMapBuilder<int>> limit, int failEvery = 2) =>
        ContactMap
            .From<int>(map =>
            {
                map.SkipWhen(n => n < 0, "negative");
                map.Email(_ => "a@b.de");
                map.Attribute("N", n => n).Must(n => n % failEvery != 0, "m");
                limit(map);
            })
            .CreateEncoder();

    private static int EncodeUntilItEnds(RecordEncoder<int> encoder, out TooManyMappingFailuresException exception, int most = 10_000)
    {
        for (var n = 1; n <= most; n++)
        {
            try
            {
                Encode.With(encoder, n, n);
            }
            catch (TooManyMappingFailuresException ended)
            {
                exception = ended;
                return n;
            }
        }

        throw new InvalidOperationException("The run has not ended.");
    }

    [Theory]
    [InlineData(FailurePolicy.Skip)]
    [InlineData(FailurePolicy.DeadLetter)]
    public void MaxFailures_OneMore_EndsTheRun(FailurePolicy policy)
    {
        var encoder = Encoder(map =>
        {
            map.OnFailure(policy);
            map.MaxFailures(3);
        });

        var number = EncodeUntilItEnds(encoder, out var exception);

        Assert.Equal(8, number);
        Assert.Equal((4, 4), (exception.Statistics.Failed, exception.Statistics.Encoded));
        Assert.Equal(4, exception.Statistics.FailuresByCode["must"]);
        Assert.Equal(8, Assert.Single(exception.Failures).RecordNumber);
        Assert.Contains("4 records failed, and the map allows 3", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MaxFailures_AfterTheEnd_GoodRecordsAreRefusedToo()
    {
        var encoder = Encoder(map => map.MaxFailures(0));
        EncodeUntilItEnds(encoder, out _);

        Assert.Throws<TooManyMappingFailuresException>(() => Encode.With(encoder, 1));
        Assert.Equal(2, encoder.GetStatistics().Read);
    }

    [Fact]
    public void MaxFailureRatio_BeforeEnoughRecords_IsNotLookedAt()
    {
        var number = EncodeUntilItEnds(Encoder(map => map.MaxFailureRatio(0.4, afterRecords: 101)), out var exception);

        Assert.Equal(102, number);
        Assert.Contains("51 of 102 records failed, and the map allows 40 %", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MaxFailureRatio_NotPassed_LetsTheRunGoOn()
    {
        var encoder = Encoder(map => map.MaxFailureRatio(0.5, afterRecords: 2));

        for (var n = 1; n <= 1_000; n++)
        {
            Encode.With(encoder, n, n);
        }

        Assert.Equal((500, 500), (encoder.GetStatistics().Failed, encoder.GetStatistics().Encoded));
    }

    [Fact]
    public void MaxFailureRatio_SkippedRecords_DoNotCount()
    {
        var encoder = Encoder(map => map.MaxFailureRatio(0.5, afterRecords: 1), failEvery: 1);
        for (var n = 0; n < 100; n++)
        {
            Encode.With(encoder, -1);
        }

        Assert.Throws<TooManyMappingFailuresException>(() => Encode.With(encoder, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void MaxFailureRatio_NoShare_Throws(double ratio) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Encoder(map => map.MaxFailureRatio(ratio)));

    [Fact]
    public void MaxFailures_Negative_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => Encoder(map => map.MaxFailures(-1)));

    [Fact]
    public void Message_OfTheException_ShowsNoValue()
    {
        var encoder = ContactMap
            .From<string>(map =>
            {
                map.Email(x => x).MustBeEmail();
                map.MaxFailures(0);
            })
            .CreateEncoder();

        var exception = Assert.Throws<TooManyMappingFailuresException>(() => Encode.With(encoder, "secret"));

        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
    }
}
