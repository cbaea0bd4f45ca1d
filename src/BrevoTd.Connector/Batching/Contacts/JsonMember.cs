using System.Text.Json;

namespace BrevoTd.Connector.Batching;

/// <summary>Takes a member out of a JSON object, and leaves every other byte as it is.</summary>
internal static class JsonMember
{
    /// <param name="json">One JSON object.</param>
    /// <param name="parent">Member of the object whose value, an object too, has the member; <see langword="null"/> for the object itself.</param>
    /// <param name="name">Name of the member.</param>
    /// <returns>The object without the member; <see langword="null"/> when it has none of that name.</returns>
    public static byte[]? Remove(ReadOnlySpan<byte> json, string? parent, string name)
    {
        var reader = new Utf8JsonReader(json);
        var depth = parent is null ? 1 : 2;
        var isInside = parent is null;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject && reader.CurrentDepth == 1)
            {
                isInside = parent is null;
            }

            if (reader.TokenType is not JsonTokenType.PropertyName)
            {
                continue;
            }

            if (isInside && reader.CurrentDepth == depth && reader.ValueTextEquals(name))
            {
                var start = (int)reader.TokenStartIndex;
                reader.Read();
                reader.Skip();
                return Cut(json, start, (int)reader.BytesConsumed);
            }

            if (parent is not null && reader.CurrentDepth == 1 && reader.ValueTextEquals(parent))
            {
                isInside = true;
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return null;
    }

    /// <summary>A comma goes with the member: the one behind it, or else the one in front.</summary>
    private static byte[] Cut(ReadOnlySpan<byte> json, int start, int end)
    {
        var after = end;
        while (IsBlank(json[after]))
        {
            after++;
        }

        if (json[after] == ',')
        {
            end = after + 1;
        }
        else
        {
            var before = start - 1;
            while (IsBlank(json[before]))
            {
                before--;
            }

            start = json[before] == ',' ? before : start;
        }

        var rest = new byte[json.Length - (end - start)];
        json[..start].CopyTo(rest);
        json[end..].CopyTo(rest.AsSpan(start));
        return rest;
    }

    private static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
