namespace BrevoTd.Connector.Brevo;

/// <summary>Order of a listing by creation.</summary>
public enum SortOrder
{
    /// <summary>Oldest first; new entries come at the end, so that a sweep under insertions skips none.</summary>
    Ascending,

    /// <summary>Newest first; Brevo's own default.</summary>
    Descending,
}
