using System.Globalization;

namespace BrevoTd.Connector.Emulator.Sql;

/// <content>Function calls.</content>
internal sealed partial class Binder
{
    private Bound BindCall(CallExpr call, Scope scope)
    {
        var function = FunctionCatalog.Find(call.Name) ?? throw call.At.Error($"Function {call.Name} not supported by the emulator");
        CheckClauses(call, function);
        if (function.Special is not null)
            return function.Special(this, call, scope);
        var plain = call.Arguments.Select(a => a is LambdaExpr ? null : Bind(a, scope)).ToArray();
        foreach (var strictness in Enum.GetValues<Strictness>())
        {
            foreach (var overload in function.Overloads)
            {
                if (Match(overload, call, plain, scope, strictness) is { } bound)
                    return bound;
            }
        }
        var given = string.Join(", ", call.Arguments.Select((a, i) => plain[i]?.Type.ToString() ?? "function"));
        var expected = string.Join(", ", function.Overloads.Select(o => o.Signature.Parameters(call.Name)).Distinct());
        throw call.At.Error($"Unexpected parameters ({given}) for function {call.Name}. Expected: {expected}");
    }

    private static void CheckClauses(CallExpr call, SqlFunction function)
    {
        var hasOver = call.Over is not null || call.OverName is not null;
        if (function.Kind == FunctionKind.Window && !hasOver)
            throw call.At.Error($"Window function {call.Name} requires an OVER clause");
        if (function.Kind == FunctionKind.Scalar && (hasOver || call.Filter is not null || call.Distinct || call.OrderBy.Count > 0))
            throw call.At.Error($"DISTINCT, FILTER, ORDER BY and OVER are not valid for {call.Name}, which is not an aggregate function");
        if (call.IgnoreNulls is not null && function.Kind != FunctionKind.Window)
            throw call.At.Error($"Cannot specify null treatment clause for {call.Name} function");
        if (call.Star && call.Name != "count")
            throw call.At.Error($"Function {call.Name}(*) not supported by the emulator");
        if (call.Distinct && hasOver)
            throw call.At.Error("DISTINCT in window function parameters not yet supported");
        if (call.OrderBy.Count > 0 && hasOver)
            throw call.At.Error("Window function with ORDER BY is not supported");
    }

    private Bound? Match(Overload overload, CallExpr call, Bound?[] plain, Scope scope, Strictness strictness)
    {
        var signature = overload.Signature;
        if (!signature.Takes(plain.Length))
            return null;
        var variables = new Dictionary<string, TrinoType>(StringComparer.Ordinal);
        for (var i = 0; i < plain.Length; i++)
        {
            var parameter = signature.Parameter(i);
            if (parameter.IsFunction != plain[i] is null)
                return null;
            if (plain[i] is { } value && !parameter.Unify(value.Type, variables, strictness))
                return null;
        }
        var depth = _lambdaDepth;
        var arguments = new Bound[plain.Length];
        for (var i = 0; i < plain.Length; i++)
        {
            var parameter = signature.Parameter(i);
            arguments[i] = plain[i] is { } value
                ? Pass(value, parameter.Resolve(value.Type, variables), call.At)
                : BindLambda((LambdaExpr)call.Arguments[i], parameter, variables, scope);
        }
        var site = new CallSite(this, call, scope, arguments, depth);
        var type =
            overload.Type?.Invoke(site)
            ?? (
                signature.Result.Name.StartsWith('=')
                    ? arguments[signature.Result.Name[1] - '0'].Type
                    : signature.Result.Resolve(null, variables)
            );
        var sql = overload.Write(site);
        CheckUse(site);
        return new Bound(sql, type);
    }

    private static void CheckUse(CallSite site)
    {
        var call = site.Call;
        // To these neither repeats nor order make a difference.
        if (call.Name is "min" or "max" or "bool_and" or "bool_or" or "every" or "approx_distinct")
            return;
        if (call.Distinct && !site.UsesDistinct)
            throw call.At.Error($"{call.Name} with DISTINCT is not supported by the emulator");
        if (call.OrderBy.Count > 0 && !site.UsesOrder && call.Name is not ("count" or "sum" or "avg" or "count_if"))
            throw call.At.Error($"{call.Name} with ORDER BY is not supported by the emulator");
        if (call.IgnoreNulls is not null && !site.UsesNulls)
            throw call.At.Error($"Cannot specify null treatment clause for {call.Name} function");
    }

