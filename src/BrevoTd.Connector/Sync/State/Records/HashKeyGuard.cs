namespace BrevoTd.Connector.Sync;

/// <summary>A set of marks knows by which secret its keys were made: with another one, every key in it would silently be unknown.</summary>
internal static class HashKeyGuard
{
    private static readonly UInt128 s_key = UInt128.Zero;

    public static SyncMark MarkOf(RecordHash hash) => new(s_key, hash.Check);

    /// <summary>Whether a mark is the guard's own, which is then checked.</summary>
    public static bool IsGuard(in SyncMark mark, string set, RecordHash hash)
    {
        if (mark.Key != s_key)
        {
            return false;
        }

        return mark.Content == hash.Check
            ? true
            : throw new SyncStoreException(
                $"The marks of '{set}' were made with another HashKey than the one that is set now, so that none of them can be found. Set the former key again. "
                    + "To change keys on purpose, start with a new store: every record is then sent anew, and erased people have to be erased again."
            );
    }
}
