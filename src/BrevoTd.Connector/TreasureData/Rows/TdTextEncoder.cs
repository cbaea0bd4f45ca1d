using System.Text;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Writes text as MessagePack; text that UTF-8 cannot hold is refused instead of changed.</summary>
internal static class TdTextEncoder
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes text.</summary>
    /// <exception cref="ArgumentException">The text holds half of a surrogate pair.</exception>
    public static void Write(ref MessagePackWriter writer, ReadOnlySpan<char> text, string column)
    {
        int length;
        try
        {
            length = s_strict.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException(
                $"The text for column '{column}' holds half of a surrogate pair, which UTF-8 cannot express. Repair it first, or leave it out.",
                nameof(text)
            );
        }

        writer.WriteStringHeader(length);
        if (length > 0)
        {
            writer.Advance(s_strict.GetBytes(text, writer.GetSpan(length)));
        }
    }
}
