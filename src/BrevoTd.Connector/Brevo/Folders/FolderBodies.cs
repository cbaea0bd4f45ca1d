using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

internal sealed record FolderNameBody
{
    public required string Name { get; init; }
}

internal sealed record FolderCreatedAnswer
{
    public ContactFolderId? Id { get; init; }
}

internal sealed record FolderListAnswer
{
    public IReadOnlyList<ContactFolder>? Folders { get; init; }

    public long? Count { get; init; }
}
