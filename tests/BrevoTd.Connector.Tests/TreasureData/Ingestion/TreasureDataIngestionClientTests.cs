using System.Text;
using System.Text.Json;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataIngestionClientTests
{
    [Fact]
    public async Task SendAsync_Records_AreSentUnderTheKeyAndAnsweredByReceipts()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("POST", "crm_raw/events", 200, """{"receipts":[{"success":true},{"success":false,"error":"bad email","uuid":7}]}""");

        var result = await wire.Client.Ingestion.SendAsync("crm_raw", "events", [Json("""{"time":1,"n":1}"""), Json("""{"n":2}""")]);

        Assert.Equal("""{"events":[{"time":1,"n":1},{"n":2}]}""", wire.LastRequest.Body);
        var headers = wire.Server.LogEntries.Last().RequestMessage!.Headers!;
        Assert.Equal("application/vnd.treasuredata.v1+json", headers["Content-Type"].Single());
        Assert.Equal("application/vnd.treasuredata.v1+json", headers["Accept"].Single());
        Assert.Equal("TD1 " + TreasureDataWire.ApiKey, headers["Authorization"].Single());
        Assert.Equal((2, 1, false), (result.Receipts.Count, result.RefusedCount, result.IsComplete));
        Assert.Equal(("bad email", "7"), (result.Receipts[1].Error, result.Receipts[1].Uuid));
        Assert.DoesNotContain("email", result.Receipts[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_ManyRecords_AreCutIntoRequestsOf500()
    {
        await using var wire = Echo();

        var result = await wire.Client.Ingestion.SendAsync(
            "crm_raw",
            "events",
            [.. Enumerable.Range(0, 1_200).Select(i => Json($$"""{"n":{{i}}}"""))]
        );

        Assert.Equal(1_200, result.Receipts.Count);
        Assert.Equal([500, 500, 200], wire.Requests.Select(request => Count(request.Body!)));
    }

    [Fact]
    public async Task SendAsync_LargeRecords_AreCutBy5Megabytes()
    {
        await using var wire = Echo();
        var record = Json($$"""{"text":"{{new string('x', 900_000)}}"}""");

        await wire.Client.Ingestion.SendAsync("crm_raw", "events", [record, record, record, record, record, record]);

        Assert.Equal([5, 1], wire.Requests.Select(request => Count(request.Body!)));
    }

    [Fact]
    public async Task SendAsync_OneRequestOfSeveralFails_SaysHowFarItGot()
    {
        await using var wire = TreasureDataWire.Start();
        wire.Answers(
            "POST",
            "crm_raw/events",
            request => request.Body!.Contains("\"n\":500", StringComparison.Ordinal) ? """{"receipts":[]}""" : Receipts(Count(request.Body))
        );

        var e = await Assert.ThrowsAsync<TreasureDataIngestionException>(() =>
            wire.Client.Ingestion.SendAsync("crm_raw", "events", [.. Enumerable.Range(0, 501).Select(i => Json($$"""{"n":{{i}}}"""))])
        );

        Assert.Equal((500, 500), (e.Sent, e.Receipts.Count));
        Assert.True(e.MayHaveBeenProcessed);
        Assert.IsType<UnexpectedAnswerException>(e.InnerException);
    }

    [Theory]
    [InlineData("""{"receipts":[{"success":true}]}""")]
    [InlineData("{}")]
    public async Task SendAsync_OtherNumberOfReceipts_IsNotTakenForSuccess(string answer)
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "crm_raw/events", 200, answer);

        var e = await Assert.ThrowsAsync<UnexpectedAnswerException>(() =>
            wire.Client.Ingestion.SendAsync("crm_raw", "events", [Json("{}"), Json("{}")])
        );

        Assert.Contains("IngestionRecordsKey", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[1]""", "object")]
    [InlineData("""{"a":1""", "not JSON")]
    [InlineData("""{"a":true}""", "truth value")]
    [InlineData("""{"a":18446744073709551615}""", "64 bits")]
    [InlineData("""{"time":1700000000000}""", "Unix seconds")]
    [InlineData("""{"time":"2024-01-01"}""", "Unix seconds")]
    [InlineData("""{"FirstName":"x"}""", "first_name")]
    [InlineData("""{"uuid":"x"}""", "uuid")]
    public async Task SendAsync_RecordThatNoTableHolds_IsRefusedBeforeAnythingIsSent(string record, string message)
    {
        await using var wire = Echo();

        var e = await Assert.ThrowsAsync<ArgumentException>(() =>
            wire.Client.Ingestion.SendAsync("crm_raw", "events", [Json("{}"), Json(record)])
        );

        Assert.Contains("Record 1", e.Message, StringComparison.Ordinal);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Empty(wire.Requests);
    }

    [Fact]
    public async Task SendAsync_RecordAbove1Megabyte_IsRefused()
    {
        await using var wire = Echo();

        await Assert.ThrowsAsync<ArgumentException>(() =>
            wire.Client.Ingestion.SendAsync("crm_raw", "events", [Json($$"""{"a":"{{new string('x', 1_000_000)}}"}""")])
        );
    }

    [Fact]
    public async Task SendOneAsync_ARecord_IsABareObject()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "crm_raw/events", 200, "{}");

        await wire.Client.Ingestion.SendOneAsync("crm_raw", "events", Json("""{"n":1}"""));

        Assert.Equal("""{"n":1}""", wire.LastRequest.Body);
        Assert.Equal(
            "application/vnd.treasuredata.v1.single+json",
            wire.Server.LogEntries.Last().RequestMessage!.Headers!["Content-Type"].Single()
        );
    }

    private static TreasureDataWire Echo()
    {
        var wire = TreasureDataWire.Start();
        return wire.Answers("POST", "crm_raw/events", request => Receipts(Count(request.Body!)));
    }

    private static string Receipts(int count) =>
        $$"""{"receipts":[{{string.Join(',', Enumerable.Repeat("""{"success":true}""", count))}}]}""";

    private static int Count(string body) => JsonDocument.Parse(body).RootElement.GetProperty("events").GetArrayLength();

    private static ReadOnlyMemory<byte> Json(string json) => Encoding.UTF8.GetBytes(json);
}
