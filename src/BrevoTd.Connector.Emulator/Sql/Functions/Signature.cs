namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>
/// A function's parameters and result, read from text: <c>strpos(varchar, varchar) -&gt; bigint</c>. A last parameter <c>...</c> repeats the one
/// before it any number of times; a result <c>=0</c> has the type of the first argument.
/// </summary>
internal sealed record Signature(string Function, IReadOnlyList<TypePattern> Types, bool Repeats, TypePattern Result)
{
    public static Signature Parse(string text)
    {
        var arrow = text.LastIndexOf("->", StringComparison.Ordinal);
        var at = 0;
        var head = ReadPattern(text[..arrow].Trim(), ref at);
        var result = 0;
        var parameters = head.Arguments.ToList();
        var repeats = parameters.Count > 0 && parameters[^1].Name == "...";
        if (repeats)
            parameters.RemoveAt(parameters.Count - 1);
        return new Signature(head.Name, parameters, repeats, ReadPattern(text[(arrow + 2)..].Trim(), ref result));
    }

    public bool Takes(int count) => Repeats ? count >= Types.Count : count == Types.Count;

    public TypePattern Parameter(int index) => Types[Math.Min(index, Types.Count - 1)];

    /// <summary>The name and the parameters' types, as messages and documentation show them.</summary>
    public string Parameters(string name) => $"{name}({string.Join(", ", Types)}{(Repeats ? ", …" : "")})";

    private static TypePattern ReadPattern(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is not ('(' or ')' or ','))
            at++;
        var name = text[start..at].Trim();
        var arguments = new List<TypePattern>();
        if (at < text.Length && text[at] == '(')
        {
            at++;
            while (text[at] != ')')
            {
                arguments.Add(ReadPattern(text, ref at));
                if (text[at] == ',')
                    at++;
                while (text[at] == ' ')
                    at++;
            }
            at++;
        }
        while (at < text.Length && text[at] == ' ')
            at++;
        return new TypePattern(name, arguments);
    }
}
