namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Functions that decide which of their arguments counts.</summary>
internal static class ConditionalFunctions
{
    public static void Add(FunctionList list)
    {
        list.Begin("Conditional");
        list.Special("if", "if(condition, value), if(condition, value, otherwise)", If);
        list.Special("coalesce", "coalesce(value, value, …)", Coalesce);
        list.Special("nullif", "nullif(value, value)", NullIf);
        list.Special("try", "try(expression)", Try).Note =
            "NULL for every error while the expression runs. Around aggregates only where the error can be a division by zero whose NULL nothing "
            + "in between could hide; not around a subquery.";
        list.Special("typeof", "typeof(expression)", TypeOf);
        list.Special("grouping", "grouping(column, …)", Grouping);
        list.Add("greatest(T, T, ...) -> T", site => Extreme(site, "greatest")).Note = "NULL when an argument is NULL.";
        list.Add("least(T, T, ...) -> T", site => Extreme(site, "least")).Note = "NULL when an argument is NULL.";
    }

    private static Bound If(Binder binder, CallExpr call, Scope scope)
    {
        if (call.Arguments.Count is not (2 or 3))
            throw call.At.Error($"Invalid number of arguments for 'if' function");
        var expression = new CaseExpr(null, [(call.Arguments[0], call.Arguments[1])], call.Arguments.ElementAtOrDefault(2), call.At);
        return binder.Bind(expression, scope);
    }

    private static Bound Coalesce(Binder binder, CallExpr call, Scope scope)
    {
        if (call.Arguments.Count < 2)
            throw call.At.Error("The 'coalesce' function must have at least two arguments");
        var values = call.Arguments.Select(a => binder.Bind(a, scope)).ToArray();
        var type = Binder.CommonType(values, call.At, "All COALESCE operands must be the same type or coercible to a common type");
        return new Bound($"COALESCE({string.Join(", ", values.Select(v => binder.Convert(v, type, call.At)))})", type);
    }

    private static Bound NullIf(Binder binder, CallExpr call, Scope scope)
    {
        if (call.Arguments.Count != 2)
            throw call.At.Error("Invalid number of arguments for 'nullif' function");
        var (first, second) = (binder.Bind(call.Arguments[0], scope), binder.Bind(call.Arguments[1], scope));
        var equal = binder.Compare("=", first, second, call.At);
        return new Bound($"(CASE WHEN {equal.Sql} THEN NULL ELSE {first.Sql} END)", first.Type);
    }

    private static Bound TypeOf(Binder binder, CallExpr call, Scope scope)
    {
        if (call.Arguments.Count != 1)
            throw call.At.Error("Invalid number of arguments for 'typeof' function");
        var text = binder.Bind(call.Arguments[0], scope).Type.ToString();
        return new Bound(Names.Text(text), TrinoType.Varchar) { Text = text };
    }

    private static Bound Grouping(Binder binder, CallExpr call, Scope scope) =>
        new($"CAST(GROUPING({string.Join(", ", call.Arguments.Select(a => binder.Bind(a, scope).Sql))}) AS BIGINT)", TrinoType.BigInt);

    private static Bound Try(Binder binder, CallExpr call, Scope scope)
    {
        if (call.Arguments.Count != 1)
            throw call.At.Error("The 'try' function must have exactly one argument");
        var expression = call.Arguments[0];
        if (Walk.Find(expression, e => e is SubqueryExpr or InQueryExpr or ExistsExpr or QuantifiedExpr) is not null)
            throw call.At.Error("A subquery inside try is not supported by the emulator");
        if (Walk.Find(expression, e => e is CallExpr { Name: "random" or "rand" }) is not null)
            throw call.At.Error("random inside try is not supported by the emulator");
        if (Walk.Find(expression, IsAggregate) is null)
        {
            var value = binder.Bind(expression, scope);
            return value with { Sql = $"TRY({value.Sql})", Text = null, Number = null, IsLiteral = false };
        }
        if (!IsDivisionOnly(expression))
            throw call.At.Error("try around an aggregate in this form is not supported by the emulator");
        return binder.BindWithoutDivisionError(expression, scope);
    }

    private static bool IsAggregate(Expr expression) =>
        expression is CallExpr call
        && (call.Over is not null || call.OverName is not null || FunctionCatalog.Find(call.Name)?.Kind is FunctionKind.Aggregate);

    /// <summary>Whether between the root and each division every operator gives NULL for NULL, so that NULL instead of an error comes out.</summary>
    private static bool IsDivisionOnly(Expr expression) =>
        expression switch
        {
            BinaryExpr binary => IsDivisionOnly(binary.Left) && IsDivisionOnly(binary.Right),
            UnaryExpr unary => IsDivisionOnly(unary.Operand),
            CastExpr cast => IsDivisionOnly(cast.Operand),
            CallExpr call when IsAggregate(call) => call.Arguments.All(a => Walk.Find(a, MayFail) is null),
            CallExpr { Name: "round" or "ceil" or "ceiling" or "floor" or "abs" } call => call.Arguments.All(IsDivisionOnly),
            _ => Walk.Find(expression, MayFail) is null,
        };

    private static bool MayFail(Expr expression) => expression is BinaryExpr { Operator: "/" or "%" } or CastExpr or SubscriptExpr;

    private static string Extreme(CallSite site, string function)
    {
        if (site.Arguments[0].Type.Arguments.Count > 0)
            throw site.Error($"{function} of {site.Arguments[0].Type} is not supported by the emulator");
        var present = string.Join(" AND ", site.Arguments.Select(a => $"{a.Sql} IS NOT NULL"));
        return $"(CASE WHEN {present} THEN {function}({string.Join(", ", site.Arguments.Select(a => a.Sql))}) END)";
    }
}
