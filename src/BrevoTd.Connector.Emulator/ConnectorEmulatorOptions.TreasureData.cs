namespace BrevoTd.Connector.Emulator;

public sealed partial class ConnectorEmulatorOptions
{
    /// <summary>The port of the Treasure Data side on 127.0.0.1.</summary>
    /// <value>The default is 0: any free port.</value>
    public int TreasureDataPort { get; set; }

    /// <summary>The API key that the Treasure Data side accepts.</summary>
    /// <value>The default is <see langword="null"/>: a generated one, <c>1/</c> followed by 40 hexadecimal digits.</value>
    public string? TreasureDataApiKey { get; set; }

    partial void CompleteTreasureData()
    {
        CheckPort(TreasureDataPort, nameof(TreasureDataPort));
        CheckKey(TreasureDataApiKey, nameof(TreasureDataApiKey));
    }
}
