using System.Globalization;
using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.TreasureData;

/// <summary>What a file tells of its columns.</summary>
internal static class ResultFileColumns
{
    private const string Text = "varchar";

    /// <summary>The columns of a file without names, as Trino calls columns without a name.</summary>
    public static TdSchema Numbered(int count) => new(Enumerable.Range(0, count).Select(static i => new TdColumn(NumberedName(i), Text)));

    /// <returns>The columns; <see langword="null"/> if the first row is not complete.</returns>
    public static TdSchema? OfMessagePack(ReadOnlySpan<byte> data)
    {
        if (TdTokenScanner.ReadArrayHeader(data, out var at, out var count) != TdScanStatus.Done)
        {
            return null;
        }

        var columns = new List<TdColumn>();
        for (var i = 0; i < count; i++)
        {
            var start = at;
            if (TdTokenScanner.Skip(data, ref at) != TdScanStatus.Done)
            {
                return null;
            }

            columns.Add(new TdColumn(NumberedName(i), TypeOf(TdToken.Kind(data[start..at]))));
        }

        return new TdSchema(columns);
    }

    /// <summary>The columns of a row of JSON.</summary>
    public static TdSchema OfJson(ReadOnlySpan<byte> row)
    {
        var reader = new Utf8JsonReader(row);
        reader.Read();
        var columns = new List<TdColumn>();
        var named = reader.TokenType == JsonTokenType.StartObject;
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
        {
            var name = named ? Encoding.UTF8.GetString(reader.ValueSpan) : NumberedName(columns.Count);
            if (named)
            {
                name = reader.ValueIsEscaped ? reader.GetString()! : name;
                reader.Read();
            }

            columns.Add(new TdColumn(name, TypeOf(reader.TokenType, reader.TokenType == JsonTokenType.Number ? reader.ValueSpan : [])));
            reader.Skip();
        }

        return new TdSchema(columns);
    }

    /// <summary>The columns that a header names, with the types of a schema that has the same names.</summary>
    public static TdSchema OfHeader(ReadOnlySpan<byte> data, DelimitedLine line, TdSchema? types)
    {
        var columns = new List<TdColumn>();
        var scratch = Array.Empty<byte>();
        foreach (var field in line.Fields)
        {
            var name = Encoding.UTF8.GetString(
                field.IsEscaped ? DelimitedLine.Unescape(data, field, ref scratch) : data.Slice(field.Start, field.Length)
            );
            columns.Add(types is not null && types.TryGetOrdinal(name, out var ordinal) ? types[ordinal] : new TdColumn(name, Text));
        }

        if (types is null)
        {
            return new TdSchema(columns);
        }

        var missing = types.Where(column => !columns.Exists(c => c.Name == column.Name)).Select(static column => column.Name).ToList();
        return missing.Count == 0
            ? new TdSchema(columns)
            : throw new TreasureDataResultException(
                TdResultProblem.Schema,
                $"The file has no column {string.Join(", ", missing)}; its first line names {string.Join(", ", columns.Select(static c => c.Name))}. "
                    + $"If it has no line of names, set {nameof(TdResultFileOptions.HasHeader)} to false.",
                operation: TdResultFile.Operation
            );
    }

    private static string NumberedName(int ordinal) => string.Create(CultureInfo.InvariantCulture, $"_col{ordinal}");

    private static string TypeOf(TdValueKind kind) =>
        kind switch
        {
            TdValueKind.Boolean => "boolean",
            TdValueKind.Integer or TdValueKind.UnsignedInteger => "bigint",
            TdValueKind.Float32 or TdValueKind.Float64 => "double",
            TdValueKind.Array => "array(json)",
            TdValueKind.Map => "map(varchar,json)",
            _ => Text,
        };

    private static string TypeOf(JsonTokenType token, ReadOnlySpan<byte> digits) =>
        token switch
        {
            JsonTokenType.True or JsonTokenType.False => "boolean",
            JsonTokenType.Number => digits.IndexOfAny(".eE"u8) < 0 ? "bigint" : "double",
            JsonTokenType.StartArray => "array(json)",
            JsonTokenType.StartObject => "map(varchar,json)",
            _ => Text,
        };
}
