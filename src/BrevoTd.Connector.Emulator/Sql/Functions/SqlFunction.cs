namespace BrevoTd.Connector.Emulator.Sql;

internal enum FunctionKind
{
    Scalar,
    Aggregate,
    Window,
}

/// <summary>Writes a call in DuckDB's dialect from its arguments, which have the signature's types.</summary>
internal delegate string FunctionWriter(CallSite site);

/// <summary>One form of a function.</summary>
/// <param name="Signature">Its types.</param>
/// <param name="Write">How DuckDB is asked for it.</param>
/// <param name="Type">Gives the result's type where the signature alone does not tell.</param>
internal sealed record Overload(Signature Signature, FunctionWriter Write, Func<CallSite, TrinoType>? Type)
{
    /// <summary>Whether Trino has the form and the emulator refuses it.</summary>
    public bool IsRefused { get; init; }
}

/// <summary>A function of Trino's or Treasure Data's that the emulator has.</summary>
internal sealed class SqlFunction(string name, string group, FunctionKind kind)
{
    public string Name { get; } = name;

    public string Group { get; } = group;

    public FunctionKind Kind { get; } = kind;

    public List<Overload> Overloads { get; } = [];

    /// <summary>Binds a call that no signature describes, such as <c>if</c>.</summary>
    public Func<Binder, CallExpr, Scope, Bound>? Special { get; set; }

    /// <summary>The forms in documentation, where they are not the signatures.</summary>
    public string? Forms { get; set; }

    /// <summary>What the documentation says beside the forms.</summary>
    public string Note { get; set; } = "";
}
