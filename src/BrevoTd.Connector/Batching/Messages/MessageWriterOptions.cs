namespace BrevoTd.Connector.Batching;

/// <summary>
/// Options of a writer that sends transactional e-mails. A request has 1,000 versions, 2,000 recipients and 1,000 KB of params at most, whatever the other options say. What all messages have in common
/// is given to the writer as a request.
/// </summary>
public class MessageWriterOptions : BatchWriterOptions
{
    /// <summary>Creates the options; two messages to one recipient are both sent, in two requests.</summary>
    public MessageWriterOptions() => DuplicateKeys = DuplicateKeyPolicy.NextBatch;

    /// <summary>Whether the map is compared with the first row's columns before anything is sent.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CheckBeforeSending { get; set; } = true;
}
