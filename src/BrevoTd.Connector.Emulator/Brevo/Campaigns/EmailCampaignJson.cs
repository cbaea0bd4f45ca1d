using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Writes e-mail campaigns the way Brevo shows them.</summary>
internal static class EmailCampaignJson
{
    public static void WriteMembers(Utf8JsonWriter json, Campaign campaign, bool excludeHtml)
    {
        using var document = campaign.Parse();
        var stored = document.RootElement;
        json.WriteNumber("id", campaign.Id);
        CampaignJson.WriteText(json, "name", stored, "name");
        json.WriteString("type", "classic");
        json.WriteString("status", campaign.Status);
        WriteSubjects(json, stored);
        CampaignJson.WriteText(json, "previewText", stored, "previewText");
        CampaignJson.WriteSchedule(json, campaign);
        CampaignJson.WriteFlag(json, "sendAtBestTime", stored);
        json.WriteBoolean("testSent", campaign.TestSent);
        CampaignJson.WriteText(json, "header", stored, "header", "[DEFAULT_HEADER]");
        CampaignJson.WriteText(json, "footer", stored, "footer", "[DEFAULT_FOOTER]");
        CampaignJson.WriteIfSet(json, "sender", stored, "sender");
        CampaignJson.WriteText(json, "replyTo", stored, "replyTo", "[DEFAULT_REPLY_TO]");
        CampaignJson.WriteText(json, "toField", stored, "toField");
        json.WriteString("htmlContent", excludeHtml ? "" : BrevoRequest.Text(stored, "htmlContent") ?? "");
        CampaignJson.WriteText(json, "tag", stored, "tag");
        json.WriteStartArray("tags");
        if (BrevoRequest.Text(stored, "tag") is { Length: > 0 } tag)
            json.WriteStringValue(tag);
        json.WriteEndArray();
        CampaignJson.WriteFlag(json, "inlineImageActivation", stored);
        CampaignJson.WriteFlag(json, "mirrorActive", stored);
        CampaignJson.WriteFlag(json, "recurring", stored);
        CampaignJson.WriteText(json, "attachmentUrl", stored, "attachmentUrl");
        CampaignJson.WriteIfSet(json, "emailExpirationDate", stored, "emailExpirationDate");
        CampaignJson.WriteIfSet(json, "utmCampaignValue", stored, "utmCampaign");
        CampaignJson.WriteIfSet(json, "utmContent", stored, "utmContent");
        CampaignJson.WriteIfSet(json, "utmTerm", stored, "utmTerm");
        CampaignJson.WriteTimes(json, campaign);
        var audience = CampaignAudience.Read(stored, campaign.Kind);
        json.WriteStartObject("recipients");
        CampaignJson.WriteIds(json, "lists", audience?.Lists ?? []);
        CampaignJson.WriteIds(json, "exclusionLists", audience?.ExcludedLists ?? []);
        CampaignJson.WriteIds(json, "segments", audience?.Segments ?? []);
        CampaignJson.WriteIds(json, "excludedSegments", audience?.ExcludedSegments ?? []);
        json.WriteEndObject();
    }

    private static void WriteSubjects(Utf8JsonWriter json, JsonElement stored)
    {
        var isTest = BrevoRequest.Boolean(stored, "abTesting") == true;
        json.WriteBoolean("abTesting", isTest);
        foreach (var name in isTest ? (string[])["subjectA", "subjectB", "splitRule", "winnerCriteria", "winnerDelay"] : ["subject"])
            CampaignJson.WriteIfSet(json, name, stored, name);
    }
}
