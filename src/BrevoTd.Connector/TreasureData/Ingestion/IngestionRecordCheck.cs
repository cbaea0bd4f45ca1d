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
        if (record.Length > TreasureDataIngestionClient.MaxRecordBytes)
        {
            throw Problem(index, $"has {record.Length} bytes, and one record may have {TreasureDataIngestionClient.MaxRecordBytes}");
        }

        try
        {
            CheckObject(record, index);
        }
        catch (JsonException)
        {
            throw Problem(index, "is not JSON in UTF-8");
        }
    }

    private static void CheckObject(ReadOnlySpan<byte> record, int index)
    {
        var reader = new Utf8JsonReader(record);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw Problem(index, "is not a JSON object");
        }

        var column = "";
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
            {
                column = reader.GetString()!;
                CheckName(column, index);
            }
            else if (reader.CurrentDepth == 1)
            {
                CheckValue(reader, column, index);
            }
        }
    }

    private static void CheckName(string column, int index)
    {
        if (column is "uuid" or "v")
        {
            throw Problem(index, $"has a column '{column}', which the service has for itself. Give it another name");
        }

        if (!TdColumnNames.IsPlain(column))
        {
            throw Problem(
                index,
                $"has a column '{column}', but SQL reaches names of a-z, 0-9 and _ only. Call it '{TdColumnNames.Adjust(column)}'"
            );
        }
    }

    private static void CheckValue(in Utf8JsonReader reader, string column, int index)
    {
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            throw Problem(index, $"has a truth value in '{column}'. Tables have no type for it: write 0 and 1, or \"true\" and \"false\"");
        }

        var isTime = column == Time;
        if (reader.TokenType == JsonTokenType.Number)
        {
            var isInteger = !reader.ValueSpan.ContainsAny((byte)'.', (byte)'e', (byte)'E');
            if (isInteger && !reader.TryGetInt64(out _))
            {
                throw Problem(index, $"has a number in '{column}' that 64 bits do not hold. Write it as text");
            }

            if (
                isTime && !(reader.TryGetInt64(out var seconds) && seconds is >= TdTimeText.MinUnixSeconds and <= TdTimeText.MaxUnixSeconds)
            )
            {
                throw Problem(index, "has a 'time' that is not in Unix seconds (milliseconds have to be divided by 1,000)");
            }
        }
        else if (isTime && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.Null))
        {
            throw Problem(index, "has a 'time' that is not a number. Write Unix seconds, or leave it out for the time of arrival");
        }
    }

    private static ArgumentException Problem(int index, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Record {index} {what}. Nothing was sent."), "records");
}
