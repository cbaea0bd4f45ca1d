using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.Emulator.Sql;

internal sealed partial class Parser
{
    private List<Expr> ReadExpressions()
    {
        var items = new List<Expr> { ReadExpression() };
        while (TryRead(","))
            items.Add(ReadExpression());
        return items;
    }

    private Expr ReadExpression()
    {
        // A parser that calls itself must not let a long chain of parentheses end the process.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var terms = new List<Expr> { ReadAnd() };
        while (TryRead("or"))
            terms.Add(ReadAnd());
        return terms.Count == 1 ? terms[0] : new LogicalExpr(false, terms, terms[0].At);
    }

    private Expr ReadAnd()
    {
        var terms = new List<Expr> { ReadNot() };
        while (TryRead("and"))
            terms.Add(ReadNot());
        return terms.Count == 1 ? terms[0] : new LogicalExpr(true, terms, terms[0].At);
    }

    private Expr ReadNot()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var at = Current.At;
        return TryRead("not") ? new NotExpr(ReadNot(), at) : ReadPredicate();
    }

    private Expr ReadPredicate()
    {
        var left = ReadAdditive();
        while (true)
        {
            var token = Current;
            if (token.Kind == TokenKind.Symbol && token.Lower is "=" or "<>" or "<" or "<=" or ">" or ">=")
            {
                _at++;
                left = ReadComparison(left, token.Lower);
                continue;
            }
            if (TryRead("is"))
            {
                left = ReadIs(left);
                continue;
            }
            var not = At("not") && (Peek().Is("between") || Peek().Is("in") || Peek().Is("like"));
            if (not)
                _at++;
            if (TryRead("between"))
            {
                var low = ReadAdditive();
                Expect("and");
                left = new BetweenExpr(left, low, ReadAdditive(), not, left.At);
            }
            else if (TryRead("in"))
            {
                left = ReadIn(left, not);
            }
            else if (TryRead("like"))
            {
                var pattern = ReadAdditive();
                left = new LikeExpr(left, pattern, TryRead("escape") ? ReadAdditive() : null, not, left.At);
            }
            else
            {
                return left;
            }
        }
    }

    private Expr ReadComparison(Expr left, string sign)
    {
        if ((At("all") || At("any") || At("some")) && Peek().Is("("))
        {
            var all = At("all");
            _at += 2;
            var query = ReadQuery();
            Expect(")");
            return new QuantifiedExpr(sign, all, left, query, left.At);
        }
        return new ComparisonExpr(sign, left, ReadAdditive(), left.At);
    }

    private Expr ReadIs(Expr left)
    {
        var not = TryRead("not");
        if (TryRead("null"))
            return new IsNullExpr(left, not, left.At);
        if (TryRead("distinct"))
        {
            Expect("from");
            return new DistinctFromExpr(left, ReadAdditive(), not, left.At);
        }
        throw Unexpected("'NULL', 'DISTINCT'");
    }

    private Expr ReadIn(Expr left, bool not)
    {
        Expect("(");
        Expr result;
        if (At("select") || At("with") || At("values") || At("table"))
            result = new InQueryExpr(left, ReadQuery(), not, left.At);
        else
            result = new InListExpr(left, ReadExpressions(), not, left.At);
        Expect(")");
        return result;
    }

    private Expr ReadAdditive()
    {
        var left = ReadMultiplicative();
        while (At("+") || At("-") || At("||"))
        {
            var sign = _tokens[_at++].Lower;
            left = new BinaryExpr(sign, left, ReadMultiplicative(), left.At);
        }
        return left;
    }

    private Expr ReadMultiplicative()
    {
        var left = ReadUnary();
        while (At("*") || At("/") || At("%"))
        {
            var sign = _tokens[_at++].Lower;
            left = new BinaryExpr(sign, left, ReadUnary(), left.At);
        }
        return left;
    }

    private Expr ReadUnary()
    {
        var at = Current.At;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (TryRead("-"))
            return new UnaryExpr(true, ReadUnary(), at);
        return TryRead("+") ? new UnaryExpr(false, ReadUnary(), at) : ReadAtTimeZone();
    }

    private Expr ReadAtTimeZone()
    {
        var value = ReadPrimary();
        while (At("at", "time"))
        {
            _at += 2;
            Expect("zone");
            value = new AtTimeZoneExpr(value, ReadPrimary(), value.At);
        }
        return value;
    }

    private Expr ReadPrimary()
    {
        var value = ReadAtom();
        while (true)
        {
            if (TryRead("["))
            {
                value = new SubscriptExpr(value, ReadExpression(), value.At);
                Expect("]");
            }
            else if (At(".") && value is not NumberExpr)
            {
                _at++;
                var field = ReadName();
                value = value is NameExpr name ? name with { Parts = [.. name.Parts, field] } : new FieldExpr(value, field, value.At);
            }
            else
            {
                return value;
            }
        }
    }

    private Expr ReadAtom()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Integer or TokenKind.Decimal or TokenKind.Double:
                _at++;
                return new NumberExpr(token.Kind, token.Text, token.At);
            case TokenKind.Text:
                _at++;
                return new TextExpr(token.Text, token.At);
            case TokenKind.Binary:
                _at++;
                return new BinaryLiteralExpr(token.Text, token.At);
            case TokenKind.QuotedName:
                return ReadNameOrCall();
            case TokenKind.Symbol when token.Lower == "(":
                return ReadParenthesized();
            case TokenKind.Word:
                return ReadWord(token);
            default:
                throw Unexpected("<expression>");
        }
    }

    private Expr ReadParenthesized()
    {
        var at = Expect("(").At;
        if (At("select") || At("with") || At("values") || At("table"))
            return ReadSubqueryThenClose(at);
        if (At(")") && Peek().Is("->"))
        {
            _at += 2;
            return new LambdaExpr([], ReadExpression(), at);
        }
        if (IsLambdaParameters())
        {
            var parameters = new List<Identifier> { ReadName() };
            while (TryRead(","))
                parameters.Add(ReadName());
            Expect(")");
            Expect("->");
            return new LambdaExpr(parameters, ReadExpression(), at);
        }
        var first = ReadExpression();
        if (At(","))
        {
            var items = new List<Expr> { first };
            while (TryRead(","))
                items.Add(ReadExpression());
            Expect(")");
            return new RowExpr(items, at);
        }
        Expect(")");
        return first;
    }

    private SubqueryExpr ReadSubqueryThenClose(Position at)
    {
        var query = ReadQuery();
        Expect(")");
        return new SubqueryExpr(query, at);
    }

    /// <summary>Looks ahead for <c>a, b) -&gt;</c>.</summary>
    private bool IsLambdaParameters()
    {
        var at = _at;
        while (true)
        {
            if (_tokens[at].Kind is not (TokenKind.Word or TokenKind.QuotedName))
                return false;
            at++;
            if (_tokens[at].Is(")"))
                return _tokens[at + 1].Is("->");
            if (!_tokens[at].Is(","))
                return false;
            at++;
        }
    }
}
