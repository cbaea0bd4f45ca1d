namespace BrevoTd.Connector.Tests.Batching;

/// <summary>A record of the tests. Its number is carried in the body, so that a server's log can tell whose it was.</summary>
internal sealed record Person(int Id, string? Email)
{
    public string? ExternalId { get; init; }

    public string? Phone { get; init; }

    public int Partition { get; init; }

    public bool Clears { get; init; }

    public string? Skip { get; init; }

    public bool Fails { get; init; }

    public int Padding { get; init; }

    public static Person Number(int id) => new(id, $"person{id}@example.com");
}
