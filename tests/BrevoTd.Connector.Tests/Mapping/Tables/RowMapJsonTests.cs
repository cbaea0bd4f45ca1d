using System.Buffers;
using System.Text.Json;
using BrevoTd.Connector.Mapping;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Tests.Mapping;

public class RowMapJsonTests
{
    private sealed record Event(string Name, string? Email, int[] Lists)
    {
        public JsonElement? Raw { get; init; }
    }

    private static Dictionary<string, string> Row<T>(T record, Action<RowMapBuilder<T>> configure, Action<EncodedRecord>? look = null)
    {
        var output = new ArrayBufferWriter<byte>();
        var encoded = RowMap
            .From<T>(map =>
            {
                map.Time(_ => 1L);
                configure(map);
            })
            .CreateEncoder()
            .Encode(record, 1, output);
        look?.Invoke(encoded);
        var row = new Dictionary<string, string>();
        if (encoded.Outcome == EncodeOutcome.Encoded)
        {
            var reader = new MessagePackReader(output.WrittenMemory);
            for (var left = reader.ReadMapHeader(); left > 0; left--)
            {
                var name = reader.ReadString()!;
                row[name] = reader.NextMessagePackType == MessagePackType.String ? reader.ReadString()! : $"{reader.ReadInt64()}";
            }

            Assert.True(reader.End);
        }

        return row;
    }

    [Fact]
    public void Encode_NestedParts_BecomeTextColumnsOfJson()
    {
        using var document = JsonDocument.Parse("""{"a": [1, "é"]}""");
        var row = Row(
            new Event("opened", null, [1, 2]) { Raw = document.RootElement },
            map =>
            {
                map.Column("name", x => x.Name);
                map.Json(
                    "contact",
                    contact =>
                    {
                        contact.Field("email", x => x.Email);
                        contact.Object("more", more => more.Field("lists", x => x.Lists.Length));
                    }
                );
                map.Json("nothing", nothing => nothing.Field("email", x => x.Email));
                map.Json("lists", x => x.Lists, list => list.Field("id", id => id));
                map.Json("ids", x => x.Lists.Select(id => (long)id));
                map.Json("names", x => new[] { x.Name, null });
                map.Json("none", _ => new string[0]);
                map.Json("raw", x => x.Raw);
                map.Json("no_raw", _ => null as JsonElement?);
                map.Column("last", _ => 7);
            }
        );

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["time"] = "1",
                ["name"] = "opened",
                ["contact"] = """{"more":{"lists":2}}""",
                ["lists"] = """[{"id":1},{"id":2}]""",
                ["ids"] = "[1,2]",
                ["names"] = """["opened"]""",
                ["raw"] = """{"a": [1, "é"]}""",
                ["last"] = "7",
            },
            row
        );
    }

    [Fact]
    public void Encode_ItemFails_TargetNamesIt()
    {
        _ = Row(
            new Event("opened", null, [1, -2]),
            map => map.Json("lists", x => x.Lists, list => list.Field("id", id => id).Must(id => id > 0, "positive")),
            encoded => Assert.Equal("lists[1].id", Assert.Single(encoded.Failures).Target)
        );
    }

    [Fact]
    public void Columns_JsonColumns_AreStrings()
    {
        var map = RowMap.From<Event>(map =>
        {
            map.Time(_ => 1L);
            map.Json("contact", contact => contact.Field("email", x => x.Email));
            map.Json("lists", x => x.Lists, list => list.Field("id", id => id));
        });

        Assert.Equal("contact string, lists string", map.Columns.ToString());
    }

    [Fact]
    public void Check_JsonColumnTwice_IsAProblem()
    {
        var check = RowMap
            .From<Event>(map =>
            {
                map.Time(_ => 1L);
                map.Json("a", contact => contact.Field("email", x => x.Email));
                map.Column("a", x => x.Email);
            })
            .Check();

        Assert.Equal(MappingProblemCode.DuplicateTarget, Assert.Single(check.Problems).Code);
    }
}
