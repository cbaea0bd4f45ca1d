using System.Globalization;
using System.Text.Json;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Looks, before anything is sent, whether a table can hold a JSON record.</summary>
internal static class IngestionRecordCheck
{
    private const string Time = "time";

    /// <exception cref="ArgumentException">The record cannot be sent; the message names its position and the column, never a value.</exception>
    public static void Check(ReadOnlySpan<byte> record, int index)
    {
        if (Find(record) is { } problem)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Record {index} (counted from 0) {problem}. Nothing was sent.")
            );
        }
    }

    /// <summary>What is wrong with a record, as the rest of a sentence that begins with it; names the column, never a value.</summary>
    public static string? Find(ReadOnlySpan<byte> record)
    {
        if (record.Length > TreasureDataIngestionClient.MaxRecordBytes)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"has {record.Length} bytes, and one record may have {TreasureDataIngestionClient.MaxRecordBytes}"
            );
        }

        try
        {
            return FindInObject(record);
        }
        catch (JsonException)
        {
            return "is not JSON in UTF-8";
        }
    }

    private static string? FindInObject(ReadOnlySpan<byte> record)
    {
        var reader = new Utf8JsonReader(record);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return "is not a JSON object";
        }

        var column = "";
        string? problem = null;
        while (reader.Read())
        {
            if (problem is not null || reader.CurrentDepth != 1)
            {
                continue;
            }

            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                column = reader.GetString()!;
                problem = FindInName(column);
            }
            else
            {
                problem = FindInValue(reader, column);
            }
        }

        return problem;
    }

    private static string? FindInName(string column)
    {
        if (column is "uuid" or "v")
        {
            return $"has a column '{column}', which the service has for itself. Give it another name";
        }

        return TdColumnNames.IsPlain(column)
            ? null
            : $"has a column '{column}', but SQL reaches names of a-z, 0-9 and _ only. Call it '{TdColumnNames.Adjust(column)}'";
    }

    private static string? FindInValue(in Utf8JsonReader reader, string column)
    {
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            return $"has a truth value in '{column}'. Tables have no type for it: write 0 and 1, or \"true\" and \"false\"";
        }

        var isTime = column == Time;
        if (reader.TokenType == JsonTokenType.Number)
        {
            var isInteger = !reader.ValueSpan.ContainsAny((byte)'.', (byte)'e', (byte)'E');
            if (isInteger && !reader.TryGetInt64(out _))
            {
                return $"has a number in '{column}' that 64 bits do not hold. Write it as text";
            }

            return
                isTime && !(reader.TryGetInt64(out var seconds) && seconds is >= TdTimeText.MinUnixSeconds and <= TdTimeText.MaxUnixSeconds)
                ? "has a 'time' that is not in Unix seconds (milliseconds have to be divided by 1,000)"
                : null;
        }

        return isTime && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.Null)
            ? "has a 'time' that is not a number. Write Unix seconds, or leave it out for the time of arrival"
            : null;
    }
}
