using System.Text.Json;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>A value at the end of a path: MessagePack or JSON.</summary>
internal readonly ref struct PathLeaf(ReadOnlySpan<byte> bytes, bool isJson)
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public bool IsJson { get; } = isJson;

    public TdValueKind Kind => IsJson ? JsonScalar.Kind(Bytes) : TdToken.Kind(Bytes);
}

/// <summary>Follows paths into nested values. A text on the way is read as JSON, because tables keep nested values so.</summary>
internal static class PathWalker
{
    /// <returns><see cref="TdColumnProblem.None"/> if there is a leaf, which may be null; absent, null on the way, or no map or list on the way; unreadable for text that is no JSON.</returns>
    public static TdColumnProblem WalkToken(ReadOnlySpan<byte> token, ReadOnlySpan<PathPart> path, out PathLeaf leaf)
    {
        leaf = default;
        while (!path.IsEmpty)
        {
            var kind = TdToken.Kind(token);
            if (kind == TdValueKind.Text)
            {
                _ = TdToken.Utf8(token, out var json);
                return WalkJson(json, path, out leaf);
            }

            if (kind == TdValueKind.Null)
            {
                return TdColumnProblem.Null;
            }

            var part = path[0];
            if (TdToken.Children(token, map: part.Key is not null, out var count, out var content) != TdColumnProblem.None)
            {
                return TdColumnProblem.WrongKind;
            }

            if (!(part.Key is null ? TryItem(content, count, part.Index, out token) : TryKey(content, count, part.Utf8, out token)))
            {
                return TdColumnProblem.Absent;
            }

            path = path[1..];
        }

        leaf = new PathLeaf(token, isJson: false);
        return TdColumnProblem.None;
    }

    /// <inheritdoc cref="WalkToken"/>
    public static TdColumnProblem WalkJson(ReadOnlySpan<byte> json, ReadOnlySpan<PathPart> path, out PathLeaf leaf)
    {
        leaf = default;
        if (json.IsEmpty)
        {
            return TdColumnProblem.Absent;
        }

        var reader = new Utf8JsonReader(json);
        try
        {
            if (!reader.Read())
            {
                return TdColumnProblem.Unreadable;
            }

            foreach (var part in path)
            {
                if (reader.TokenType == JsonTokenType.Null)
                {
                    return TdColumnProblem.Null;
                }

                if (reader.TokenType != (part.Key is null ? JsonTokenType.StartArray : JsonTokenType.StartObject))
                {
                    return TdColumnProblem.WrongKind;
                }

                if (!(part.Key is null ? MoveToItem(ref reader, part.Index) : MoveToKey(ref reader, part.Utf8)))
                {
                    return TdColumnProblem.Absent;
                }
            }

            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            leaf = new PathLeaf(json[start..(int)reader.BytesConsumed], isJson: true);
            return TdColumnProblem.None;
        }
        catch (JsonException)
        {
            return TdColumnProblem.Unreadable;
        }
    }

    private static bool TryItem(ReadOnlySpan<byte> content, int count, int index, out ReadOnlySpan<byte> item)
    {
        item = default;
        if (index >= count)
        {
            return false;
        }

        for (var i = 0; i < index; i++)
        {
            content = content[Length(content)..];
        }

        item = content[..Length(content)];
        return true;
    }

    private static bool TryKey(ReadOnlySpan<byte> content, int count, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        for (var i = 0; i < count; i++)
        {
            var length = Length(content);
            var isIt = TdToken.Utf8(content[..length], out var name) == TdColumnProblem.None && name.SequenceEqual(key);
            content = content[length..];
            length = Length(content);
            if (isIt)
            {
                value = content[..length];
                return true;
            }

            content = content[length..];
        }

        value = default;
        return false;
    }

    private static int Length(ReadOnlySpan<byte> tokens)
    {
        var position = 0;
        _ = TdTokenScanner.Skip(tokens, ref position);
        return position;
    }

    private static bool MoveToKey(ref Utf8JsonReader reader, ReadOnlySpan<byte> key)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(key);
            _ = reader.Read();
            if (isIt)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static bool MoveToItem(ref Utf8JsonReader reader, int index)
    {
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i == index)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
