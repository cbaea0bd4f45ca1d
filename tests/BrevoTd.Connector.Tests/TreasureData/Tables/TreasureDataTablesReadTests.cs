using BrevoTd.Connector.Testing;
using BrevoTd.Connector.Tests.TreasureData.Rows;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataTablesReadTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40_000)]
    public async Task TailAsync_OfMaps_ReadsThemAll(int padding)
    {
        var email = Canaries.Email();
        var rows = RowBytes.Pack(
            (ref MessagePackWriter writer) =>
            {
                for (var i = 0; i < 7; i++)
                {
                    writer.WriteMapHeader(4);
                    writer.Write("time");
                    writer.Write(1_727_740_800 + i);
                    writer.Write("email");
                    writer.Write(email);
                    writer.Write("score");
                    writer.WriteNil();
                    writer.Write("note");
                    writer.Write(new string('x', padding));
                }
            }
        );
        await using var wire = Answering(rows);

        var tail = await wire.Client.Tables.TailAsync("crm_raw", "contacts", 7);

        Assert.Equal("/v3/table/tail/crm_raw/contacts?count=7&format=msgpack", wire.LastRequest.PathAndQuery);
        Assert.Equal(Enumerable.Range(0, 7).Select(i => 1_727_740_800L + i), tail.Select(row => row["time"].Int64()));
        Assert.Equal([1L, 2, 3, 4, 5, 6, 7], tail.Select(row => row.Number));
        Assert.All(tail, row => Assert.Equal((4, true), (row.Count, row["score"].IsNull)));
        Assert.Equal(email, tail[6]["email"].Text());
        Assert.Equal(padding, tail[6]["note"].Utf8().Length);
        Assert.Throws<TdColumnException>(() => tail[6]["email"].Int64());
    }

    [Fact]
    public async Task TailAsync_NoRows_IsEmpty()
    {
        await using var wire = Answering([]);

        Assert.Empty(await wire.Client.Tables.TailAsync("crm_raw", "contacts"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => wire.Client.Tables.TailAsync("crm_raw", "contacts", 0));
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Tables.TailAsync("crm_raw", "Contacts"));
    }

    [Theory]
    [InlineData("81a474696d6501 81a474696d", TdResultProblem.Truncated)]
    [InlineData("81a474696d6501 82a474696d6501", TdResultProblem.Truncated)]
    [InlineData("81a474696d6501 cf", TdResultProblem.InvalidBytes)]
    [InlineData("81a474696d6501 81a161c1", TdResultProblem.InvalidBytes)]
    public async Task TailAsync_DamagedAnswer_TellsTheRow(string hex, TdResultProblem problem)
    {
        await using var wire = Answering(RowBytes.Hex(hex));

        var e = await Assert.ThrowsAsync<TreasureDataResultException>(() => wire.Client.Tables.TailAsync("crm_raw", "contacts"));

        Assert.Equal((problem, 2L, 7L, "tables.tail"), (e.Problem, e.RowNumber, e.ByteOffset, e.Operation));
    }

    [Theory]
    [InlineData("5520113", "512")]
    [InlineData("\"5520113\"", "\"512\"")]
    public async Task FindDistributionAsync_OfADocumentedAnswer_ReadsEveryMember(string id, string count)
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "GET",
                "v3/table/distribution/crm_raw/contacts",
                200,
                $$"""
                {"user_table_id":{{id}},"bucket_count":{{count}},"partition_function":"hash","columns":[{"key":"email","type":"string","name":"mail"}]}
                """
            );

        var distribution = await wire.Client.Tables.FindDistributionAsync("crm_raw", "contacts");

        Assert.Equal(("5520113", 512L, "hash"), (distribution!.UserTableId, distribution.BucketCount, distribution.PartitionFunction));
        Assert.Equal(
            new TdDistributionColumn
            {
                Key = "email",
                Type = "string",
                Name = "mail",
            },
            distribution.Columns!.Single()
        );
    }

    [Fact]
    public async Task FindDistributionAsync_NoneChosen_IsNull()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("GET", "v3/table/distribution/crm_raw/contacts", 404, """{"message":"Resource not found"}""");

        Assert.Null(await wire.Client.Tables.FindDistributionAsync("crm_raw", "contacts"));
    }

    private static TreasureDataWire Answering(byte[] body)
    {
        var wire = TreasureDataWire.Start();
        wire.Server.Given(Request.Create().UsingGet())
            .RespondWith(Response.Create().WithHeader("Content-Type", "application/msgpack").WithBody(body));
        return wire;
    }
}
