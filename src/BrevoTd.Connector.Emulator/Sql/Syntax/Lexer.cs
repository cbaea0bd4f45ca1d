using System.Globalization;
using System.Text;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Cuts a statement in Trino's dialect into tokens.</summary>
internal sealed class Lexer
{
    private static readonly string[] s_pairs = ["<>", "!=", "<=", ">=", "||", "->", "=>"];

    private readonly string _text;
    private int _at;
    private int _line = 1;
    private int _lineStart;

    private Lexer(string text) => _text = text;

    public static List<Token> Read(string text)
    {
        var lexer = new Lexer(text);
        var tokens = new List<Token>();
        do
        {
            tokens.Add(lexer.Next());
        } while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    private Position Here => new(_line, _at - _lineStart + 1);

    private Token Next()
    {
        SkipSpaceAndComments();
        var at = Here;
        if (_at >= _text.Length)
            return new Token(TokenKind.End, "", "", at);
        var c = _text[_at];
        var next = _at + 1 < _text.Length ? _text[_at + 1] : '\0';
        if (c == '\'')
            return new Token(TokenKind.Text, ReadQuoted('\'', at), "", at);
        if (c == '"')
        {
            var name = ReadQuoted('"', at);
            return name.Length > 0
                ? new Token(TokenKind.QuotedName, name, "", at)
                : throw at.Error("Zero-length delimited identifier not allowed");
        }
        if (c == '`')
            throw at.Error("backquoted identifiers are not supported; use double quotes to quote identifiers");
        if (c is 'x' or 'X' && next == '\'')
        {
            _at++;
            return new Token(TokenKind.Binary, ReadQuoted('\'', at), "", at);
        }
        if (c is 'u' or 'U' && next == '&' && _at + 2 < _text.Length && _text[_at + 2] == '\'')
        {
            _at += 2;
            return new Token(TokenKind.Text, DecodeUnicode(ReadQuoted('\'', at), at), "", at);
        }
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(next)))
            return ReadNumber(at);
        if (char.IsAsciiLetter(c) || c == '_')
            return ReadWord(at);
        return ReadSymbol(at);
    }

    private Token ReadWord(Position at)
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_'))
            _at++;
        var word = _text[start.._at];
        return new Token(TokenKind.Word, word, word.ToLowerInvariant(), at);
    }

    private Token ReadNumber(Position at)
    {
        var start = _at;
        var kind = TokenKind.Integer;
        SkipDigits();
        if (_at < _text.Length && _text[_at] == '.')
        {
            kind = TokenKind.Decimal;
            _at++;
            SkipDigits();
        }
        if (_at < _text.Length && _text[_at] is 'e' or 'E')
        {
            var digits = _at + 1 < _text.Length && _text[_at + 1] is '+' or '-' ? _at + 2 : _at + 1;
            if (digits < _text.Length && char.IsAsciiDigit(_text[digits]))
            {
                kind = TokenKind.Double;
                _at = digits;
                SkipDigits();
            }
        }
        if (_at < _text.Length && (char.IsAsciiLetter(_text[_at]) || _text[_at] == '_'))
            throw at.Error("identifiers must not start with a digit; surround the identifier with double quotes");
        return new Token(kind, _text[start.._at], "", at);
    }

    private Token ReadSymbol(Position at)
    {
        foreach (var pair in s_pairs)
        {
            if (string.CompareOrdinal(_text, _at, pair, 0, 2) == 0)
            {
                _at += 2;
                return new Token(TokenKind.Symbol, pair, pair == "!=" ? "<>" : pair, at);
            }
        }
        var symbol = _text[_at].ToString();
        if (!"()[],.;+-*/%=<>?:".Contains(symbol, StringComparison.Ordinal))
            throw at.Error($"mismatched input '{symbol}'");
        _at++;
        return new Token(TokenKind.Symbol, symbol, symbol, at);
    }

    /// <summary>Reads to the closing quote; a doubled quote stands for itself.</summary>
    private string ReadQuoted(char quote, Position at)
    {
        var text = new StringBuilder();
        _at++;
        while (true)
        {
            if (_at >= _text.Length)
                throw at.Error(
                    $"mismatched input '{quote}'. Expecting: the closing {(quote == '\'' ? "quote of a string" : "quote of an identifier")}"
                );
            var c = _text[_at];
            if (c == quote)
            {
                _at++;
                if (_at >= _text.Length || _text[_at] != quote)
                    return text.ToString();
            }
            else if (c == '\n')
            {
                _line++;
                _lineStart = _at + 1;
            }
            text.Append(c);
            _at++;
        }
    }

    private static string DecodeUnicode(string text, Position at)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }
            if (i + 1 < text.Length && text[i + 1] == '\\')
            {
                result.Append('\\');
                i++;
                continue;
            }
            var isLong = i + 1 < text.Length && text[i + 1] == '+';
            var start = isLong ? i + 2 : i + 1;
            var length = isLong ? 6 : 4;
            if (
                start + length > text.Length
                || !int.TryParse(text.AsSpan(start, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                || !Rune.IsValid(code)
            )
                throw at.Error("Incomplete or invalid escape sequence in a Unicode string");
            result.Append(new Rune(code).ToString());
            i = start + length - 1;
        }
        return result.ToString();
    }

    private void SkipDigits()
    {
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            _at++;
    }

    private void SkipSpaceAndComments()
    {
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_at]))
            {
                StepOver();
            }
            else if (string.CompareOrdinal(_text, _at, "--", 0, 2) == 0)
            {
                while (_at < _text.Length && _text[_at] != '\n')
                    _at++;
            }
            else if (string.CompareOrdinal(_text, _at, "/*", 0, 2) == 0)
            {
                var at = Here;
                var end = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                if (end < 0)
                    throw at.Error("mismatched input '/*'. Expecting: the end of the comment");
                while (_at < end + 2)
                    StepOver();
            }
            else
            {
                return;
            }
        }
    }

    private void StepOver()
    {
        if (_text[_at++] == '\n')
        {
            _line++;
            _lineStart = _at;
        }
    }
}
