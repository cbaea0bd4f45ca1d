namespace BrevoTd.Connector.Sync;

/// <summary>What the rows of a table are. Tables of Treasure Data only grow, so this decides how the present state is read out of them.</summary>
public enum TableContent
{
    /// <summary>Versions of records: a row whenever a pull saw a record changed. The newest row of a key is its present state.</summary>
    Versions,

    /// <summary>Copies of everything there was, one per sweep. The newest row of a key is its present state, if the last complete sweep saw it.</summary>
    Snapshots,

    /// <summary>Things that happened: a row for each. Rows with one <c>row_id</c> are the same event.</summary>
    Events,
}
