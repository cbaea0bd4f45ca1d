using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>What an SMS campaign must and must not have.</summary>
internal static class SmsCampaignRules
{
    public static void Check(JsonElement campaign)
    {
        BrevoRequest.Text(campaign, "organisationPrefix");
        foreach (var name in (string[])["name", "sender", "content"])
        {
            if (string.IsNullOrWhiteSpace(BrevoRequest.Text(campaign, name)))
                throw BrevoError.Missing($"{name} is missing");
        }

        var sender = BrevoRequest.Text(campaign, "sender")!;
        if (sender.Length > (sender.All(char.IsAsciiDigit) ? 15 : 11))
            throw BrevoError.Invalid("Sender should have at most 11 alphanumeric or 15 numeric characters");
        if (
            BrevoRequest.Text(campaign, "unsubscribeInstruction") is { Length: > 0 } instruction
            && !instruction.Contains("STOP", StringComparison.OrdinalIgnoreCase)
        )
            throw BrevoError.Invalid("unsubscribeInstruction must include STOP keyword");
    }
}
