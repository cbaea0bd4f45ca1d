namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Reads a statement in Trino's dialect. What the grammar has and the emulator has not is refused by name.</summary>
internal sealed partial class Parser
{
    // Trino's reserved words: none of them is a name unless it is quoted.
    private static readonly HashSet<string> s_reserved = new(
        (
            "alter and as between by case cast constraint create cross cube current_catalog current_date current_path current_role "
            + "current_schema current_time current_timestamp current_user deallocate delete describe distinct drop else end escape except "
            + "execute exists extract false for from full group grouping having in inner insert intersect into is join json_array "
            + "json_exists json_object json_query json_value left like listagg localtime localtimestamp natural normalize not null on or "
            + "order outer prepare recursive right rollup select table then trim true uescape union unnest using values when where with"
        ).Split(' '),
        StringComparer.Ordinal
    );

    private readonly List<Token> _tokens;
    private int _at;

    private Parser(string text) => _tokens = Lexer.Read(text);

    /// <exception cref="SqlFailedException">The text is not one statement, or one that the emulator does not run.</exception>
    public static Statement Parse(string text)
    {
        var parser = new Parser(text);
        var statement = parser.ReadStatement();
        parser.TryRead(";");
        return parser.Current.Kind == TokenKind.End ? statement : throw parser.Unexpected("<EOF>");
    }

    private Token Current => _tokens[_at];

    private Token Peek(int ahead = 1) => _tokens[Math.Min(_at + ahead, _tokens.Count - 1)];

    private bool At(string word) => Current.Is(word);

    private bool At(string first, string second) => Current.Is(first) && Peek().Is(second);

    private bool TryRead(string word)
    {
        if (!At(word))
            return false;
        _at++;
        return true;
    }

    private bool TryRead(string first, string second)
    {
        if (!At(first, second))
            return false;
        _at += 2;
        return true;
    }

    private Token Expect(string word)
    {
        var token = Current;
        if (!TryRead(word))
            throw Unexpected($"'{word.ToUpperInvariant()}'");
        return token;
    }

    private SqlFailedException Unexpected(string expecting) => Current.At.Error($"mismatched input '{Current}'. Expecting: {expecting}");

    private bool AtName => Current.Kind == TokenKind.QuotedName || (Current.Kind == TokenKind.Word && !s_reserved.Contains(Current.Lower));

    private Identifier ReadName()
    {
        if (!AtName)
            throw Unexpected("<identifier>");
        var token = _tokens[_at++];
        // Trino folds quoted names too.
        return new Identifier(token.Text.ToLowerInvariant(), token.At);
    }

    private List<Identifier> ReadQualifiedName()
    {
        var parts = new List<Identifier> { ReadName() };
        while (TryRead("."))
            parts.Add(ReadName());
        return parts;
    }

    private List<Identifier> ReadNamesInParentheses()
    {
        Expect("(");
        var names = new List<Identifier> { ReadName() };
        while (TryRead(","))
            names.Add(ReadName());
        Expect(")");
        return names;
    }

    private string ReadText()
    {
        if (Current.Kind != TokenKind.Text)
            throw Unexpected("<string>");
        return _tokens[_at++].Text;
    }

    private TableRelation ReadTableName()
    {
        var at = Current.At;
        return new TableRelation(ReadQualifiedName(), at);
    }

    private Statement ReadStatement()
    {
        var at = Current.At;
        switch (Current.Lower)
        {
            case "select" or "with" or "values" or "table" or "(":
                return new QueryStatement(ReadQuery(), at);
            case "insert":
                return ReadInsert();
            case "create":
                return ReadCreateTable();
            case "drop":
                return ReadDropTable();
            case "alter":
                return ReadAlterTable();
            case "delete":
                return ReadDelete();
            case "show":
                return ReadShow();
            case "describe" or "desc":
                _at++;
                return new ShowColumnsStatement(ReadTableName(), at);
            default:
                throw Current.Kind == TokenKind.Word
                    ? at.Error($"Statement {Current.Text.ToUpperInvariant()} not supported by the emulator")
                    : Unexpected("'SELECT', 'WITH', 'VALUES', 'INSERT', 'CREATE', 'DELETE', 'DROP', 'ALTER', 'SHOW', 'DESCRIBE'");
        }
    }

    private InsertStatement ReadInsert()
    {
        var at = Expect("insert").At;
        Expect("into");
        var table = ReadTableName();
        // "(a, b) SELECT" lists columns, "(SELECT …)" is the query.
        var columns =
            At("(") && !(Peek().Is("select") || Peek().Is("with") || Peek().Is("values") || Peek().Is("(")) ? ReadNamesInParentheses() : [];
        return new InsertStatement(table, columns, ReadQuery(), at);
    }

