using System.Buffers;
using System.Text;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Mapping;

/// <summary>A record after its map: the outcome and the bytes that would be sent.</summary>
internal sealed record Encoded(EncodedRecord Record, byte[] Bytes)
{
    public string Json => Encoding.UTF8.GetString(Bytes);

    public string At(FieldRange range) => Encoding.UTF8.GetString(Bytes, range.Start, range.Length);

    public MappingFailure Failure => Assert.Single(Record.Failures);
}

internal static class Encode
{
    public static Encoded With<T>(RecordEncoder<T> encoder, T record, long number = 1)
    {
        var output = new ArrayBufferWriter<byte>();
        var result = encoder.Encode(record, number, output);
        return new Encoded(result, output.WrittenSpan.ToArray());
    }

    public static Encoded Contact<T>(T record, Action<ContactMapBuilder<T>> configure) =>
        With(ContactMap.From(configure).CreateEncoder(), record);

    /// <summary>One row of one text column <c>v</c> into the attribute <c>V</c>, beside a fixed e-mail.</summary>
    public static Encoded Text(object? value, Action<TextRule<TdRow>> steps) =>
        Contact(
            TestRows.Of(TestRows.Schema("v"), value),
            map =>
            {
                map.Email(_ => "a@b.de");
                steps(map.Attribute("V", Column.Text("v")));
            }
        );

    /// <summary>The JSON of a contact with that one attribute.</summary>
    public static string WithAttribute(string json) => $$$"""{"email":"a@b.de","attributes":{"V":{{{json}}}}}""";

    public const string WithoutAttribute = """{"email":"a@b.de"}""";
}
