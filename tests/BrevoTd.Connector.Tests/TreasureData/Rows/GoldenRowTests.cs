using System.Buffers;
using System.Globalization;
using System.Text.Json;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData.Rows;

/// <summary>Bytes written by the official clients' encoders, against the JSON that says what they hold.</summary>
public sealed class GoldenRowTests
{
    [Fact]
    public async Task JobResult_OfAnotherEncoder_IsReadAsTheJsonSays()
    {
        var json = GoldenFiles.Json("job-result.json");
        var schema = TdSchema.Parse(json.GetProperty("schema").GetRawText());
        foreach (var piece in new[] { 1, 4_096, 1_000_000 })
        {
            var gzip = new PiecesStream(GoldenFiles.Compressed("job-result.msgpack.gz"), piece);
            var number = 0;
            await using var reader = TdRowReader.OpenGzip(gzip, schema);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                var expected = json.GetProperty("rows")[number++];
                var row = reader.Current;
                Assert.Equal(expected.GetArrayLength(), row.Count);
                for (var i = 0; i < row.Count; i++)
                {
                    AssertSame(expected[i], row.Value(i));
                }
            }

            Assert.Equal(json.GetProperty("rows").GetArrayLength(), number);
        }
    }

    [Fact]
    public async Task JobResult_ByTypedReads_GivesValues()
    {
        var json = GoldenFiles.Json("job-result.json");
        var schema = TdSchema.Parse(json.GetProperty("schema").GetRawText());
        var rows = await RowBytes.ReadAllAsync(
            TdRowReader.OpenGzip(new MemoryStream(GoldenFiles.Compressed("job-result.msgpack.gz")), schema)
        );

        Assert.Equal("user1998@example.com", rows[1_998].Text("email"));
        Assert.Equal("gold", rows[1_998].TextOrNull("tier"));
        Assert.Null(rows[1_999].TextOrNull("tier"));
        Assert.True(rows[1_998].Boolean("flag"));
        Assert.Equal(1_700_119_880, rows[1_998].Int64("ts"));
        Assert.Equal(TdColumnProblem.Unreadable, Assert.Throws<TdColumnException>(() => rows[2_000].Text("email")).Problem);
        Assert.Equal("fffe4142", Convert.ToHexString(rows[2_000].Utf8("email")).ToLowerInvariant());
        Assert.Equal(1.5, rows[2_000].Double("score"));
        Assert.Equal(TdValueKind.Float32, rows[2_000].Kind("score"));
        Assert.Equal(2_001, rows[2_001].Int64("id"));
        Assert.Equal("hi", rows[2_001].Text("email"));
        Assert.Equal("abc", rows[2_001].Text("tier"));
        Assert.True(double.IsNaN(rows[2_001].Double("score")));
        Assert.Equal(int.MaxValue, rows[2_001].Int64("ts"));
    }

    [Theory]
    [InlineData("python-import-rows")]
    [InlineData("ruby-import-rows")]
    public void ImportRows_OfOfficialClients_AreReadAsTheJsonSays(string name)
    {
        var json = GoldenFiles.Json($"{name}.json");
        var data = GoldenFiles.Decompressed($"{name}.msgpack.gz").AsSpan();
        foreach (var expected in json.EnumerateArray())
        {
            var length = 0;
            Assert.Equal(TdScanStatus.Done, TdTokenScanner.Skip(data, ref length));
            AssertSame(expected, new TdValue(data[..length], "row", 0));
            data = data[length..];
        }

        Assert.True(data.IsEmpty);
    }

    [Fact]
    public void ImportRows_WrittenAgain_AreThePythonClientsBytes()
    {
        var json = GoldenFiles.Json("python-import-rows.json");
        var data = GoldenFiles.Decompressed("python-import-rows.msgpack.gz").AsSpan();
        var output = new ArrayBufferWriter<byte>();
        var writer = new TdRowWriter(output);
        var same = 0;
        foreach (var expected in json.EnumerateArray())
        {
            var length = 0;
            _ = TdTokenScanner.Skip(data, ref length);
            output.ResetWrittenCount();
            writer.BeginRow();
            if (expected.EnumerateObject().All(column => TryWrite(writer, column)))
            {
                writer.EndRow();
                Assert.Equal(data[..length].ToArray(), output.WrittenSpan.ToArray());
                same++;
            }
            else
            {
                writer.CancelRow();
            }

            data = data[length..];
        }

        // All but the two above int64, which become text here, the one with booleans, and the one with nested values of mixed types.
        Assert.Equal(json.GetArrayLength() - 4, same);

        static bool TryWrite(TdRowWriter writer, JsonProperty column)
        {
            writer.WriteName(column.Name);
            switch (column.Value.ValueKind)
            {
                case JsonValueKind.Number when column.Name == "f":
                    writer.WriteValue(column.Value.GetDouble());
                    return true;
                case JsonValueKind.Number when column.Value.TryGetInt64(out var integer):
                    writer.WriteValue(integer);
                    return true;
                case JsonValueKind.String:
                    writer.WriteValue(column.Value.GetString());
                    return true;
                case JsonValueKind.Array when column.Value.GetArrayLength() > 100:
                    writer.WriteList(column.Value.EnumerateArray().Select(item => item.GetInt64()).ToList());
                    return true;
                default:
                    return false;
            }
        }
    }

    private static void AssertSame(JsonElement expected, TdValue actual)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Null:
                Assert.True(actual.IsNull);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                Assert.Equal(TdValueKind.Boolean, actual.Kind);
                Assert.Equal(expected.GetBoolean(), actual.Boolean());
                break;
            case JsonValueKind.String when actual.Kind == TdValueKind.Float64:
                Assert.Equal(expected.GetString(), actual.Double().ToString(CultureInfo.InvariantCulture));
                break;
            case JsonValueKind.String:
                Assert.Equal(expected.GetString(), actual.Text());
                break;
            case JsonValueKind.Number when actual.Kind is TdValueKind.Float32 or TdValueKind.Float64:
                Assert.Equal(BitConverter.DoubleToInt64Bits(expected.GetDouble()), BitConverter.DoubleToInt64Bits(actual.Double()));
                break;
            case JsonValueKind.Number:
                Assert.True(actual.Kind is TdValueKind.Integer or TdValueKind.UnsignedInteger);
                Assert.Equal(expected.GetDecimal(), actual.Decimal());
                break;
            case JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), actual.Count);
                var index = 0;
                foreach (var item in actual.Items())
                {
                    AssertSame(expected[index++], item);
                }

                break;
            case JsonValueKind.Object when actual.Kind == TdValueKind.Text:
                Assert.Equal(expected.GetProperty("invalid_utf8_hex").GetString(), Convert.ToHexString(actual.Utf8()), ignoreCase: true);
                break;
            case JsonValueKind.Object when actual.Kind == TdValueKind.Binary:
                Assert.Equal(expected.GetProperty("bin").GetString(), actual.Text());
                break;
            default:
                Assert.Equal(expected.EnumerateObject().Count(), actual.Count);
                foreach (var pair in actual.Pairs())
                {
                    AssertSame(expected.GetProperty(pair.Key.Text()), pair.Value);
                }

                break;
        }
    }
}
