namespace BrevoTd.Connector.Brevo;

/// <summary>A consent group to create.</summary>
public sealed record CreateConsentGroupRequest
{
    /// <summary>Name, up to 255 characters; unique in the account.</summary>
    public required string Name { get; init; }

    /// <summary>Description, up to 500 characters.</summary>
    public string? Description { get; init; }

    /// <summary>How contacts come into the group.</summary>
    public required ConsentGroupSignupMode SignupMode { get; init; }

    /// <summary>Lists whose contacts are copied into the group once, when it is created.</summary>
    public IReadOnlyList<ContactListId>? ListIds { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(CreateConsentGroupRequest);
}
