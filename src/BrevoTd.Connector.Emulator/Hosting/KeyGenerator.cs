using System.Security.Cryptography;

namespace BrevoTd.Connector.Emulator.Hosting;

/// <summary>Hexadecimal digits for keys.</summary>
internal static class KeyGenerator
{
    /// <summary>
    /// In memory the digits follow from the seed, so that a failing test can be repeated exactly; an emulator with a folder lives on and gets
    /// random ones.
    /// </summary>
    public static string Hex(int digits, ConnectorEmulatorOptions options, string purpose)
    {
        if (options.Folder is not null)
            return RandomNumberGenerator.GetHexString(digits, lowercase: true);
        var bytes = new byte[(digits + 1) / 2];
        var input = System.Text.Encoding.UTF8.GetBytes($"{purpose}:{options.Seed}");
        for (var filled = 0; filled < bytes.Length; filled += 32)
        {
            input = SHA256.HashData(input);
            input.AsSpan(0, Math.Min(32, bytes.Length - filled)).CopyTo(bytes.AsSpan(filled));
        }

        return Convert.ToHexString(bytes).ToLowerInvariant()[..digits];
    }
}
