namespace BrevoTd.Connector.Mapping;

/// <summary>Turns a map's rules into their description.</summary>
internal static class MapDescriber
{
    public static MapDescription Describe<T>(MapDefinition<T> definition)
    {
        var rules = new List<RuleDescription>();
        foreach (var rule in definition.AllRules)
        {
            rules.Add(Describe(rule));
        }

        return new MapDescription(definition.Name, rules, [.. definition.SkipRules.Select(static skip => skip.Reason)])
        {
            OnFailure = definition.OnFailure,
            MaxFailures = definition.FailureLimit.MaxFailures,
            MaxFailureRatio = definition.FailureLimit.MaxRatio,
        };
    }

    private static RuleDescription Describe(IRuleDefinition rule) =>
        new(rule.Target, SourceText.Of(rule.Column, rule.Constant), ValueKinds.Name(rule.Kind))
        {
            Steps = [.. rule.StepNames],
            NullPolicy = rule.NullPolicyInForce,
            EmptyPolicy = rule.EmptyPolicyInForce,
            IsRequired = rule.IsRequired,
            IsDropped = rule.IsDropped,
            ConditionCount = rule.ConditionCount,
        };
}
