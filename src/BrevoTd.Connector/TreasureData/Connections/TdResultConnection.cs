namespace BrevoTd.Connector.TreasureData;

/// <summary>Exports a job's result through a saved connection, which knows host and password; the settings say what goes where.</summary>
public record TdResultConnection
{
    /// <summary>The connection; <see cref="TreasureDataConnectionsClient.GetIdAsync"/> finds it by its name.</summary>
    public required TdConnectionId Id { get; init; }

    /// <summary>What the connection's kind needs to know besides, as a JSON object, such as <c>{"path":"out/contacts.csv","format":"csv"}</c>.</summary>
    public required string Settings { get; init; }

    /// <summary>The id only: settings may name places and secrets.</summary>
    public override string ToString() => $"{nameof(TdResultConnection)} {{ Id = {Id} }}";

    /// <summary>Checks what the service would refuse less clearly.</summary>
    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Id.Value))
        {
            throw new ArgumentException("The connection's id is empty.", nameof(Id));
        }

        TdJsonObject.Check(Settings, nameof(Settings));
    }
}
