namespace BrevoTd.Connector.TreasureData;

/// <summary>Whether and where a registration reads the Toolbelt's file.</summary>
internal sealed class ToolbeltParts
{
    public bool IsUsed { get; set; }

    /// <summary>The path; <see langword="null"/> means where the Toolbelt itself looks.</summary>
    public string? Path { get; set; }
}
