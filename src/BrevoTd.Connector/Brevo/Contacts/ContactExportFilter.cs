namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Which contacts an export takes: of a list, of a segment, of e-mail campaigns or of SMS campaigns. There is no export of all contacts of an account: use a
/// list or a segment that holds them, or sweep <see cref="BrevoContactsClient.ListAsync"/>.
/// </summary>
public sealed record ContactExportFilter
{
    /// <summary>Which contacts of the list or segment; excludes the other two actions.</summary>
    public ContactExportAction? ActionForContacts { get; init; }

    /// <summary>Which recipients of e-mail campaigns; excludes the other two actions.</summary>
    public EmailCampaignExportAction? ActionForEmailCampaigns { get; init; }

    /// <summary>Which recipients of SMS campaigns; excludes the other two actions.</summary>
    public SmsCampaignExportAction? ActionForSmsCampaigns { get; init; }

    /// <summary>The list, for <see cref="ActionForContacts"/>; excludes <see cref="SegmentId"/>.</summary>
    public ContactListId? ListId { get; init; }

    /// <summary>The segment, for <see cref="ActionForContacts"/>; excludes <see cref="ListId"/>.</summary>
    public SegmentId? SegmentId { get; init; }

    /// <summary>The campaign, for <see cref="ActionForEmailCampaigns"/>; only bounces can be asked of all campaigns.</summary>
    public long? EmailCampaignId { get; init; }

    /// <summary>The campaign, for <see cref="ActionForSmsCampaigns"/>; <see langword="null"/> means all of them.</summary>
    public long? SmsCampaignId { get; init; }

    /// <summary>Contacts of a list.</summary>
    /// <param name="listId">The list.</param>
    /// <param name="action">Which of them. Default: all.</param>
    public static ContactExportFilter OfList(ContactListId listId, ContactExportAction? action = null) =>
        new() { ActionForContacts = action ?? ContactExportAction.AllContacts, ListId = listId };

    /// <summary>Contacts of a segment.</summary>
    /// <param name="segmentId">The segment.</param>
    /// <param name="action">Which of them. Default: all.</param>
    public static ContactExportFilter OfSegment(SegmentId segmentId, ContactExportAction? action = null) =>
        new() { ActionForContacts = action ?? ContactExportAction.AllContacts, SegmentId = segmentId };

    /// <summary>Recipients of an e-mail campaign.</summary>
    /// <param name="action">Which of them.</param>
    /// <param name="campaignId">The campaign; may be <see langword="null"/> for bounces only.</param>
    public static ContactExportFilter OfEmailCampaign(EmailCampaignExportAction action, long? campaignId) =>
        new() { ActionForEmailCampaigns = action, EmailCampaignId = campaignId };

    /// <summary>Recipients of SMS campaigns.</summary>
    /// <param name="action">Which of them.</param>
    /// <param name="campaignId">The campaign; <see langword="null"/> means all of them.</param>
    public static ContactExportFilter OfSmsCampaign(SmsCampaignExportAction action, long? campaignId = null) =>
        new() { ActionForSmsCampaigns = action, SmsCampaignId = campaignId };

    internal void Check(string parameter)
    {
        var actions =
            (ActionForContacts is null ? 0 : 1) + (ActionForEmailCampaigns is null ? 0 : 1) + (ActionForSmsCampaigns is null ? 0 : 1);
        if (actions != 1)
        {
            throw new ArgumentException(
                $"An export takes exactly one of {nameof(ActionForContacts)}, {nameof(ActionForEmailCampaigns)} and {nameof(ActionForSmsCampaigns)}, and {actions} are set.",
                parameter
            );
        }

        if (ActionForContacts is not null && (ListId is null) == (SegmentId is null))
        {
            throw new ArgumentException(
                $"{nameof(ActionForContacts)} needs either {nameof(ListId)} or {nameof(SegmentId)}: there is no export of all contacts of an account.",
                parameter
            );
        }

        // What does not belong to the action, Brevo ignores without a word.
        if (ActionForContacts is null && (ListId is not null || SegmentId is not null))
        {
            throw new ArgumentException(
                $"{nameof(ListId)} and {nameof(SegmentId)} belong to {nameof(ActionForContacts)}. Leave them out.",
                parameter
            );
        }

        if (ActionForEmailCampaigns is null && EmailCampaignId is not null || ActionForSmsCampaigns is null && SmsCampaignId is not null)
        {
            throw new ArgumentException("The id of a campaign belongs to the action for campaigns of its kind. Leave it out.", parameter);
        }

        if (
            ActionForEmailCampaigns is { } action
            && EmailCampaignId is null
            && action != EmailCampaignExportAction.HardBounces
            && action != EmailCampaignExportAction.SoftBounces
        )
        {
            throw new ArgumentException(
                $"The action '{action}' needs {nameof(EmailCampaignId)}: only bounces can be asked of all campaigns.",
                parameter
            );
        }
    }
}
