using System.Text.Json;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Sync;

/// <summary>Finds in a record what would take its contact off a blocklist.</summary>
internal static class BlocklistFlags
{
    /// <summary>Overwrites members <c>emailBlacklisted</c> and <c>smsBlacklisted</c> that are false by white space, with the comma that belongs to them.</summary>
    public static void BlankReleases(Span<byte> record)
    {
        // Few records have such a member at all.
        while (record.IndexOf("Blacklisted\""u8) >= 0 && FindRelease(record) is { } release)
        {
            record[release].Fill((byte)' ');
        }
    }

    private static Range? FindRelease(ReadOnlySpan<byte> record)
    {
        var reader = new Utf8JsonReader(record);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
            {
                continue;
            }

            if (!reader.ValueTextEquals(ContactFields.EmailFlag) && !reader.ValueTextEquals(ContactFields.SmsFlag))
            {
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            reader.Read();
            if (reader.TokenType == JsonTokenType.False)
            {
                return WithComma(record, start, (int)reader.BytesConsumed);
            }
        }

        return null;
    }

    private static Range WithComma(ReadOnlySpan<byte> record, int start, int end)
    {
        var before = start - 1;
        while (record[before] == ' ')
        {
            before--;
        }

        if (record[before] == ',')
        {
            return before..end;
        }

        while (record[end] == ' ')
        {
            end++;
        }

        return start..(record[end] == ',' ? end + 1 : end);
    }
}
