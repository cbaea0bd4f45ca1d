namespace BrevoTd.Connector.Mapping;

/// <summary>Writes a property of the records, for the way back. It is called only where there is a value.</summary>
internal abstract class PropertySetter<T>
{
    /// <summary>Joins the setter to a rule that ends as what the property takes.</summary>
    public abstract ReverseEntry<TSource, T> Bind<TSource>(RuleNode<TSource> node, BindContext<TSource> bind, string target);
}

internal sealed class TextSetter<T>(Action<T, string> setter) : PropertySetter<T>
{
    public override ReverseEntry<TSource, T> Bind<TSource>(RuleNode<TSource> node, BindContext<TSource> bind, string target) =>
        new ReverseText<TSource, T>(((TextNode<TSource>)node).Bind(bind), setter, target);
}

internal sealed class ValueSetter<T, TValue>(Action<T, TValue> setter) : PropertySetter<T>
    where TValue : struct
{
    public override ReverseEntry<TSource, T> Bind<TSource>(RuleNode<TSource> node, BindContext<TSource> bind, string target) =>
        new ReverseValue<TSource, T, TValue>(((ValueNode<TSource, TValue>)node).Bind(bind), setter, target);
}
