namespace BrevoTd.Connector.Emulator.Sql;

internal sealed partial class Parser
{
    private Query ReadQuery()
    {
        var at = Current.At;
        var with = new List<CommonTable>();
        var recursive = false;
        if (TryRead("with"))
        {
            recursive = TryRead("recursive");
            do
            {
                var name = ReadName();
                var columns = At("(") ? ReadNamesInParentheses() : [];
                Expect("as");
                Expect("(");
                with.Add(new CommonTable(name, columns, ReadQuery()));
                Expect(")");
            } while (TryRead(","));
        }
        var body = ReadUnion();
        var order = TryRead("order", "by") ? ReadSortItems() : [];
        Expr? offset = null;
        if (TryRead("offset"))
        {
            offset = ReadPrimary();
            if (!TryRead("rows"))
                TryRead("row");
        }
        Expr? limit = null;
        if (TryRead("limit"))
            limit = TryRead("all") ? null : ReadPrimary();
        else if (At("fetch"))
            limit = ReadFetch();
        return new Query(with, recursive, body, order, offset, limit, at);
    }

    private Expr ReadFetch()
    {
        var at = Expect("fetch").At;
        if (!TryRead("first"))
            Expect("next");
        Expr count = At("row") || At("rows") ? new NumberExpr(TokenKind.Integer, "1", at) : ReadPrimary();
        if (!TryRead("rows"))
            Expect("row");
        if (At("with"))
            throw Current.At.Error("FETCH FIRST … WITH TIES not supported by the emulator");
        Expect("only");
        return count;
    }

    private QueryBody ReadUnion()
    {
        var left = ReadIntersect();
        while (At("union") || At("except"))
        {
            var at = Current.At;
            var word = _tokens[_at++].Lower;
            var all = ReadSetQuantifier();
            left = new SetBody(word, all, left, ReadIntersect(), at);
        }
        return left;
    }

    private QueryBody ReadIntersect()
    {
        var left = ReadQueryTerm();
        while (At("intersect"))
        {
            var at = Expect("intersect").At;
            var all = ReadSetQuantifier();
            left = new SetBody("intersect", all, left, ReadQueryTerm(), at);
        }
        return left;
    }

    private bool ReadSetQuantifier()
    {
        if (TryRead("all"))
            return true;
        TryRead("distinct");
        return false;
    }

    private QueryBody ReadQueryTerm()
    {
        var at = Current.At;
        if (At("select"))
            return ReadSelect();
        if (TryRead("values"))
        {
            var rows = new List<Expr> { ReadExpression() };
            while (TryRead(","))
                rows.Add(ReadExpression());
            return new ValuesBody(rows, at);
        }
        if (TryRead("table"))
        {
            var star = new SelectItem(null, null, [], at);
            return new SelectBody(false, [star], at) { From = ReadTableName() };
        }
        if (TryRead("("))
        {
            var query = ReadQuery();
            Expect(")");
            return new NestedBody(query, at);
        }
        throw Unexpected("'SELECT', 'VALUES', 'TABLE', '('");
    }

    private SelectBody ReadSelect()
    {
        var at = Expect("select").At;
        var distinct = TryRead("distinct");
        if (!distinct)
            TryRead("all");
        var items = new List<SelectItem> { ReadSelectItem() };
        while (TryRead(","))
            items.Add(ReadSelectItem());
        var from = TryRead("from") ? ReadFrom() : null;
        var where = TryRead("where") ? ReadExpression() : null;
        var groups = TryRead("group", "by") ? ReadGroupBy() : [];
        var having = TryRead("having") ? ReadExpression() : null;
        var windows = new Dictionary<string, WindowSpec>(StringComparer.Ordinal);
        if (TryRead("window"))
        {
            do
            {
                var name = ReadName();
                Expect("as");
                Expect("(");
                windows[name.Name] = ReadWindowSpec();
                Expect(")");
            } while (TryRead(","));
        }
        return new SelectBody(distinct, items, at)
        {
            From = from,
            Where = where,
            GroupBy = groups,
            Having = having,
            Windows = windows,
        };
    }

    private SelectItem ReadSelectItem()
    {
        var at = Current.At;
        if (TryRead("*"))
            return new SelectItem(null, null, [], at);
        if (AtName && TryReadStarPrefix() is { } prefix)
            return new SelectItem(null, null, prefix, at);
        var expression = ReadExpression();
        if (TryRead("as"))
            return new SelectItem(expression, ReadName(), [], at);
        return new SelectItem(expression, AtName ? ReadName() : null, [], at);
    }

    /// <summary>Reads <c>t.*</c>, or nothing.</summary>
    private List<Identifier>? TryReadStarPrefix()
    {
        var start = _at;
        var parts = new List<Identifier>();
        while (AtName)
        {
            parts.Add(ReadName());
            if (!TryRead("."))
                break;
            if (TryRead("*"))
                return parts;
        }
        _at = start;
        return null;
    }

