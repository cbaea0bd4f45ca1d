namespace BrevoTd.Connector.Sync;

/// <summary>Stops a run that would do more harm than a share that the definition allows.</summary>
internal static class SyncGuard
{
    public const double DefaultMaxRejectedShare = 0.5;
    public const double DefaultMaxRemovedShare = 0.3;

    /// <summary>Shares of fewer records say nothing.</summary>
    public const long MinRecords = 100;

    public static void Require(double maxShare, string parameter)
    {
        if (!(maxShare is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(parameter, maxShare, "A share is above 0 and at most 1; 1 never stops.");
        }
    }

    public static bool IsExceeded(long part, long whole, double maxShare) => maxShare < 1 && whole >= MinRecords && part > whole * maxShare;
}
