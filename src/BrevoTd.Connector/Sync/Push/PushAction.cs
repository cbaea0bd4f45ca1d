namespace BrevoTd.Connector.Sync;

/// <summary>The words by which plans and reports count what happens to records, and why.</summary>
internal static class PushAction
{
    public const string Send = "send";
    public const string SendNew = "send new";
    public const string SendChanged = "send changed";
    public const string SendAgain = "send again";
    public const string Unchanged = "unchanged";
    public const string DeliveredBefore = "delivered before the interruption";
    public const string LeftOut = "left out, because it may have arrived before the interruption";
    public const string RefusedBefore = "refused before";
    public const string Erased = "erased";
    public const string Unsubscribed = "unsubscribed from the list";
    public const string Duplicate = "duplicate key";

    /// <summary>Members of a list that the source no longer has.</summary>
    public const string Remove = "remove";

    /// <summary>The same, when it is not certain that the source no longer has them.</summary>
    public const string KeepUncertain = "keep on the list, because records could not be mapped";

    private const string SkipPrefix = "skip ";
    private const string RefusePrefix = "refuse ";

    public static string Skip(string? reason) => SkipPrefix + (string.IsNullOrEmpty(reason) ? "without a reason" : reason);

    public static string Refuse(string code) => RefusePrefix + code;

    public static bool IsSend(string action) => action is Send or SendNew or SendChanged or SendAgain;
}
