namespace BrevoTd.Connector.Sync;

/// <summary>The words by which plans and reports count what happens to records, and why.</summary>
internal static class PushAction
{
    public const string Send = "send";
    public const string SendNew = "send new";
    public const string SendChanged = "send changed";
    public const string Unchanged = "unchanged";
    public const string DeliveredBefore = "delivered before the interruption";
    public const string RefusedBefore = "refused before";
    public const string Erased = "erased";
    public const string Duplicate = "duplicate key";

    private const string SkipPrefix = "skip ";
    private const string RefusePrefix = "refuse ";

    public static string Skip(string? reason) => SkipPrefix + (string.IsNullOrEmpty(reason) ? "without a reason" : reason);

    public static string Refuse(string code) => RefusePrefix + code;

    public static bool IsSend(string action) => action is Send or SendNew or SendChanged;
}
