using System.Text.Json;
using BrevoTd.Connector.Emulator.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

/// <summary>Bytes that other languages' encoders have written, where they are at hand.</summary>
public class GoldenTests
{
    [Fact]
    public async Task Import_PythonsRows_AreQueriedBack()
    {
        var folder = FindOrSkip();
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("golden", "python");
        var body = await File.ReadAllBytesAsync(Path.Combine(folder, "python-import-rows.msgpack.gz"));
        (await server.PutAsync("/v3/table/import/golden/python/msgpack.gz", body)).EnsureSuccessStatusCode();
        using var expected = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "python-import-rows.json")));
        var rows = (await server.QueryAsync("golden", "SELECT time, kind, i, s, c00000, c00299 FROM python ORDER BY time"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToArray();

        Assert.Equal(expected.RootElement.GetArrayLength(), rows.Length);
        foreach (var (row, original) in rows.Zip(expected.RootElement.EnumerateArray()))
        {
            Assert.Equal(original.GetProperty("time").GetInt64(), row[0].GetInt64());
            Assert.Equal(original.Text("kind"), row[1].GetString());
            // The column holds a number beyond int64, and therefore all of them as text.
            Assert.Equal(original.TryGetProperty("i", out var i) ? i.GetRawText() : null, row[2].GetString());
            Assert.Equal(original.TryGetProperty("s", out var s) ? s.GetString() : null, row[3].GetString());
            Assert.Equal(original.TryGetProperty("c00299", out var c), row[5].ValueKind == JsonValueKind.Number);
        }
    }

    [Fact]
    public async Task Import_RubysRows_AreQueriedBack()
    {
        var folder = FindOrSkip();
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("golden", "ruby");
        var body = await File.ReadAllBytesAsync(Path.Combine(folder, "ruby-import-rows.msgpack.gz"));
        (await server.PutAsync("/v3/table/import/golden/ruby/msgpack.gz", body)).EnsureSuccessStatusCode();
        using var expected = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "ruby-import-rows.json")));
        var rows = (await server.QueryAsync("golden", "SELECT v, s, sym FROM ruby ORDER BY time"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToArray();
        Assert.Equal(expected.RootElement.GetArrayLength(), rows.Length);
        foreach (var (row, original) in rows.Zip(expected.RootElement.EnumerateArray()))
        {
            Assert.Equal(original.TryGetProperty("v", out var v) ? v.GetRawText() : null, row[0].GetString());
            Assert.Equal(original.TryGetProperty("s", out var s) ? s.GetString() : null, row[1].GetString());
            Assert.Equal(original.TryGetProperty("sym", out var sym) ? sym.GetString() : null, row[2].GetString());
        }
    }

    [Fact]
    public void Render_UnusualButLegalEncodings_GivesEveryRow()
    {
        var folder = FindOrSkip();
        using var stored = File.OpenRead(Path.Combine(folder, "job-result.msgpack.gz"));
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        using var text = new ResultText(new ResultFormat("json", false, false, null), output);
        ResultRows.Read(stored, (ref MessagePackReader reader) => text.WriteRow(ref reader), TestContext.Current.CancellationToken);
        var lines = System.Text.Encoding.UTF8.GetString(output.WrittenSpan).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2002, lines.Length);
        Assert.Equal("[0,\"user0@example.com\",\"gold\",0.0,true,1700000000]", lines[0]);
        Assert.Equal("[2001,\"hi\",\"abc\",NaN,false,2147483647]", lines[^1]);
    }

    private static string FindOrSkip()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var golden = Path.Combine(folder.FullName, "shared", "reference", "treasure-data", "golden");
            if (Directory.Exists(golden))
                return golden;
        }

        Assert.Skip("The reference's golden files are not beside this repository.");
        return "";
    }
}
