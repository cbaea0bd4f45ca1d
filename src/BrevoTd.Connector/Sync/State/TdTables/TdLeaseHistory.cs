namespace BrevoTd.Connector.Sync;

/// <summary>One row of the table of leases.</summary>
internal sealed record TdLeaseRow(string Owner, string Step, string Claim, long ChangedAt, long ExpiresAt, long Sequence, string Writer)
{
    public const string Claimed = "claim";
    public const string Renewed = "renew";
    public const string Released = "release";

    /// <summary>Takes a claim back that was written too slowly to count: to everybody, it was never there.</summary>
    public const string Voided = "void";
}

/// <summary>Who holds a lease, told from the rows alone: every reader of the same rows comes to the same answer, in whatever order they arrive.</summary>
internal readonly record struct TdLeaseState(string? Owner, long ExpiresAt, long QuietSince, string? LastWriter)
{
    public static TdLeaseState Of(IEnumerable<TdLeaseRow> rows)
    {
        var all = rows.OrderBy(row => row.Sequence).ThenBy(row => row.Writer, StringComparer.Ordinal).ToList();
        var voided = all.Where(row => row.Step == TdLeaseRow.Voided).Select(row => row.Claim).ToHashSet(StringComparer.Ordinal);
        var state = default(TdLeaseState);
        foreach (var row in all)
        {
            if (voided.Contains(row.Claim))
            {
                continue;
            }

            if (row.Step == TdLeaseRow.Released)
            {
                if (state.Owner == row.Owner)
                {
                    state = new TdLeaseState(null, 0, row.ChangedAt, row.Writer);
                }
            }
            else if (state.Owner is null || state.Owner == row.Owner || state.ExpiresAt <= row.ChangedAt)
            {
                state = new TdLeaseState(row.Owner, row.ExpiresAt, row.ExpiresAt, row.Writer);
            }
        }

        return state;
    }

    /// <summary>Whether somebody else than this owner still holds it, with the clocks of two hosts differing by so much.</summary>
    public bool IsHeldByAnother(string owner, long now, TimeSpan tolerance) =>
        Owner is not null && Owner != owner && ExpiresAt + (long)tolerance.TotalMilliseconds > now;
}
