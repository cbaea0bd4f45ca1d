using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>A list of an SMS campaign. A listing of campaigns has its id alone; a single campaign has its name too.</summary>
[JsonConverter(typeof(SmsCampaignListConverter))]
public sealed record SmsCampaignList
{
    /// <summary>Id of the list.</summary>
    public ContactListId? Id { get; init; }

    /// <summary>Name of the list, where Brevo tells it.</summary>
    public string? Name { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(SmsCampaignList)} {Id}";
}
