using System.Globalization;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Reads a type from Trino's text, and from DuckDB's, which differs only in a few words and in <c>[]</c>.</summary>
internal ref struct TypeText
{
    private readonly string _text;
    private int _at;

    private TypeText(string text) => _text = text;

    /// <exception cref="SqlFailedException">The text is no type, or one the emulator does not store.</exception>
    public static TrinoType Parse(string text)
    {
        var reader = new TypeText(text);
        var type = reader.ReadType();
        reader.SkipSpace();
        return reader._at == text.Length ? type : throw new SqlFailedException($"Type not supported by the emulator: {text}");
    }

    private TrinoType ReadType()
    {
        var type = ReadPlain();
        while (TryRead('['))
        {
            Expect(']');
            type = TrinoType.Array(type);
        }
        return type;
    }

    private TrinoType ReadPlain()
    {
        var name = ReadWord().ToLowerInvariant();
        switch (name)
        {
            case "boolean":
                return TrinoType.Boolean;
            case "tinyint":
                return TrinoType.TinyInt;
            case "smallint":
                return TrinoType.SmallInt;
            case "int" or "integer":
                return TrinoType.Integer;
            case "bigint":
                return TrinoType.BigInt;
            case "real" or "float":
                return TrinoType.Real;
            case "double":
                TrySkipWord("precision");
                return TrinoType.Double;
            case "decimal" or "numeric" or "dec":
                return ReadDecimal();
            case "varchar":
                return TryRead('(') ? TrinoType.VarcharOf(ReadNumberThen(')')) : TrinoType.Varchar;
            case "varbinary" or "blob":
                return TrinoType.Varbinary;
            case "date":
                return TrinoType.Date;
            case "json":
                return TrinoType.Json;
            case "timestamp":
                return ReadTimestamp();
            case "array":
                Expect('(');
                var element = ReadType();
                Expect(')');
                return TrinoType.Array(element);
            case "map":
                Expect('(');
                var key = ReadType();
                Expect(',');
                var value = ReadType();
                Expect(')');
                return TrinoType.Map(key, value);
            case "row" or "struct":
                return ReadRow();
            default:
                throw new SqlFailedException($"Type not supported by the emulator: {name}");
        }
    }

    private TrinoType ReadDecimal()
    {
        if (!TryRead('('))
            return TrinoType.Decimal(38, 0);
        var precision = ReadNumber();
        var scale = TryRead(',') ? ReadNumber() : 0;
        Expect(')');
        return precision is >= 1 and <= 38 && scale <= precision
            ? TrinoType.Decimal(precision, scale)
            : throw new SqlFailedException($"Invalid DECIMAL precision or scale: {_text}");
    }

    private TrinoType ReadTimestamp()
    {
        var precision = TryRead('(') ? ReadNumberThen(')') : 3;
        if (precision > 6)
            throw new SqlFailedException($"Type not supported by the emulator: timestamp({precision})");
        if (TrySkipWord("with"))
        {
            ReadWord();
            ReadWord();
            return TrinoType.TimestampTz(precision, "UTC");
        }
        if (TrySkipWord("without"))
        {
            ReadWord();
            ReadWord();
        }
        return TrinoType.Timestamp(precision);
    }

    private TrinoType ReadRow()
    {
        Expect('(');
        var types = new List<TrinoType>();
        var names = new List<string?>();
        do
        {
            // "row(bigint)" has no name, "row(a bigint)" has one: only what follows the first word tells.
            var start = _at;
            var name = ReadWord();
            SkipSpace();
            if (_at < _text.Length && _text[_at] is ',' or ')' or '(')
            {
                _at = start;
                names.Add(null);
            }
            else
            {
                names.Add(name.ToLowerInvariant());
            }
            types.Add(ReadType());
        } while (TryRead(','));
        Expect(')');
        return TrinoType.Row(types, names);
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }

    private string ReadWord()
    {
        SkipSpace();
        if (_at < _text.Length && _text[_at] == '"')
        {
            var end = _text.IndexOf('"', _at + 1);
            var quoted = _text[(_at + 1)..(end < 0 ? _text.Length : end)];
            _at = end < 0 ? _text.Length : end + 1;
            return quoted;
        }
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_'))
            _at++;
        return _at > start ? _text[start.._at] : throw new SqlFailedException($"Type not supported by the emulator: {_text}");
    }

    private bool TrySkipWord(string word)
    {
        SkipSpace();
        if (string.Compare(_text, _at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0)
            return false;
        _at += word.Length;
        return true;
    }

    private int ReadNumber() =>
        int.TryParse(ReadWord(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new SqlFailedException($"Type not supported by the emulator: {_text}");

    private int ReadNumberThen(char end)
    {
        var number = ReadNumber();
        Expect(end);
        return number;
    }

    private bool TryRead(char c)
    {
        SkipSpace();
        if (_at >= _text.Length || _text[_at] != c)
            return false;
        _at++;
        return true;
    }

    private void Expect(char c)
    {
        if (!TryRead(c))
            throw new SqlFailedException($"Type not supported by the emulator: {_text}");
    }
}
