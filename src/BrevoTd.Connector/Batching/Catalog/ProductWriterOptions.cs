namespace BrevoTd.Connector.Batching;

/// <summary>
/// Options of a writer that sends products in batches. A batch has 100 products at most, whatever <see cref="BatchWriterOptions.MaxBatchRecords"/> says, or 1,000 with <see cref="HasRaisedLimit"/>.
/// </summary>
public class ProductWriterOptions : BatchWriterOptions
{
    /// <summary>
    /// Whether products that exist already are updated. Without it, one existing id makes Brevo refuse its whole batch, which is then halved until that product stands alone; and a batch whose answer
    /// is lost is unverified, because it must not be repeated.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool UpdateExisting { get; set; } = true;

    /// <summary>Whether Brevo has raised the account's limit to 1,000 products a request. It holds for updates only.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool HasRaisedLimit { get; set; }

    /// <summary>Whether the map is compared with the first row's columns before anything is sent.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CheckBeforeSending { get; set; } = true;

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        base.Validate();
        Require(
            UpdateExisting || !HasRaisedLimit,
            nameof(HasRaisedLimit),
            $"false without {nameof(UpdateExisting)}: Brevo takes more than 100 products only when it may update them"
        );
    }
}
