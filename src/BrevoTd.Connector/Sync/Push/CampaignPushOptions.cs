using BrevoTd.Connector.Batching;

namespace BrevoTd.Connector.Sync;

/// <summary>Options of a step that creates campaigns. They are created one after another.</summary>
public class CampaignPushOptions : BatchWriterOptions
{
    /// <summary>Whether each campaign is sent as soon as it is created (<c>sendNow</c>). A campaign that exists already is not sent.</summary>
    /// <value>Default: <see langword="false"/>: they are drafts, or scheduled as their requests say.</value>
    public bool SendNow { get; set; }
}
