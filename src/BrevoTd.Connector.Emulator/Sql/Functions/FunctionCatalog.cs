using System.Collections.Frozen;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Every function that a statement may call. What is not here is refused by name.</summary>
internal static class FunctionCatalog
{
    private static readonly FrozenDictionary<string, SqlFunction> s_functions = Build()
        .ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    public static IReadOnlyCollection<SqlFunction> All => s_functions.Values;

    public static SqlFunction? Find(string name) => s_functions.GetValueOrDefault(name);

    /// <summary>Makes the functions written here known to a database.</summary>
    public static void Register(FunctionHost host)
    {
        CastFunctions.Register(host);
        MathFunctions.Register(host);
        StringFunctions.Register(host);
        RegexFunctions.Register(host);
        BinaryFunctions.Register(host);
        UrlFunctions.Register(host);
        JsonFunctions.Register(host);
        DateTimeFunctions.Register(host);
        ArrayFunctions.Register(host);
        TreasureDataFunctions.Register(host);
    }

    private static List<SqlFunction> Build()
    {
        var list = new FunctionList();
        ConditionalFunctions.Add(list);
        MathFunctions.Add(list);
        StringFunctions.Add(list);
        RegexFunctions.Add(list);
        BinaryFunctions.Add(list);
        UrlFunctions.Add(list);
        JsonFunctions.Add(list);
        DateTimeFunctions.Add(list);
        ArrayFunctions.Add(list);
        MapFunctions.Add(list);
        AggregateFunctions.Add(list);
        WindowFunctions.Add(list);
        TreasureDataFunctions.Add(list);
        return list.Functions;
    }
}

/// <summary>Collects functions, group by group.</summary>
internal sealed class FunctionList
{
    private string _group = "";
    private FunctionKind _kind;

    public List<SqlFunction> Functions { get; } = [];

    public void Begin(string group, FunctionKind kind = FunctionKind.Scalar)
    {
        _group = group;
        _kind = kind;
    }

    /// <summary>Adds a form; forms of one name are tried in the order in which they were added.</summary>
    public SqlFunction Add(string signature, string template, Func<CallSite, TrinoType>? type = null) =>
        Add(signature, site => site.Fill(template), type);

    public SqlFunction Add(string signature, FunctionWriter write, Func<CallSite, TrinoType>? type = null)
    {
        var parsed = Signature.Parse(signature);
        var function = Get(parsed.Function);
        function.Overloads.Add(new Overload(parsed, write, type));
        return function;
    }

    /// <summary>Adds a form that Trino has and the emulator refuses by name.</summary>
    public void Refuse(string signature, string what)
    {
        var function = Add(signature, site => throw site.Error($"Function {site.Call.Name} {what} not supported by the emulator"));
        function.Overloads[^1] = function.Overloads[^1] with { IsRefused = true };
    }

    public SqlFunction Special(string name, string forms, Func<Binder, CallExpr, Scope, Bound> bind)
    {
        var function = Get(name);
        function.Special = bind;
        function.Forms = forms;
        return function;
    }

    /// <summary>Another name for a function.</summary>
    public void Alias(string name, string of)
    {
        var function = Get(name);
        var source = Functions.Single(f => f.Name == of);
        function.Overloads.AddRange(source.Overloads);
        function.Special = source.Special;
        function.Forms = source.Forms?.Replace(of + "(", name + "(", StringComparison.Ordinal);
        function.Note = $"The same as `{of}`.";
    }

    private SqlFunction Get(string name)
    {
        var function = Functions.FirstOrDefault(f => f.Name == name);
        if (function is null)
        {
            function = new SqlFunction(name, _group, _kind);
            Functions.Add(function);
        }
        return function;
    }
}