    private Bound Pass(Bound value, TrinoType type, Position at) =>
        value.Type.Equals(type) ? value : value with { Sql = Convert(value, type, at), Type = type };

    /// <summary>
    /// Binds a lambda's body over the parameters that <see cref="LambdaParameters"/> gives it; the function's writer puts them in.
    /// </summary>
    private Bound BindLambda(LambdaExpr lambda, TypePattern pattern, Dictionary<string, TrinoType> variables, Scope scope)
    {
        var types = pattern.Arguments.Take(pattern.Arguments.Count - 1).Select(a => a.Resolve(null, variables)).ToArray();
        var body = BindLambda(lambda, types, LambdaParameters(types.Length, _lambdaDepth), scope);
        var result = pattern.Arguments[^1];
        if (!result.Unify(body.Type, variables, Strictness.AnyConversion))
            throw lambda.At.Error($"Expected lambda that returns {result} but got {body.Type}");
        return Pass(body, result.Resolve(body.Type, variables), lambda.At);
    }

    public Bound BindLambda(LambdaExpr lambda, TrinoType[] types, string[] parameters, Scope scope)
    {
        if (lambda.Parameters.Count != types.Length)
            throw lambda.At.Error($"Expected a lambda that takes {types.Length} argument(s) but got {lambda.Parameters.Count}");
        var fields = lambda.Parameters.Select((p, i) => new Field(p.Name, [], types[i], parameters[i])).ToArray();
        _lambdaDepth++;
        try
        {
            return Bind(lambda.Body, new Scope(scope, fields, isLambda: true));
        }
        finally
        {
            _lambdaDepth--;
        }
    }

    /// <summary>One parameter is the element itself; two are the key and the value of a map's entry, or the items of a pair.</summary>
    private static string[] LambdaParameters(int count, int depth)
    {
        var element = string.Create(CultureInfo.InvariantCulture, $"l{depth}");
        return count == 1 ? [element] : [$"{element}.key", $"{element}.value"];
    }

    public string BindFilter(Expr filter, Scope scope) => BindCondition(filter, scope, "FILTER");

    /// <summary>A sort key inside an aggregate or a window.</summary>
    public string BindOrder(SortItem item, Scope scope)
    {
        var key = Bind(item.Key, scope);
        return $"{(key.IsLiteral ? "NULL::INTEGER" : key.Sql)} {(item.Descending ? "DESC" : "ASC")} {(AreNullsFirst(item) ? "NULLS FIRST" : "NULLS LAST")}";
    }

    public string BindOver(CallExpr call, Scope scope)
    {
        var spec = call.OverName is { } name ? FindWindow(name, call.At) : call.Over;
        if (spec is null)
            return "";
        while (spec.Base is { } inherited)
        {
            var parent = FindWindow(inherited, call.At);
            spec = new WindowSpec(
                spec.PartitionBy.Count > 0 ? spec.PartitionBy : parent.PartitionBy,
                spec.OrderBy.Count > 0 ? spec.OrderBy : parent.OrderBy,
                spec.Frame ?? parent.Frame,
                parent.Base
            );
        }
        var parts = new List<string>();
        if (spec.PartitionBy.Count > 0)
            parts.Add("PARTITION BY " + string.Join(", ", spec.PartitionBy.Select(e => Bind(e, scope).Sql)));
        if (spec.OrderBy.Count > 0)
            parts.Add("ORDER BY " + string.Join(", ", spec.OrderBy.Select(o => BindOrder(o, scope))));
        if (spec.Frame is { } frame)
            parts.Add(BindFrame(frame, scope));
        return $" OVER ({string.Join(' ', parts)})";
    }

    private WindowSpec FindWindow(string name, Position at) =>
        _windows.TryGetValue(name, out var spec) ? spec : throw at.Error($"Cannot resolve WINDOW name {name}");

    private string BindFrame(WindowFrame frame, Scope scope)
    {
        return frame.End is null
            ? $"{frame.Unit} {Bound(frame.Start)}"
            : $"{frame.Unit} BETWEEN {Bound(frame.Start)} AND {Bound(frame.End)}";

        string Bound(FrameBound bound)
        {
            if (bound.Distance is null)
                return bound.Kind;
            var distance = Bind(bound.Distance, scope);
            if (!distance.Type.IsNumeric)
                throw bound.Distance.At.Error($"A window frame of {distance.Type} is not supported by the emulator");
            return $"{distance.Sql} {bound.Kind}";
        }
    }
}
