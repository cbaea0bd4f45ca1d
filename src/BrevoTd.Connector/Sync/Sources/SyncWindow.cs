namespace BrevoTd.Connector.Sync;

/// <summary>Which part of a source a run reads: everything, or what lies between two watermarks.</summary>
/// <param name="From">Watermark from which on records are wanted; <see langword="null"/> from the beginning.</param>
/// <param name="Before">Watermark before which records are wanted; <see langword="null"/> without an end.</param>
public readonly record struct SyncWindow(long? From, long? Before)
{
    /// <summary>The whole source.</summary>
    public static SyncWindow All => default;

    /// <summary>Whether nothing can lie in it.</summary>
    public bool IsEmpty => From is { } from && Before is { } before && from >= before;
}
