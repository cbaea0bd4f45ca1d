namespace BrevoTd.Connector.Mapping;

/// <summary>Finds what in a map's rules has no effect, or one that nobody wants. The map could be used all the same, so this is looked at by a check only.</summary>
internal static class RuleCheck
{
    public static void Run(MapDefinition definition, List<MappingProblem> problems)
    {
        foreach (var rule in definition.AllRules)
        {
            Run(rule, (code, message) => problems.Add(new MappingProblem(code, rule.Target, rule.Source, message)));
        }

        if (definition.OnFailure == FailurePolicy.Throw && definition.FailureLimit != default)
        {
            problems.Add(
                new MappingProblem(
                    MappingProblemCode.NeverApplies,
                    Target: null,
                    Source: null,
                    "MaxFailures and MaxFailureRatio never apply, because OnFailure(FailurePolicy.Throw) ends the run at the first failure. Remove them, or choose Skip or DeadLetter."
                )
            );
        }
    }

    private static void Run(IRuleDefinition rule, Action<MappingProblemCode, string> report)
    {
        var steps = rule.LastSteps;
        CheckGaps(rule, steps.Count > 0 && steps[^1].FillsGaps, report);
        for (var i = 1; i < steps.Count; i++)
        {
            CheckPair(steps[i - 1], steps[i], report);
        }

        foreach (var value in rule.KnownValues())
        {
            if (value.FailedAt is { } refusing)
            {
                report(
                    MappingProblemCode.InvalidArgument,
                    $"The value of {value.Step.Name} does not pass {refusing.Name}, which stands behind it. Change the value, or write {value.Step.Name} behind {refusing.Name}."
                );
            }
        }

        if (IsIdentifier(rule.Role) && steps.Any(static step => step.FillsGaps))
        {
            report(
                MappingProblemCode.Contradiction,
                "An identifier must not have a Default: all records without one would become one and the same. Remove it, and leave such records out with SkipWhen or fail them with Required."
            );
        }

        if (rule.Kind == FieldKind.Double && rule.KnownValues().Any(static value => value.Written is "NaN" or "Infinity" or "-Infinity"))
        {
            report(
                MappingProblemCode.InvalidArgument,
                "The Default is NaN or infinite, which neither service stores. Choose a number, or remove it."
            );
        }
    }

    private static bool IsIdentifier(FieldRole role) =>
        role
            is FieldRole.Email
                or FieldRole.ExternalId
                or FieldRole.Sms
                or FieldRole.WhatsApp
                or FieldRole.Landline
                or FieldRole.Id
                or FieldRole.Recipient;

    private static void CheckGaps(IRuleDefinition rule, bool alwaysHasValue, Action<MappingProblemCode, string> report)
    {
        // OrDrop of a list drops items, not the list.
        var isDropped = rule.IsDropped && rule.Kind != FieldKind.List;
        if (alwaysHasValue && rule.IsRequired)
        {
            report(
                MappingProblemCode.NeverApplies,
                "Required never applies, because Default gives every record a value. Remove Required, or remove Default if records without a value are to fail."
            );
        }
        else if (alwaysHasValue && rule.NullPolicy is { } unused)
        {
            report(
                MappingProblemCode.NeverApplies,
                $"WhenNull({unused}) never applies, because Default gives every record a value. Remove one of them."
            );
        }

        if (rule.EmptyPolicy is { } emptyPolicy && (alwaysHasValue || rule.IsRequired))
        {
            report(
                MappingProblemCode.NeverApplies,
                $"WhenEmpty({emptyPolicy}) never applies, because {(alwaysHasValue ? "Default gives every record a value" : "Required fails every record with an empty text")}. Remove one of them."
            );
        }

        if (rule.IsRequired && rule.NullPolicy is { } policy and not NullPolicy.Fail)
        {
            report(
                MappingProblemCode.NeverApplies,
                $"WhenNull({policy}) never applies, because Required fails every record without a value. Remove one of them."
            );
        }

        if (isDropped && rule.EmptyPolicy == EmptyPolicy.Fail)
        {
            report(
                MappingProblemCode.Contradiction,
                "The rule is both WhenEmpty(EmptyPolicy.Fail) and OrDrop: an empty text cannot fail the record and be dropped. Remove one."
            );
        }

        if (isDropped && rule.NullPolicy == NullPolicy.Fail)
        {
            report(
                MappingProblemCode.Contradiction,
                "The rule is both WhenNull(NullPolicy.Fail) and OrDrop: a missing value cannot fail the record and be dropped. Remove one."
            );
        }
    }

    private static void CheckPair(IRuleStep first, IRuleStep second, Action<MappingProblemCode, string> report)
    {
        if (first.FillsGaps && second.FillsGaps && (first.Recovers || !second.Recovers))
        {
            report(
                MappingProblemCode.NeverApplies,
                $"{second.Name} never applies, because {first.Name} right before it leaves no gap. Remove one of them."
            );
        }
        else if (first is HashStep && second is (EmailStep or ToE164Step))
        {
            report(
                MappingProblemCode.NeverApplies,
                $"{second.Name} refuses every record, because a hash is neither an address nor a number. Write {second.Name} before {first.Name}."
            );
        }
        else if (first is (ToLowerStep or ToUpperStep) && second is (ToLowerStep or ToUpperStep))
        {
            report(
                MappingProblemCode.NeverApplies,
                $"{first.Name} has no effect, because {second.Name} follows at once and decides the case. Remove it."
            );
        }
    }
}
