namespace BrevoTd.Connector.Mapping;

/// <summary>A rule over truth values. Its steps allocate nothing.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class BooleanRule<T> : ValueRule<T, bool, BooleanRule<T>>
{
    internal BooleanRule(RuleDefinition<T> definition)
        : base(definition) { }

    /// <summary>Turns true into false and false into true, as from "opted in" to "blocked".</summary>
    public BooleanRule<T> Not() => Add(new NotStep());

    /// <summary>A text for each of the two.</summary>
    /// <param name="whenTrue">The text for true.</param>
    /// <param name="whenFalse">The text for false.</param>
    /// <returns>The rule, from here on over text.</returns>
    public TextRule<T> Map(string whenTrue, string whenFalse)
    {
        ArgumentNullException.ThrowIfNull(whenTrue);
        ArgumentNullException.ThrowIfNull(whenFalse);
        return new(ToText(new MapToText<bool>(new Dictionary<bool, string> { [true] = whenTrue, [false] = whenFalse }, default)));
    }
}
