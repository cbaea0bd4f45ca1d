namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataAccountClientTests
{
    [Theory]
    [InlineData(
        """{"account":{"id":1,"plan":3,"storage_size":4718592,"guaranteed_cores":8,"maximum_cores":16,"created_at":"2020-06-09 01:34:59 UTC"}}"""
    )]
    [InlineData(
        """{"account":{"id":"1","plan":"3","storage_size":"4718592","guaranteed_cores":"8","maximum_cores":"16","created_at":"2020-06-09T01:34:59Z"}}"""
    )]
    public async Task GetAsync_NumbersAsNumbersOrText_AreTheSame(string answer)
    {
        await using var wire = TreasureDataWire.Start().Answers("GET", "v3/account/show", 200, answer);

        var account = await wire.Client.Account.GetAsync();

        Assert.Equal(("1", "3"), (account.Id, account.Plan));
        Assert.Equal((4_718_592L, 8L, 16L), (account.StorageSize, account.GuaranteedCores, account.MaximumCores));
        Assert.Equal(TreasureDataWire.Utc("2020-06-09 01:34:59"), account.CreatedAt);
    }

    [Fact]
    public async Task GetAsync_MissingMembers_AreNull()
    {
        await using var wire = TreasureDataWire.Start().Answers("GET", "v3/account/show", 200, """{"account":{"id":7}}""");

        var account = await wire.Client.Account.GetAsync();

        Assert.Equal("7", account.Id);
        Assert.Null(account.StorageSize);
        Assert.Null(account.CreatedAt);
    }
}
