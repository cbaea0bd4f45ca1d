namespace BrevoTd.Connector.Authentication;

/// <summary>Why the Toolbelt's file gives no key. The message names the path, never the key.</summary>
internal sealed class ToolbeltFileException(string message, bool isMissing, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Whether there is no such file.</summary>
    public bool IsMissing { get; } = isMissing;
}
