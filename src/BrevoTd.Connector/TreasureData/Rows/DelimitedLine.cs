namespace BrevoTd.Connector.TreasureData;

/// <summary>Takes one line of csv or tsv apart.</summary>
internal sealed class DelimitedLine(bool tabs)
{
    public const int OpenQuote = 1;
    public const int BehindQuote = 2;

    private const byte Quote = (byte)'"';
    private const byte LineEnd = (byte)'\n';

    private readonly byte _delimiter = tabs ? (byte)'\t' : (byte)',';

    /// <summary>Fields of the line that was read last.</summary>
    public List<Field> Fields { get; } = [];

    /// <summary>Reads a line.</summary>
    /// <returns>Bytes that it takes with its end; 0 if it goes on behind the data; below 0 the negative problem.</returns>
    public int Read(ReadOnlySpan<byte> data, bool isFinal)
    {
        Fields.Clear();
        var at = 0;
        while (true)
        {
            var quoted = !tabs && at < data.Length && data[at] == Quote;
            int end;
            if (quoted)
            {
                end = ReadQuoted(data, ++at, out var isEscaped);
                if (end < 0 || (end + 1 == data.Length && !isFinal))
                {
                    return end < 0 && isFinal ? -OpenQuote : 0;
                }

                Fields.Add(new Field(at, end - at, IsQuoted: true, isEscaped));
                end++;
            }
            else
            {
                var length = data[at..].IndexOfAny(_delimiter, LineEnd);
                if (length < 0 && !isFinal)
                {
                    return 0;
                }

                end = length < 0 ? data.Length : at + length;
                var isLast = end == data.Length || data[end] == LineEnd;
                var trimmed = isLast && end > at && data[end - 1] == (byte)'\r' ? end - 1 : end;
                Fields.Add(new Field(at, trimmed - at, IsQuoted: false, IsEscaped: false));
            }

            if (quoted && end < data.Length && data[end] == (byte)'\r')
            {
                end++;
                if (end == data.Length && !isFinal)
                {
                    return 0;
                }
            }

            if (end == data.Length)
            {
                return end;
            }

            if (data[end] == LineEnd)
            {
                return end + 1;
            }

            if (data[end] != _delimiter)
            {
                return -BehindQuote;
            }

            at = end + 1;
            if (at == data.Length && !isFinal)
            {
                return 0;
            }
        }
    }

    /// <summary>The text of a field in which quotes stand doubled.</summary>
    public static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> data, Field field, ref byte[] scratch)
    {
        if (scratch.Length < field.Length)
        {
            scratch = new byte[Math.Max(256, field.Length)];
        }

        var rest = data.Slice(field.Start, field.Length);
        var written = 0;
        while (!rest.IsEmpty)
        {
            var quote = rest.IndexOf(Quote);
            var length = quote < 0 ? rest.Length : quote + 1;
            rest[..length].CopyTo(scratch.AsSpan(written));
            written += length;
            rest = rest[(quote < 0 ? length : length + 1)..];
        }

        return scratch.AsSpan(0, written);
    }

    /// <returns>Where the closing quote stands; −1 if it is not there.</returns>
    private static int ReadQuoted(ReadOnlySpan<byte> data, int at, out bool isEscaped)
    {
        isEscaped = false;
        while (true)
        {
            var length = data[at..].IndexOf(Quote);
            if (length < 0)
            {
                return -1;
            }

            at += length;
            if (at + 1 >= data.Length || data[at + 1] != Quote)
            {
                return at;
            }

            isEscaped = true;
            at += 2;
        }
    }

    internal readonly record struct Field(int Start, int Length, bool IsQuoted, bool IsEscaped);
}
