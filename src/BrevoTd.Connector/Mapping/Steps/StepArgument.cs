namespace BrevoTd.Connector.Mapping;

/// <summary>Arguments in the names of steps. They come from the map, so they are nobody's data.</summary>
internal static class StepArgument
{
    private const int MaxLength = 24;

    public static string Text(string text) => text.Length <= MaxLength ? $"'{text}'" : $"'{text.AsSpan(0, MaxLength)}…'";
}
