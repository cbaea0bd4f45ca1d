using System.Text.Json;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Sync;

/// <summary>Reads the lists that a record for a single request names.</summary>
internal static class RecordLists
{
    public static IReadOnlyList<long> Read(ReadOnlySpan<byte> record)
    {
        var reader = new Utf8JsonReader(record);
        while (reader.Read())
        {
            if (
                reader.TokenType == JsonTokenType.PropertyName
                && reader.CurrentDepth == 1
                && reader.ValueTextEquals(ContactFields.ListIds)
                && reader.Read()
            )
            {
                var lists = new List<long>();
                while (reader.Read() && reader.TokenType == JsonTokenType.Number)
                {
                    lists.Add(reader.GetInt64());
                }

                return lists;
            }
        }

        return [];
    }
}
