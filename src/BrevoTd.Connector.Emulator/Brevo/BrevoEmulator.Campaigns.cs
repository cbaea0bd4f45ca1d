using BrevoTd.Connector.Emulator.Brevo;

namespace BrevoTd.Connector.Emulator;

public sealed partial class BrevoEmulator
{
    /// <summary>
    /// Records what a contact did with the message of an e-mail campaign, at the present time of the emulator's clock. It shows in the campaign's statistics, in the contact's, and
    /// in exports of recipients.
    /// </summary>
    /// <param name="campaignId">A campaign that has been sent.</param>
    /// <param name="email">The address of one of its recipients.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="link">For a click: the address that was clicked.</param>
    /// <exception cref="ArgumentException">The campaign is not sent, or the contact did not get it.</exception>
    public void RecordCampaignEvent(long campaignId, string email, BrevoEmulatorCampaignEvent happened, string? link = null) =>
        RecordCampaignEvent(BrevoEmulatorChannel.Email, campaignId, email, happened, link);

    /// <summary>Records what a contact did with the message of a campaign of any channel, at the present time of the emulator's clock.</summary>
    /// <param name="channel">The campaign's channel.</param>
    /// <param name="campaignId">A campaign that has been sent.</param>
    /// <param name="recipient">The address of one of its recipients, or the number with its country code for SMS and WhatsApp.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="link">For a click: the address that was clicked.</param>
    /// <exception cref="ArgumentException">The campaign is not sent, the contact did not get it, or a click has no link.</exception>
    public void RecordCampaignEvent(
        BrevoEmulatorChannel channel,
        long campaignId,
        string recipient,
        BrevoEmulatorCampaignEvent happened,
        string? link = null
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(recipient);
        if (happened == BrevoEmulatorCampaignEvent.Clicked == string.IsNullOrEmpty(link))
            throw new ArgumentException("A click has a link, and nothing else has one.", nameof(link));
        try
        {
            _service.Campaigns.Update(store =>
            {
                CampaignRecorder.Record(store, _service.MessageEvents, channel, campaignId, recipient, happened, link, _service.Now);
                return true;
            });
        }
        catch (BrevoError error)
        {
            throw new ArgumentException(error.Message, error);
        }
    }
}
