using System.Text;
using BrevoTd.Connector.Sync;

namespace BrevoTd.Connector.Tests.Sync;

public sealed class RecordHashTests
{
    private static readonly RecordHash s_plain = new();

    [Theory]
    [InlineData("ada@example.com", " Ada@Example.COM ")]
    [InlineData("zoë@example.com", "ZOË@example.com")]
    public void Identifier_OfAnEmail_IgnoresCaseAndSpace(string one, string other) =>
        Assert.Equal(s_plain.Identifier(IdentifierKind.Email, one), s_plain.Identifier(IdentifierKind.Email, other));

    [Theory]
    [InlineData("33601020304", "+33 6 01-02 03.04")]
    [InlineData("33601020304", "0033601020304")]
    public void Identifier_OfAPhone_IsItsDigits(string one, string other) =>
        Assert.Equal(s_plain.Identifier(IdentifierKind.Phone, one), s_plain.Identifier(IdentifierKind.Phone, other));

    [Fact]
    public void Identifier_OfAnotherKindOrCase_IsAnother()
    {
        Assert.NotEqual(s_plain.Identifier(IdentifierKind.ExternalId, "42"), s_plain.Identifier(IdentifierKind.Phone, "42"));
        Assert.NotEqual(s_plain.Identifier(IdentifierKind.ExternalId, "a"), s_plain.Identifier(IdentifierKind.ExternalId, "A"));
        Assert.Null(s_plain.Identifier(IdentifierKind.Email, "  "));
        Assert.Null(s_plain.Identifier(IdentifierKind.Phone, "n/a"));
    }

    [Fact]
    public void Identifier_OfAnyLength_Counts()
    {
        var hashes = Enumerable.Range(1, 1200).Select(n => s_plain.Identifier(IdentifierKind.ExternalId, new string('x', n))).ToHashSet();

        Assert.Equal(1200, hashes.Count);
    }

    [Fact]
    public void Identifier_WithASecret_IsAnotherOfEach()
    {
        UInt128?[] hashes =
        [
            s_plain.Identifier(IdentifierKind.Email, "ada@example.com"),
            new RecordHash("pepper").Identifier(IdentifierKind.Email, "ada@example.com"),
            new RecordHash("salt").Identifier(IdentifierKind.Email, "ada@example.com"),
        ];

        Assert.Equal(3, hashes.Distinct().Count());
        Assert.Equal(hashes[1], new RecordHash("pepper").Identifier(IdentifierKind.Email, "ada@example.com"));
    }

    /// <summary>Stores of earlier versions hold these numbers.</summary>
    [Fact]
    public void Hashes_OfKnownTexts_AreWhatTheyWere()
    {
        // printf '\1ada@example.com' | sha256sum
        Assert.Equal("04e2c83d91acd4cd6d72d6e41ae4d8ad".Length, Hex(s_plain.Identifier(IdentifierKind.Email, "ada@example.com")!.Value).Length);
        Assert.Equal(
            Hex(s_plain.Identifier(IdentifierKind.Email, "ada@example.com")!.Value),
            Convert
                .ToHexString(System.Security.Cryptography.SHA256.HashData("\u0001ada@example.com"u8), 0, 16)
                .ToLowerInvariant()
        );
        Assert.Equal(GoldenContent, Hex(RecordHash.Content(new UInt128(1, 2), "{\"LTV\":12.5,\"NAME\":\"x\"}"u8)));
        Assert.Equal(GoldenEmpty, Hex(RecordHash.Content(default, default)));
    }

    [Fact]
    public void Content_WithOneBitChanged_ChangesAboutHalfOfTheBits()
    {
        var text = Encoding.UTF8.GetBytes("{\"email\":\"p1@example.com\",\"attributes\":{\"LTV\":10.5,\"CITY\":\"Lyon\"}}");
        var hash = RecordHash.Content(77, text);
        var changed = new List<int>();
        for (var bit = 0; bit < text.Length * 8; bit++)
        {
            var other = (byte[])text.Clone();
            other[bit / 8] ^= (byte)(1 << (bit % 8));
            changed.Add((int)UInt128.PopCount(hash ^ RecordHash.Content(77, other)));
        }

        Assert.InRange(changed.Average(), 60, 68);
        Assert.InRange(changed.Min(), 30, 128);
    }

    [Fact]
    public void Content_OfManySimilarRecords_NeverCollides()
    {
        var seen = new HashSet<UInt128>();
        var halves = (First: new HashSet<ulong>(), Second: new HashSet<ulong>());
        for (var i = 0; i < 200_000; i++)
        {
            var hash = RecordHash.Content(5, Encoding.UTF8.GetBytes($"{{\"id\":{i},\"v\":{i % 7}}}"));
            seen.Add(hash);
            halves.First.Add((ulong)hash);
            halves.Second.Add((ulong)(hash >> 64));
        }

        Assert.Equal((200_000, 200_000, 200_000), (seen.Count, halves.First.Count, halves.Second.Count));
    }

    [Fact]
    public void Content_OfZerosOfAnyLengthOrKey_IsAnotherEach()
    {
        var hashes = Enumerable
            .Range(0, 200)
            .SelectMany(n => new[] { RecordHash.Content(1, new byte[n]), RecordHash.Content(UInt128.One << 64, new byte[n]) })
            .ToHashSet();

        Assert.Equal(400, hashes.Count);
    }

    private const string GoldenContent = "TBD1";
    private const string GoldenEmpty = "TBD2";

    private static string Hex(UInt128 value) => value.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
