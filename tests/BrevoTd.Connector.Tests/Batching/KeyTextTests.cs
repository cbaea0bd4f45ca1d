using System.Text;
using BrevoTd.Connector.Batching;

namespace BrevoTd.Connector.Tests.Batching;

public sealed class KeyTextTests
{
    [Theory]
    [InlineData("a@b.c", "A@B.C", true)]
    [InlineData("o\\u0027brien\\u002Bx@b.c", "O'Brien+X@b.c", true)]
    [InlineData("\\u00E9@b.c", "É@B.C", true)]
    [InlineData("a@b.c", "a@b.d", false)]
    public void Hash_SpellingsOfOneAddress_AreEqual(string left, string right, bool equal)
    {
        var (a, b) = (Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

        Assert.Equal(equal, KeyText.AreEqual(a, true, b, true, WireFormat.JsonArray));
        Assert.Equal(equal, KeyText.Hash(a, true, WireFormat.JsonArray) == KeyText.Hash(b, true, WireFormat.JsonArray));
    }

    [Fact]
    public void AreEqual_ExternalIds_DifferByCase() => Assert.False(KeyText.AreEqual("a1"u8, false, "A1"u8, false, WireFormat.JsonArray));

    [Theory]
    [InlineData("+33 6 12-34.56(78)9", "336123456789")]
    [InlineData("0033612345678", "33612345678")]
    [InlineData("33612345678", "33612345678")]
    [InlineData("+33612345678", "33612345678")]
    [InlineData("1234", "")]
    [InlineData("X12345678", "")]
    [InlineData("anna@example.com", "")]
    [InlineData("1234567890123456789012345", "")]
    public void NormalizePhone_AnyWriting_GivesTheDigits(string text, string digits) => Assert.Equal(digits, KeyText.NormalizePhone(text));

    [Fact]
    public void Decode_MessagePack_LeavesBackslashesAlone()
    {
        Assert.Equal("a\\u0041", KeyText.Decode("a\\u0041"u8, WireFormat.MessagePack));
        Assert.Equal("aA", KeyText.Decode("a\\u0041"u8, WireFormat.JsonArray));
        Assert.Equal("a\\x", KeyText.Decode("a\\x"u8, WireFormat.JsonArray));
        Assert.Null(KeyText.Decode(default, WireFormat.JsonArray));
    }
}
