using System.Net;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoFilesClientTests
{
    private const string File = """{"id":"f1","authorId":"u1","contactId":7,"createdAt":"2017-05-01T17:05:03Z","name":"a.txt","size":3}""";

    public static TheoryData<string> Contents => ["memory", "seekable", "forward"];

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task UploadAsync_OfAnyContent_SendsTheSameFormAtEachAttempt(string content)
    {
        var bytes = Bytes(200_000);
        var handler = new FormHandler((HttpStatusCode)425, (HttpStatusCode)425) { Answer = File };
        await using var pipeline = handler.Start();

        var file = await Files(pipeline)
            .UploadAsync(
                new UploadCrmFileRequest
                {
                    File = Upload(content, "Gr\u00fc\u00dfe \"1\".txt", bytes),
                    ContactId = 7,
                    DealId = "d1",
                }
            );

        Assert.Equal(new CrmFileId("f1"), file.Id);
        Assert.Equal(3, handler.Seen.Count);
        foreach (var (path, parts) in handler.Seen)
        {
            Assert.Equal("/v3/crm/files", path);
            Assert.Equal(
                [
                    "form-data; name=\"contactId\"",
                    "form-data; name=\"dealId\"",
                    "form-data; name=\"file\"; filename=\"Gr\u00fc\u00dfe %221%22.txt\"",
                ],
                parts.Select(part => part.Disposition)
            );
            Assert.Equal(["7", "d1"], parts.Take(2).Select(part => part.Text));
            Assert.Equal([null, null, "text/plain"], parts.Select(part => part.MediaType));
            Assert.Equal(bytes, parts[2].Content);
        }
    }

    [Fact]
    public async Task UploadAsync_OfAStreamThatHasBeenReadFrom_BeginsWhereItStands()
    {
        var handler = new FormHandler((HttpStatusCode)425) { Answer = File };
        await using var pipeline = handler.Start();
        var stream = new MemoryStream([1, 2, 3, 4, 5]) { Position = 2 };

        await Files(pipeline).UploadAsync(new UploadCrmFileRequest { File = new FileUpload("a.bin", stream) });

        Assert.Equal([3, 4, 5], handler.Seen[1].Parts[0].Content);
        Assert.True(stream.CanRead);
    }

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task UploadAsync_AboveTenMegabytes_IsRefusedBeforeSending(string content)
    {
        await using var pipeline = CrmWire.Start();
        var file = Upload(content, "big.bin", new byte[BrevoFilesClient.MaxFileBytes + 1]);

        var e = await Assert.ThrowsAsync<ArgumentException>(() => Files(pipeline).UploadAsync(new UploadCrmFileRequest { File = file }));

        Assert.Contains("10 MB", e.Message, StringComparison.Ordinal);
        Assert.Empty(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task UploadAsync_OfAStreamThatShrinks_FailsInsteadOfSendingLess()
    {
        var handler = new FormHandler { Answer = File };
        await using var pipeline = handler.Start();
        var stream = new ShrinkingStream();

        await Assert.ThrowsAsync<ServiceUnreachableException>(() =>
            Files(pipeline).UploadAsync(new UploadCrmFileRequest { File = new FileUpload("a.bin", stream) })
        );

        Assert.Empty(handler.Seen);
    }

    [Theory]
    [InlineData(CrmWire.Now, 3, true)]
    [InlineData(CrmWire.Now, 4, false)]
    [InlineData(CrmWire.Earlier, 3, false)]
    public async Task UploadAsync_AnswerLost_IsFoundByNameSizeAndTime(string created, int size, bool own)
    {
        await using var pipeline = CrmWire.Start();
        pipeline.Lose();
        pipeline.Answers($$"""[{"id":"f2","name":"a.txt","size":{{size}},"companyId":"c1","createdAt":"{{created}}"}]""");

        var call = Files(pipeline)
            .UploadAsync(new UploadCrmFileRequest { File = new FileUpload("a.txt", new byte[] { 1, 2, 3 }), CompanyId = "c1" });

        if (own)
        {
            var file = await call;
            Assert.Equal(new CrmFileId("f2"), file.Id);
            Assert.Equal(new CompanyId("c1"), file.CompanyId);
        }
        else
        {
            Assert.True((await Assert.ThrowsAsync<ServiceUnreachableException>(() => call)).MayHaveBeenProcessed);
        }

        Assert.Equal(["POST", "GET"], pipeline.Handler.Seen.Select(seen => seen.Method));
    }

    [Fact]
    public async Task DownloadAsync_OfAFile_FetchesTheAddressWithoutTheKey()
    {
        await using var pipeline = CrmWire.Start().Answers("""{"fileUrl":"https://files.example.com/a.txt?sig=1"}""").Answers("content");
        using var destination = new MemoryStream();

        await Files(pipeline).DownloadAsync("f1", destination);

        Assert.Equal("content"u8.ToArray(), destination.ToArray());
        Assert.True(pipeline.Handler.Seen[0].Headers.ContainsKey("api-key"));
        Assert.Equal("https://files.example.com/a.txt?sig=1", pipeline.Handler.Seen[1].Uri);
        Assert.False(pipeline.Handler.Seen[1].Headers.ContainsKey("api-key"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"fileUrl":""}""")]
    [InlineData("""{"fileUrl":"a/b"}""")]
    public async Task DownloadAsync_WithoutAnAddress_SaysSo(string answer)
    {
        await using var pipeline = CrmWire.Start().Answers(answer);

        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => Files(pipeline).DownloadAsync("f1", Stream.Null));
    }

    [Fact]
    public async Task GetDownloadAddressAsync_OfAFile_ReturnsItAsItIs()
    {
        await using var pipeline = CrmWire.Start().Answers("""{"fileUrl":"https://files.example.com/a%20b"}""").Answers("{}");

        Assert.Equal("https://files.example.com/a%20b", await Files(pipeline).GetDownloadAddressAsync("f1"));
        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => Files(pipeline).GetDownloadAddressAsync("f1"));
    }

    [Fact]
    public async Task GetAndListAsync_OfFiles_ReadTheirMembers()
    {
        await using var pipeline = CrmWire.Start().Answers(File).Answers($"[{File}]");

        Assert.Equal(3, (await Files(pipeline).GetAsync("f1")).Size);
        var listed = Assert.Single(await Files(pipeline).ListAsync(new CrmEntityQuery { CompanyId = "c1" }).ReadAllAsync());

        Assert.Equal(new CrmUserId("u1"), listed.AuthorId);
        Assert.Equal("crm/files/f1/data", pipeline.Request(0).Path);
        Assert.Equal("crm/files?entity=companies&entityIds=c1&offset=0&limit=50&sort=asc", pipeline.Request(1).Path);
    }

    [Fact]
    public async Task ImportAsync_OfCompaniesAndDeals_SendsOnlyTheSwitchesThatAreSet()
    {
        var handler = new FormHandler { Answer = """{"processId":50}""" };
        await using var pipeline = handler.Start();
        var csv = new FileUpload("companies.csv", "name\nShop\n"u8.ToArray()) { MediaType = "text/csv" };

        var process = await new BrevoCompaniesClient(pipeline.Transport).ImportAsync(
            new ImportCrmRecordsRequest
            {
                File = csv,
                UpdateExistingRecords = true,
                UnlinkEntities = false,
            }
        );
        await new BrevoDealsClient(pipeline.Transport).ImportAsync(new ImportCrmRecordsRequest { File = csv });

        Assert.Equal(new ProcessId(50), process);
        Assert.Equal("/v3/companies/import", handler.Seen[0].Path);
        Assert.Equal("form-data; name=\"file\"; filename=\"companies.csv\"", handler.Seen[0].Parts[0].Disposition);
        Assert.Equal("name\nShop\n", handler.Seen[0].Parts[0].Text);
        Assert.Equal("form-data; name=\"mapping\"", handler.Seen[0].Parts[1].Disposition);
        Assert.Equal("""{"unlink_entities":false,"update_existing_records":true}""", handler.Seen[0].Parts[1].Text);
        Assert.Equal("/v3/crm/deals/import", handler.Seen[1].Path);
        Assert.Single(handler.Seen[1].Parts);
    }

    [Fact]
    public async Task FileUpload_WithoutANameOrAMediaType_SaysWhatToDo()
    {
        await using var pipeline = CrmWire.Start();
        Assert.Throws<ArgumentException>(() => new FileUpload(" ", Array.Empty<byte>()));
        var file = new FileUpload("a", Array.Empty<byte>()) { MediaType = "no type" };
        await Assert.ThrowsAsync<ArgumentException>(() => Files(pipeline).UploadAsync(new UploadCrmFileRequest { File = file }));
        var closed = new MemoryStream();
        closed.Dispose();
        Assert.Throws<ArgumentException>(() => new FileUpload("a", closed));
    }

    private static BrevoFilesClient Files(Pipeline pipeline) => new(pipeline.Transport);

    private static FileUpload Upload(string content, string name, byte[] bytes) =>
        content switch
        {
            "memory" => new FileUpload(name, bytes) { MediaType = "text/plain" },
            "seekable" => new FileUpload(name, new MemoryStream(bytes)) { MediaType = "text/plain" },
            _ => new FileUpload(name, new ForwardStream(bytes)) { MediaType = "text/plain" },
        };

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(n => (byte)(n * 31))];

    private sealed class ShrinkingStream : MemoryStream
    {
        public override long Length => base.Length + 10;
    }
}
