namespace BrevoTd.Connector.Emulator.Sql;

internal enum TokenKind
{
    End,
    Word,
    QuotedName,
    Text,
    Binary,
    Integer,
    Decimal,
    Double,
    Symbol,
}

/// <summary>Where something stands in the statement; both count from 1.</summary>
internal readonly record struct Position(int Line, int Column)
{
    public SqlFailedException Error(string message) => new($"line {Line}:{Column}: {message}");
}

/// <summary>
/// Its text is as written, but without the quotes of a name or a text; the lower-case form exists only for words and symbols.
/// </summary>
internal readonly record struct Token(TokenKind Kind, string Text, string Lower, Position At)
{
    public bool Is(string word) => Kind is TokenKind.Word or TokenKind.Symbol && Lower == word;

    public override string ToString() => Kind == TokenKind.End ? "<EOF>" : Text;
}
