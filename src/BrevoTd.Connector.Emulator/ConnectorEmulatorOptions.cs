namespace BrevoTd.Connector.Emulator;

/// <summary>What <see cref="ConnectorEmulator.StartAsync"/> starts. Every option has a default that suits a test.</summary>
public sealed partial class ConnectorEmulatorOptions
{
    /// <summary>
    /// A folder that keeps the state of both services, so that it survives restarts; created if it does not exist. One emulator at a time
    /// may use a folder.
    /// </summary>
    /// <value>The default is <see langword="null"/>: everything is in memory and gone when the emulator is disposed.</value>
    public string? Folder { get; set; }

    /// <summary>The clock of both services: time stamps, quota windows, latency of faults, duration of asynchronous work.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>. With a fake clock, asynchronous work proceeds when the test advances it.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The seed of everything random: generated keys and the decisions of faults with a probability.</summary>
    /// <value>
    /// The default is 1. Equal seeds and an equal order of requests give equal faults. Keys are random, whatever the seed, when
    /// <see cref="Folder"/> is set.
    /// </value>
    public int Seed { get; set; } = 1;

    internal ConnectorEmulatorOptions ToValidatedCopy()
    {
        var copy = (ConnectorEmulatorOptions)MemberwiseClone();
        if (copy.Folder is { } folder)
        {
            if (string.IsNullOrWhiteSpace(folder))
                throw new ArgumentException("Folder is empty. Give a path, or null to keep everything in memory.");
            copy.Folder = Path.GetFullPath(folder);
        }

        if (copy.TimeProvider is null)
            throw new ArgumentException("TimeProvider is null. Use TimeProvider.System or a fake clock.");
        copy.CompleteBrevo();
        copy.CompleteTreasureData();
        if (copy.BrevoPort != 0 && copy.BrevoPort == copy.TreasureDataPort)
            throw new ArgumentException(
                $"BrevoPort and TreasureDataPort are both {copy.BrevoPort}. Give each service a port of its own, or 0 for any free one."
            );
        return copy;
    }

    partial void CompleteBrevo();

    partial void CompleteTreasureData();

    private static void CheckPort(int port, string option)
    {
        if (port is < 0 or > 65535)
            throw new ArgumentException($"{option} is {port}. Give a port from 1 to 65535, or 0 for any free one.");
    }

    private static void CheckDuration(TimeSpan value, string option)
    {
        if (value < TimeSpan.Zero)
            throw new ArgumentException($"{option} is negative. Give zero or a positive duration.");
    }

    private static void CheckKey(string? key, string option)
    {
        if (key is not null && (key.Length == 0 || key.Any(static c => c is <= ' ' or > '~')))
            throw new ArgumentException(
                $"{option} must consist of printable ASCII characters without spaces. Use null to have one generated."
            );
    }
}
