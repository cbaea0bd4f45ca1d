namespace BrevoTd.Connector.Brevo;

/// <summary>A contact that is to confirm its address before it is put on lists (<c>POST /contacts/doubleOptinConfirmation</c>).</summary>
public sealed record CreateDoubleOptInRequest
{
    /// <summary>Address that the confirmation e-mail goes to.</summary>
    public required string Email { get; init; }

    /// <summary>Lists that the contact is put on once it has confirmed; at least one.</summary>
    public required IReadOnlyList<ContactListId> IncludeListIds { get; init; }

    /// <summary>Lists that the contact is not put on.</summary>
    public IReadOnlyList<ContactListId>? ExcludeListIds { get; init; }

    /// <summary>Id of the template of the confirmation e-mail; it must carry the tag of a double opt-in link (<c>{{ params.DOIurl }}</c>).</summary>
    public required long TemplateId { get; init; }

    /// <summary>Page that the contact sees after its click.</summary>
    public required Uri RedirectionUrl { get; init; }

    /// <summary>Attributes by name in capital letters; they must exist in the account.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Attributes { get; init; }

    /// <summary>The template only; every other member may be personal data.</summary>
    public override string ToString() => $"{nameof(CreateDoubleOptInRequest)} with template {TemplateId}";
}
