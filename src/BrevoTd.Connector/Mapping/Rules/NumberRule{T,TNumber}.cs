using System.Numerics;

namespace BrevoTd.Connector.Mapping;

/// <summary>A rule over numbers: <see cref="long"/>, <see cref="double"/> or <see cref="decimal"/>.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
/// <typeparam name="TNumber">Type of the numbers.</typeparam>
public sealed class NumberRule<T, TNumber> : ValueRule<T, TNumber, NumberRule<T, TNumber>>
    where TNumber : struct, INumber<TNumber>
{
    internal NumberRule(RuleDefinition<T> definition)
        : base(definition) { }
}
