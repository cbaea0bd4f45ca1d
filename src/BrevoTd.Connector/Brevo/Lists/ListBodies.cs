using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

internal sealed record ListCreateBody
{
    public required string Name { get; init; }

    public required ContactFolderId FolderId { get; init; }
}

internal sealed record ListUpdateBody
{
    public string? Name { get; init; }

    public ContactFolderId? FolderId { get; init; }
}

internal sealed record ListCreatedAnswer
{
    public ContactListId? Id { get; init; }
}

internal sealed record ListListAnswer
{
    public IReadOnlyList<ContactList>? Lists { get; init; }

    public long? Count { get; init; }
}

internal sealed record ListMembersBody
{
    public IReadOnlyList<string>? Emails { get; init; }

    public IReadOnlyList<ContactId>? Ids { get; init; }

    public IReadOnlyList<string>? ExtIds { get; init; }

    public bool? All { get; init; }
}

/// <summary>The two shapes of one answer: the figures stand under <c>contacts</c> in the schema and at the top in the examples.</summary>
internal sealed record ListMembersAnswer
{
    public ListMembersPart? Contacts { get; init; }

    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? Success { get; init; }

    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? Failure { get; init; }

    public ProcessId? ProcessId { get; init; }

    public long? Total { get; init; }
}

internal sealed record ListMembersPart
{
    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? Success { get; init; }

    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? Failure { get; init; }

    public ProcessId? ProcessId { get; init; }

    public long? Total { get; init; }
}
