namespace BrevoTd.Connector.Sync;

/// <summary>What an erasure did. It names nobody: identifiers stand in it as hashes, made with <see cref="ContactEraserOptions.HashKey"/>.</summary>
public sealed record ContactErasure
{
    /// <summary>When the erasure began.</summary>
    public DateTimeOffset ErasedAt { get; init; }

    /// <summary>Hash of the identifier that was asked for, as 32 hexadecimal digits.</summary>
    public string Person { get; init; } = "";

    /// <summary>Hashes of every identifier that was learned of the person, <see cref="Person"/> among them. Syncs of the account leave out records that carry one of them.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    /// <summary>Contacts that were deleted in Brevo; 0 when there was none, such as after an earlier erasure.</summary>
    public int ContactsDeleted { get; init; }

    /// <summary>Whether Brevo said at the end that there is no such contact. Otherwise some program keeps creating it: erase again when it has been stopped.</summary>
    public bool IsConfirmed { get; init; }
}
