namespace BrevoTd.Connector.Batching;

/// <summary>Options of a writer that sends categories of products in batches. A batch has 100 categories at most, whatever <see cref="BatchWriterOptions.MaxBatchRecords"/> says.</summary>
public class CategoryWriterOptions : BatchWriterOptions
{
    /// <summary>
    /// Whether categories that exist already are updated. Without it, one existing id makes Brevo refuse its whole batch, which is then halved until that category stands alone; and a batch whose
    /// answer is lost is unverified, because it must not be repeated.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool UpdateExisting { get; set; } = true;

    /// <summary>Whether the map is compared with the first row's columns before anything is sent.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CheckBeforeSending { get; set; } = true;
}
