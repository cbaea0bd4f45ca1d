namespace BrevoTd.Connector.Sync;

/// <summary>Who was dealt with by a step, and when.</summary>
internal static class ConsentMarks
{
    public static async Task<Dictionary<UInt128, UInt128>> ReadAsync(SyncContext context, string set, CancellationToken cancellationToken)
    {
        var marks = new Dictionary<UInt128, UInt128>();
        await foreach (var mark in context.Store.ReadMarksAsync(set, cancellationToken).ConfigureAwait(false))
        {
            if (!HashKeyGuard.IsGuard(mark, set, context.Hash) && mark.Content is { } content)
            {
                marks[mark.Key] = content;
            }
        }

        return marks;
    }

    /// <summary>What was done in the upper half, when in the lower.</summary>
    public static UInt128 Content(ConsentAction action, DateTimeOffset at) =>
        (action.Content << 64) | (ulong)Math.Max(0, at.ToUnixTimeMilliseconds());

    public static bool IsOf(UInt128 content, ConsentAction action) => content >> 64 == action.Content;

    public static DateTimeOffset At(UInt128 content) => DateTimeOffset.FromUnixTimeMilliseconds((long)(ulong)content);
}
