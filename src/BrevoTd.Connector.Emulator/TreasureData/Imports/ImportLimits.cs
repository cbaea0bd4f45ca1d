namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>The emulator's own limits of import bodies; those of the service are not documented.</summary>
internal static class ImportLimits
{
    /// <summary>256 MiB as sent.</summary>
    public const int PackedBytes = 256 * 1024 * 1024;

    /// <summary>1 GiB unpacked.</summary>
    public const int UnpackedBytes = 1024 * 1024 * 1024;
}