    private CreateTableStatement ReadCreateTable()
    {
        var at = Expect("create").At;
        if (!At("table"))
            throw at.Error($"Statement CREATE {Current.Text.ToUpperInvariant()} not supported by the emulator");
        Expect("table");
        var ifNotExists = TryRead("if");
        if (ifNotExists)
        {
            Expect("not");
            Expect("exists");
        }
        var table = ReadTableName();
        var names = new List<Identifier>();
        var types = new List<string>();
        if (TryRead("("))
        {
            do
            {
                names.Add(ReadName());
                if (!At(",") && !At(")"))
                    types.Add(ReadTypeText());
            } while (TryRead(","));
            Expect(")");
            if (types.Count > 0 && types.Count != names.Count)
                throw at.Error("Every column of a new table needs a type");
        }
        if (TryRead("comment"))
            ReadText();
        SkipTableProperties();
        if (types.Count > 0)
            return new CreateTableStatement(table, ifNotExists, names, types, null, false, at);
        Expect("as");
        var query = ReadQuery();
        var withData = true;
        if (TryRead("with"))
        {
            withData = !TryRead("no");
            Expect("data");
        }
        return new CreateTableStatement(table, ifNotExists, names, types, query, withData, at);
    }

    /// <summary>Storage properties change nothing that a query could see.</summary>
    private void SkipTableProperties()
    {
        if (!At("with", "("))
            return;
        _at += 2;
        do
        {
            ReadName();
            Expect("=");
            ReadExpression();
        } while (TryRead(","));
        Expect(")");
    }

    private DropTableStatement ReadDropTable()
    {
        var at = Expect("drop").At;
        if (!At("table"))
            throw at.Error($"Statement DROP {Current.Text.ToUpperInvariant()} not supported by the emulator");
        Expect("table");
        var ifExists = TryRead("if");
        if (ifExists)
            Expect("exists");
        return new DropTableStatement(ReadTableName(), ifExists, at);
    }

    private AddColumnStatement ReadAlterTable()
    {
        var at = Expect("alter").At;
        Expect("table");
        var ifTableExists = TryRead("if");
        if (ifTableExists)
            Expect("exists");
        var table = ReadTableName();
        if (!At("add", "column"))
            throw Current.At.Error($"ALTER TABLE … {Current.Text.ToUpperInvariant()} not supported by the emulator");
        _at += 2;
        var ifNotExists = TryRead("if");
        if (ifNotExists)
        {
            Expect("not");
            Expect("exists");
        }
        return new AddColumnStatement(table, ifTableExists, ReadName(), ReadTypeText(), ifNotExists, at);
    }

    private DeleteStatement ReadDelete()
    {
        var at = Expect("delete").At;
        Expect("from");
        var table = ReadTableName();
        return new DeleteStatement(table, TryRead("where") ? ReadExpression() : null, at);
    }

    private Statement ReadShow()
    {
        var at = Expect("show").At;
        if (TryRead("tables"))
        {
            Identifier? database = null;
            if (TryRead("from") || TryRead("in"))
                database = ReadQualifiedName()[^1];
            return new ShowTablesStatement(database, TryRead("like") ? ReadText() : null, at);
        }
        if (TryRead("schemas"))
        {
            if (TryRead("from") || TryRead("in"))
                ReadName();
            return new ShowDatabasesStatement(TryRead("like") ? ReadText() : null, at);
        }
        if (TryRead("columns"))
        {
            if (!TryRead("from"))
                Expect("in");
            return new ShowColumnsStatement(ReadTableName(), at);
        }
        throw at.Error($"Statement SHOW {Current.Text.ToUpperInvariant()} not supported by the emulator");
    }

    /// <summary>Takes the tokens of a type as text; <see cref="TypeText"/> judges them.</summary>
    private string ReadTypeText()
    {
        var start = _at;
        if (Current.Kind is not (TokenKind.Word or TokenKind.QuotedName))
            throw Unexpected("<type>");
        var word = Current.Lower;
        _at++;
        if (word == "double")
            TryRead("precision");
        if (At("("))
        {
            var depth = 0;
            do
            {
                if (Current.Kind == TokenKind.End)
                    throw Unexpected("')'");
                depth +=
                    At("(") ? 1
                    : At(")") ? -1
                    : 0;
                _at++;
            } while (depth > 0);
        }
        if (word is "timestamp" or "time" && (At("with", "time") || At("without", "time")))
        {
            _at += 2;
            Expect("zone");
        }
        while (At("array"))
            _at++;
        return string.Join(
            ' ',
            _tokens.Skip(start).Take(_at - start).Select(t => t.Kind == TokenKind.QuotedName ? Names.Quote(t.Text) : t.Text)
        );
    }
}
