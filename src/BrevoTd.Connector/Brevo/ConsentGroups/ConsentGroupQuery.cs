namespace BrevoTd.Connector.Brevo;

/// <summary>Which consent groups to list. Filters add up.</summary>
public sealed record ConsentGroupQuery
{
    /// <summary>Only the group of this id.</summary>
    public ConsentGroupId? Id { get; init; }

    /// <summary>Only groups whose name contains this, whatever its case.</summary>
    public string? Name { get; init; }

    /// <summary>Only groups of this mode.</summary>
    public ConsentGroupSignupMode? SignupMode { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(ConsentGroupQuery);
}
