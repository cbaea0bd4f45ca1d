namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>A list; <see cref="Members"/> is changed in place under the store's lock.</summary>
internal sealed record ContactList(int Id, string Name, int FolderId, long CreatedAt)
{
    public IdSet Members { get; init; } = new();
}

internal sealed record ContactFolder(int Id, string Name);
