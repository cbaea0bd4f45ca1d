namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>A consent group; <see cref="Members"/> is changed in place under the store's lock.</summary>
internal sealed record ConsentGroup(int Id, string Name, string SignupMode, long CreatedAt)
{
    public string? Description { get; init; }

    public required long UpdatedAt { get; init; }

    public IdSet Members { get; init; } = new();
}
