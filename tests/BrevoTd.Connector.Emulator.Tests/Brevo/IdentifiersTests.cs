using BrevoTd.Connector.Emulator.Brevo;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class IdentifiersTests
{
    [Theory]
    [InlineData("a@example.com", "a@example.com")]
    [InlineData(" Élodie.O'Neil+x@Exämple.co.uk ", "élodie.o'neil+x@exämple.co.uk")]
    [InlineData("33058407248@mailin-sms.com", "33058407248@mailin-sms.com")]
    public void TryEmail_Address_InSmallLetters(string text, string expected)
    {
        Assert.True(Identifiers.TryEmail(text, out var email));
        Assert.Equal(expected, email);
    }

    // reference §6: 91xxxxxxxxxx, +91xxxxxxxxxx, 0091xxxxxxxxxx
    [Theory]
    [InlineData("919876543210", 919876543210)]
    [InlineData("+919876543210", 919876543210)]
    [InlineData("00919876543210", 919876543210)]
    [InlineData(" 3087433387669 ", 3087433387669)]
    public void TryPhone_WithCountryCode_Digits(string text, long expected)
    {
        Assert.True(Identifiers.TryPhone(text, out var phone));
        Assert.Equal(expected, phone);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0612345678")]
    [InlineData("+33 6 12 34 56 78")]
    [InlineData("12345")]
    [InlineData("1234567890123456")]
    [InlineData("++33612345678")]
    public void TryPhone_AnythingElse_False(string? text) => Assert.False(Identifiers.TryPhone(text, out _));
}
