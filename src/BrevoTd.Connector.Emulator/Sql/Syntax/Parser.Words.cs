using System.Globalization;

namespace BrevoTd.Connector.Emulator.Sql;

/// <content>Expressions that begin with a word: literals, special forms, columns and calls.</content>
internal sealed partial class Parser
{
    // SQL/JSON functions have a grammar of their own.
    private static readonly string[] s_refusedForms =
    [
        "json_value",
        "json_query",
        "json_exists",
        "json_object",
        "json_array",
        "normalize",
        "current_time",
        "localtime",
        "current_user",
        "current_catalog",
        "current_schema",
        "current_path",
        "current_role",
    ];

    private static readonly string[] s_literalTypes =
    [
        "date",
        "timestamp",
        "boolean",
        "tinyint",
        "smallint",
        "integer",
        "int",
        "bigint",
        "real",
        "double",
        "decimal",
        "varchar",
        "json",
        "time",
        "char",
        "ipaddress",
        "uuid",
    ];

    private Expr ReadWord(Token token)
    {
        var at = token.At;
        switch (token.Lower)
        {
            case "null":
                _at++;
                return new NullExpr(at);
            case "true" or "false":
                _at++;
                return new BooleanExpr(token.Lower == "true", at);
            case "case":
                return ReadCase();
            case "cast" or "try_cast" when Peek().Is("("):
                return ReadCast();
            case "exists" when Peek().Is("("):
                _at += 2;
                var query = ReadQuery();
                Expect(")");
                return new ExistsExpr(query, at);
            case "interval" when Peek().Kind == TokenKind.Text || (Peek().Kind == TokenKind.Symbol && Peek(2).Kind == TokenKind.Text):
                return ReadInterval();
            case "array" when Peek().Is("["):
                _at += 2;
                var items = At("]") ? [] : ReadExpressions();
                Expect("]");
                return new ArrayExpr(items, at);
            case "row" when Peek().Is("("):
                _at += 2;
                var fields = ReadExpressions();
                Expect(")");
                return new RowExpr(fields, at);
            case "extract" when Peek().Is("("):
                return ReadExtract();
            case "position" when Peek().Is("("):
                return ReadPosition();
            case "trim" when Peek().Is("("):
                return ReadTrim();
            case "substring" when Peek().Is("("):
                return ReadSubstring();
            case "listagg" when Peek().Is("("):
                return ReadListagg();
            case "grouping" when Peek().Is("("):
                return ReadCall();
            case "current_date" or "current_timestamp" or "localtimestamp":
                return ReadCurrent();
        }
        if (s_refusedForms.Contains(token.Lower))
            throw at.Error($"Function {token.Lower} not supported by the emulator");
        if (Peek().Kind == TokenKind.Text && s_literalTypes.Contains(token.Lower))
        {
            _at++;
            return new TypedTextExpr(token.Lower, ReadText(), at);
        }
        if (token.Lower == "double" && Peek().Is("precision") && Peek(2).Kind == TokenKind.Text)
        {
            _at += 2;
            return new TypedTextExpr("double", ReadText(), at);
        }
        return ReadNameOrCall();
    }

    private Expr ReadNameOrCall()
    {
        if (!AtName)
            throw Unexpected("<expression>");
        if (Peek().Is("->"))
        {
            var at = Current.At;
            var parameter = ReadName();
            _at++;
            return new LambdaExpr([parameter], ReadExpression(), at);
        }
        if (Peek().Is("("))
            return ReadCall();
        var name = ReadName();
        return new NameExpr([name], name.At);
    }

    private CallExpr ReadCall()
    {
        var token = _tokens[_at++];
        Expect("(");
        if (TryRead("*"))
        {
            Expect(")");
            return ReadCallEnd(new CallExpr(token.Text.ToLowerInvariant(), [], token.At) { Star = true });
        }
        var distinct = TryRead("distinct");
        var arguments = At(")") || At("order") ? [] : ReadExpressions();
        var order = TryRead("order", "by") ? ReadSortItems() : [];
        Expect(")");
        return ReadCallEnd(new CallExpr(token.Text.ToLowerInvariant(), arguments, token.At) { Distinct = distinct, OrderBy = order });
    }

    private CallExpr ReadCallEnd(CallExpr call)
    {
        if (TryRead("filter"))
        {
            Expect("(");
            Expect("where");
            call = call with { Filter = ReadExpression() };
            Expect(")");
        }
        if (At("ignore", "nulls") || At("respect", "nulls"))
        {
            call = call with { IgnoreNulls = At("ignore") };
            _at += 2;
        }
        if (!TryRead("over"))
            return call;
        if (AtName)
            return call with { OverName = ReadName().Name };
        Expect("(");
        call = call with { Over = ReadWindowSpec() };
        Expect(")");
        return call;
    }

    private WindowSpec ReadWindowSpec()
    {
        string? inherited = null;
        if (AtName && Current.Lower is not ("partition" or "rows" or "range" or "groups"))
            inherited = ReadName().Name;
        var partition = TryRead("partition", "by") ? ReadExpressions() : [];
        var order = TryRead("order", "by") ? ReadSortItems() : [];
        WindowFrame? frame = null;
        if (At("rows") || At("range") || At("groups"))
        {
            var unit = _tokens[_at++].Text.ToUpperInvariant();
            if (TryRead("between"))
            {
                var start = ReadFrameBound();
                Expect("and");
                frame = new WindowFrame(unit, start, ReadFrameBound());
            }
            else
            {
                frame = new WindowFrame(unit, ReadFrameBound(), null);
            }
        }
        return new WindowSpec(partition, order, frame, inherited);
    }

