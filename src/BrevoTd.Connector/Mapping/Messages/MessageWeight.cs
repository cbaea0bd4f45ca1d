namespace BrevoTd.Connector.Mapping;

/// <summary>
/// What a version of a message counts toward its request. Brevo takes 2,000 recipients and 1,000,000 bytes of params in a request: whichever of the two a version uses up more of is its weight, so that
/// a request within the sum of weights keeps both.
/// </summary>
internal static class MessageWeight
{
    public const int MaxRecipients = 2_000;

    /// <summary>The params of a whole request, in bytes.</summary>
    public const int Max = 1_000_000;

    private const int PerRecipient = Max / MaxRecipients;

    public static int Of(int recipients, int paramsBytes) => Math.Max(recipients * PerRecipient, paramsBytes);
}
