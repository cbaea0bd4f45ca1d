namespace BrevoTd.Connector.Mapping;

/// <summary>A rule without the type of its records: what checks and descriptions look at.</summary>
internal interface IRuleDefinition
{
    /// <summary>Position among all rules of the map.</summary>
    int Index { get; }

    /// <summary>What the rule writes, as a path: <c>event_properties.shipping.city</c>, <c>products[].price</c>.</summary>
    string Target { get; }

    /// <summary>Name of the field where it is written.</summary>
    string WireName { get; }

    /// <summary>The object that the field is in.</summary>
    MapObject Parent { get; }

    FieldRole Role { get; }

    FieldKind Kind { get; }

    /// <summary>The column at the beginning of the rule, or <see langword="null"/> for a function.</summary>
    ColumnUse? Column { get; }

    /// <inheritdoc cref="RuleNode{T}.Constant"/>
    string? Constant { get; }

    /// <summary>All columns that the rule reads, those of Coalesce and Join included.</summary>
    IEnumerable<ColumnUse> Columns { get; }

    string? Source { get; }

    /// <summary>Whether the column is one of the query's, so that its schema tells whether it exists.</summary>
    bool ReadsQueryColumn { get; }

    /// <summary>Names of the steps in the order written.</summary>
    IEnumerable<string> StepNames { get; }

    bool IsRequired { get; }

    bool IsDropped { get; }

    bool HasDefault { get; }

    bool HasConditions { get; }

    /// <summary>The rule's own null policy, or <see langword="null"/> for the map's.</summary>
    NullPolicy? NullPolicy { get; }

    /// <summary>What the rule does without a value: its own policy or the map's.</summary>
    NullPolicy NullPolicyInForce { get; }

    /// <summary>What the rule makes of an empty text: its own policy or the map's.</summary>
    EmptyPolicy EmptyPolicyInForce { get; }

    int ConditionCount { get; }

    /// <inheritdoc cref="RuleNode{T}.Expand"/>
    IEnumerable<GroupField> Expand(TreasureData.TdSchema schema);

    /// <inheritdoc cref="RuleNode{T}.LastSteps"/>
    IReadOnlyList<IRuleStep> LastSteps { get; }

    /// <inheritdoc cref="RuleNode{T}.KnownValues"/>
    IEnumerable<StepValue> KnownValues();

    /// <summary>The rule's own empty policy, or <see langword="null"/> for the map's.</summary>
    EmptyPolicy? EmptyPolicy { get; }

    /// <summary>Policies of the included map that the rule comes from, in place of those of the map.</summary>
    void Inherit(NullPolicy? nullPolicy, EmptyPolicy? emptyPolicy);

    /// <summary>Looks for contradictions when everything has been said of the rule.</summary>
    void Close();
}