    private FrameBound ReadFrameBound()
    {
        if (TryRead("current"))
        {
            Expect("row");
            return new FrameBound("CURRENT ROW", null);
        }
        if (TryRead("unbounded"))
            return new FrameBound(
                TryRead("preceding") ? "UNBOUNDED PRECEDING" : "UNBOUNDED " + Expect("following").Text.ToUpperInvariant(),
                null
            );
        var distance = ReadAdditive();
        return new FrameBound(TryRead("preceding") ? "PRECEDING" : Expect("following").Text.ToUpperInvariant(), distance);
    }

    private CaseExpr ReadCase()
    {
        var at = Expect("case").At;
        var operand = At("when") ? null : ReadExpression();
        var branches = new List<(Expr, Expr)>();
        while (TryRead("when"))
        {
            var when = ReadExpression();
            Expect("then");
            branches.Add((when, ReadExpression()));
        }
        if (branches.Count == 0)
            throw Unexpected("'WHEN'");
        var otherwise = TryRead("else") ? ReadExpression() : null;
        Expect("end");
        return new CaseExpr(operand, branches, otherwise, at);
    }

    private CastExpr ReadCast()
    {
        var token = _tokens[_at++];
        Expect("(");
        var operand = ReadExpression();
        Expect("as");
        var type = ReadTypeText();
        Expect(")");
        return new CastExpr(operand, type, token.Lower == "try_cast", token.At);
    }

    private IntervalExpr ReadInterval()
    {
        var at = Expect("interval").At;
        var negative = TryRead("-");
        if (!negative)
            TryRead("+");
        var value = ReadText();
        var unit = Current.Lower;
        if (unit is not ("year" or "month" or "day" or "hour" or "minute" or "second" or "week"))
            throw Unexpected("'DAY', 'HOUR', 'MINUTE', 'MONTH', 'SECOND', 'YEAR'");
        _at++;
        if (At("to"))
            throw Current.At.Error($"INTERVAL … {unit.ToUpperInvariant()} TO … not supported by the emulator");
        return new IntervalExpr(value, negative, unit, at);
    }

    private CallExpr ReadExtract()
    {
        var at = Expect("extract").At;
        Expect("(");
        var field = ReadName();
        Expect("from");
        var operand = ReadExpression();
        Expect(")");
        var function = field.Name switch
        {
            "dow" => "day_of_week",
            "doy" => "day_of_year",
            "yow" => "year_of_week",
            "year"
            or "quarter"
            or "month"
            or "week"
            or "day"
            or "day_of_month"
            or "day_of_week"
            or "day_of_year"
            or "year_of_week"
            or "hour"
            or "minute"
            or "second" => field.Name,
            _ => throw field.At.Error($"EXTRACT({field.Name.ToUpperInvariant()} FROM …) not supported by the emulator"),
        };
        return new CallExpr(function, [operand], at);
    }

    private CallExpr ReadPosition()
    {
        var at = Expect("position").At;
        Expect("(");
        var needle = ReadAdditive();
        Expect("in");
        var text = ReadAdditive();
        Expect(")");
        return new CallExpr("strpos", [text, needle], at);
    }

    private CallExpr ReadTrim()
    {
        var at = Expect("trim").At;
        Expect("(");
        var function = "trim";
        if (At("leading") || At("trailing") || At("both"))
            function = _tokens[_at++].Lower switch
            {
                "leading" => "ltrim",
                "trailing" => "rtrim",
                _ => "trim",
            };
        if (TryRead("from"))
        {
            var only = ReadExpression();
            Expect(")");
            return new CallExpr(function, [only], at);
        }
        var first = ReadExpression();
        var arguments = new List<Expr> { first };
        if (TryRead("from"))
            arguments.Insert(0, ReadExpression());
        else if (TryRead(","))
            arguments.Add(ReadExpression());
        Expect(")");
        return new CallExpr(function, arguments, at);
    }

    private CallExpr ReadSubstring()
    {
        var at = Expect("substring").At;
        Expect("(");
        var arguments = new List<Expr> { ReadExpression() };
        if (TryRead("from"))
        {
            arguments.Add(ReadExpression());
            if (TryRead("for"))
                arguments.Add(ReadExpression());
        }
        else
        {
            while (TryRead(","))
                arguments.Add(ReadExpression());
        }
        Expect(")");
        return new CallExpr("substring", arguments, at);
    }

    private CallExpr ReadListagg()
    {
        var at = Expect("listagg").At;
        Expect("(");
        var distinct = TryRead("distinct");
        var arguments = ReadExpressions();
        if (At("on"))
            throw Current.At.Error("LISTAGG … ON OVERFLOW not supported by the emulator");
        Expect(")");
        Expect("within");
        Expect("group");
        Expect("(");
        Expect("order");
        Expect("by");
        var order = ReadSortItems();
        Expect(")");
        return ReadCallEnd(new CallExpr("listagg", arguments, at) { Distinct = distinct, OrderBy = order });
    }

    private CurrentExpr ReadCurrent()
    {
        var token = _tokens[_at++];
        int? precision = null;
        if (token.Lower != "current_date" && TryRead("("))
        {
            if (Current.Kind != TokenKind.Integer)
                throw Unexpected("<integer>");
            precision = int.Parse(_tokens[_at++].Text, CultureInfo.InvariantCulture);
            Expect(")");
        }
        return new CurrentExpr(token.Lower, precision, token.At);
    }
}
