namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>A user that was added through the API.</summary>
internal sealed record UserState : StoredState
{
    public required string Name { get; init; }

    public required string Email { get; init; }

    public string? Password { get; init; }

    public IReadOnlyList<string> ApiKeys { get; init; } = [];

    /// <summary>The one user who is there from the start and cannot be removed.</summary>
    public bool IsOwner { get; init; }

    public override string ToString() => $"User {Id}";
}
