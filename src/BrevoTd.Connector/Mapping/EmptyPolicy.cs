namespace BrevoTd.Connector.Mapping;

/// <summary>What a rule makes of a text that is empty in the end, that is after <c>Default</c> and all other steps. Set per map and per rule.</summary>
/// <remarks>
/// Steps do not see empty texts. <c>Required</c> refuses an empty text whatever the policy says. Policies other than <see cref="Keep"/> also hold for rules that end as a number or a time
/// and began as text.
/// </remarks>
public enum EmptyPolicy
{
    /// <summary>An empty text counts as absent, so that the field is not written. The default.</summary>
    Absent,

    /// <summary>An empty text counts as null, so that the null policy decides: with <see cref="NullPolicy.Clear"/> it clears what the receiving service has.</summary>
    Null,

    /// <summary>The empty text is written: <c>""</c>. In a contact this clears the attribute. Not for identifiers; for numbers and times it is as <see cref="Absent"/>.</summary>
    Keep,

    /// <summary>The rule fails with code <c>empty</c>.</summary>
    Fail,
}
