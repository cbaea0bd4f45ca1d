namespace BrevoTd.Connector.Batching;

/// <summary>Options of a writer that sends orders in batches. A batch has 1,000 orders at most, whatever <see cref="BatchWriterOptions.MaxBatchRecords"/> says.</summary>
public class OrderWriterOptions : BatchWriterOptions
{
    /// <summary>
    /// <see langword="true"/>: past orders, which start no automation; right for a first load and for every replay. <see langword="false"/>: live orders, which start automations: people may get
    /// messages, also when orders are sent a second time.
    /// </summary>
    /// <value>Default: <see langword="null"/>, which is refused: it has to be chosen.</value>
    public bool? Historical { get; set; }

    /// <summary>Absolute address that Brevo calls at the end of each batch; what the call carries is not documented.</summary>
    /// <value>Default: <see langword="null"/>: none.</value>
    public Uri? NotifyUrl { get; set; }

    /// <summary>Whether the map is compared with the first row's columns before anything is sent.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CheckBeforeSending { get; set; } = true;

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        base.Validate();
        Require(
            Historical is not null,
            nameof(Historical),
            "chosen: true for past orders, which start no automation, or false for live ones, which may send messages to people"
        );
        Require(
            NotifyUrl is null or { IsAbsoluteUri: true, Scheme: "https" or "http" },
            nameof(NotifyUrl),
            "an absolute address that begins with https://"
        );
    }
}
