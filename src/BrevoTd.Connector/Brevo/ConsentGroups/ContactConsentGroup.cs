namespace BrevoTd.Connector.Brevo;

/// <summary>A contact's place in a consent group.</summary>
public sealed record ContactConsentGroup
{
    /// <summary>Id of the group.</summary>
    public ConsentGroupId? Id { get; init; }

    /// <summary>State of the subscription.</summary>
    public ConsentStatus? Status { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(ContactConsentGroup)} {Id}";
}
