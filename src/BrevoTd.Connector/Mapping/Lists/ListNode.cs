namespace BrevoTd.Connector.Mapping;

/// <summary>A list as written: where it comes from and what is written of its items.</summary>
internal sealed class ListNode<T, TItem>(ListSource<T, TItem> source, RuleSet<TItem> items, bool isSpread) : RuleNode<T>(FieldKind.List)
{
    /// <summary>The rule itself, which the items are counted for.</summary>
    public IRuleDefinition? Rule { get; set; }

    public override ColumnUse? Column => source.Column;

    public override IEnumerable<ColumnUse> Columns => source.Columns;

    public override IEnumerable<StepTrace> Trace => source.Trace;

    public override PlanEntry<T> Compile(EntryFactory<T> factory, BindContext<T> bind, Field field) =>
        new ListEntry<T, TItem>(source.Bind(bind), new ItemPlan<TItem>(items, Rule!, bind.Plan), isSpread, field);
}

/// <summary>Where a list comes from.</summary>
internal abstract class ListSource<T, TItem>
{
    public abstract ColumnUse? Column { get; }

    public virtual IEnumerable<ColumnUse> Columns => Column is { } column ? [column] : [];

    /// <summary>Steps that made the list.</summary>
    public virtual IEnumerable<StepTrace> Trace => [];

    public abstract ListPipe<T, TItem> Bind(BindContext<T> bind);
}

internal sealed class FunctionListSource<T, TItem>(Func<T, IEnumerable<TItem>?> function) : ListSource<T, TItem>
{
    public override ColumnUse? Column => null;

    public override ListPipe<T, TItem> Bind(BindContext<T> bind) => new FunctionList<T, TItem>(function);
}

internal sealed class ColumnListSource<T>(ListColumn column) : ListSource<T, ListElement>
{
    public override ColumnUse? Column { get; } = new(column.Name ?? "", FieldKind.List, column.Path);

    public override ListPipe<T, ListElement> Bind(BindContext<T> bind) => bind.Columns.List(bind.Schema, column.Name, column.Path);
}
