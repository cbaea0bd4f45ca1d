namespace BrevoTd.Connector.Mapping;

/// <summary>
/// A rule over a list. A list without items, also after items were left out, counts as empty: it is not written. A failure inside an item names the item, as in
/// <c>products[2].price</c>, and fails the record; with <see cref="MapRule{T, TSelf}.OrDrop"/> it leaves out that item, which is counted under the list's target.
/// </summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed class ListRule<T> : MapRule<T, ListRule<T>>
{
    internal ListRule(RuleDefinition<T> definition)
        : base(definition) { }
}
