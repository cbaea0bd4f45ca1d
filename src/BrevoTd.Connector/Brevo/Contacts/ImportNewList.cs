using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A list that an import creates.</summary>
public sealed record ImportNewList
{
    /// <summary>Name of the list.</summary>
    public required string ListName { get; init; }

    /// <summary>Folder of the list.</summary>
    public required ContactFolderId FolderId { get; init; }

    /// <summary>The folder only.</summary>
    public override string ToString() => $"{nameof(ImportNewList)} in folder {FolderId}";
}
