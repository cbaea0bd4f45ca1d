namespace BrevoTd.Connector.Http;

/// <summary>How an operation finds out whether an attempt, whose answer was lost, did its work.</summary>
/// <param name="FindAsync">
/// Looks for the work of this very call. Returns the answer to go on with, or <see langword="null"/> when the work is not done.
/// </param>
/// <param name="IsConflict">Whether a refusal says that the thing exists already. After a lost attempt that may be the call's own work.</param>
/// <param name="MayRepeat">
/// Whether the write is sent again when the look finds nothing: only where the service refuses a second one, because the first may still be under way.
/// </param>
internal sealed record Look(
    Func<LookArguments, CancellationToken, Task<ServiceAnswer?>> FindAsync,
    Func<ServiceException, bool> IsConflict,
    bool MayRepeat = true
);