    private List<GroupItem> ReadGroupBy()
    {
        if (At("all") || At("distinct"))
            throw Current.At.Error($"GROUP BY {Current.Text.ToUpperInvariant()} not supported by the emulator");
        var items = new List<GroupItem>();
        do
        {
            if (TryRead("grouping"))
            {
                Expect("sets");
                Expect("(");
                var sets = new List<IReadOnlyList<Expr>>();
                do
                {
                    sets.Add(ReadGroupSet());
                } while (TryRead(","));
                Expect(")");
                items.Add(new GroupItem("GROUPING SETS", sets));
            }
            else if (At("rollup") || At("cube"))
            {
                var kind = _tokens[_at++].Text.ToUpperInvariant();
                Expect("(");
                var keys = At(")") ? [] : ReadExpressions();
                Expect(")");
                items.Add(new GroupItem(kind, [keys]));
            }
            else if (At("(", ")"))
            {
                _at += 2;
                items.Add(
                    new GroupItem(
                        null,
                        [
                            [],
                        ]
                    )
                );
            }
            else
            {
                items.Add(
                    new GroupItem(
                        null,
                        [
                            [ReadExpression()],
                        ]
                    )
                );
            }
        } while (TryRead(","));
        return items;
    }

    private List<Expr> ReadGroupSet()
    {
        if (!TryRead("("))
            return [ReadExpression()];
        var keys = At(")") ? [] : ReadExpressions();
        Expect(")");
        return keys;
    }

    private List<SortItem> ReadSortItems()
    {
        var items = new List<SortItem>();
        do
        {
            var key = ReadExpression();
            var descending = TryRead("desc");
            if (!descending)
                TryRead("asc");
            bool? nullsFirst = null;
            if (TryRead("nulls"))
            {
                nullsFirst = TryRead("first");
                if (nullsFirst == false)
                    Expect("last");
            }
            items.Add(new SortItem(key, descending, nullsFirst));
        } while (TryRead(","));
        return items;
    }

    private Relation ReadFrom()
    {
        var left = ReadJoins();
        while (At(","))
        {
            var at = Current.At;
            _at++;
            left = new JoinRelation("CROSS", left, ReadJoins(), null, [], at);
        }
        return left;
    }

    private Relation ReadJoins()
    {
        var left = ReadRelation();
        while (true)
        {
            var at = Current.At;
            if (TryRead("cross", "join"))
            {
                left = new JoinRelation("CROSS", left, ReadRelation(), null, [], at);
                continue;
            }
            if (At("natural"))
                throw at.Error("Natural join not supported");
            string kind;
            if (At("join") || At("inner", "join"))
            {
                TryRead("inner");
                kind = "INNER";
            }
            else if (At("left") || At("right") || At("full"))
            {
                kind = _tokens[_at++].Text.ToUpperInvariant();
                TryRead("outer");
            }
            else
            {
                return left;
            }
            Expect("join");
            // The condition of "a JOIN b JOIN c ON … ON …" belongs to the inner join first.
            var right = ReadJoinRight();
            if (TryRead("using"))
            {
                left = new JoinRelation(kind, left, right, null, ReadNamesInParentheses(), at);
            }
            else
            {
                Expect("on");
                left = new JoinRelation(kind, left, right, ReadExpression(), [], at);
            }
        }
    }

    private Relation ReadJoinRight()
    {
        var right = ReadRelation();
        return At("on") || At("using") ? right : throw Unexpected("'ON', 'USING'");
    }

    private Relation ReadRelation()
    {
        var at = Current.At;
        Relation relation;
        if (TryRead("unnest"))
        {
            Expect("(");
            var items = ReadExpressions();
            Expect(")");
            var ordinality = TryRead("with", "ordinality");
            relation = new UnnestRelation(items, ordinality, at);
        }
        else if (At("lateral", "("))
        {
            _at += 2;
            relation = new QueryRelation(ReadQuery(), true, at);
            Expect(")");
        }
        else if (At("table", "("))
        {
            throw at.Error("Table functions are not supported by the emulator");
        }
        else if (TryRead("("))
        {
            relation = ReadInParentheses(at);
            Expect(")");
        }
        else
        {
            relation = ReadTableName();
        }
        if (At("tablesample") || At("match_recognize"))
            throw Current.At.Error($"{Current.Text.ToUpperInvariant()} not supported by the emulator");
        return ReadAlias(relation, at);
    }

    private Relation ReadInParentheses(Position at)
    {
        // "((SELECT …) UNION …)" and "((a JOIN b …) JOIN c)" begin alike, so a failed query is read again as a join.
        var start = _at;
        var ahead = _at;
        while (_tokens[ahead].Is("("))
            ahead++;
        if (!(_tokens[ahead].Is("select") || _tokens[ahead].Is("with") || _tokens[ahead].Is("values") || _tokens[ahead].Is("table")))
            return ReadFrom();
        if (ahead == start)
            return new QueryRelation(ReadQuery(), false, at);
        try
        {
            var query = ReadQuery();
            if (At(")"))
                return new QueryRelation(query, false, at);
        }
        catch (SqlFailedException)
        {
            // Decided below.
        }
        _at = start;
        return ReadFrom();
    }

    private Relation ReadAlias(Relation relation, Position at)
    {
        var hasAs = TryRead("as");
        // Words that continue a join or a query are names elsewhere, but not here.
        var continues =
            Current.Kind == TokenKind.Word
            && Current.Lower is "limit" or "offset" or "fetch" or "window" or "lateral" or "tablesample" or "match_recognize"
            && !hasAs;
        if (!hasAs && (!AtName || continues))
            return relation;
        var alias = ReadName();
        var columns = At("(") ? ReadNamesInParentheses() : [];
        if (At("tablesample"))
            throw Current.At.Error("TABLESAMPLE not supported by the emulator");
        return new AliasedRelation(relation, alias, columns, at);
    }
}
