namespace BrevoTd.Connector.Emulator;

public sealed partial class ConnectorEmulatorOptions
{
    /// <summary>The port of the Brevo side on 127.0.0.1.</summary>
    /// <value>The default is 0: any free port.</value>
    public int BrevoPort { get; set; }

    /// <summary>The API key that the Brevo side accepts.</summary>
    /// <value>The default is <see langword="null"/>: a generated one that starts with <c>xkeysib-</c>.</value>
    public string? BrevoApiKey { get; set; }

    partial void CompleteBrevo()
    {
        CheckPort(BrevoPort, nameof(BrevoPort));
        CheckKey(BrevoApiKey, nameof(BrevoApiKey));
    }
}
