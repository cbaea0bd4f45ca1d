using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>Writers for transactional SMS.</summary>
public static class BrevoTransactionalSmsClientExtensions
{
    /// <summary>
    /// Creates a writer that maps records to SMS and sends each by itself through <c>POST /transactionalSMS/send</c>, several at once. Every answer is the outcome of its message; delivered means that
    /// Brevo has taken it in, and what becomes of it is told by events.
    /// </summary>
    /// <remarks>
    /// Brevo has no key that keeps an SMS from going out twice. A message whose answer is lost is unverified and never sent again: list the events of its number before you send it by hand.
    /// </remarks>
    /// <param name="sms">The client's transactional SMS (<see cref="BrevoClient.TransactionalSms"/>).</param>
    /// <param name="map">Says how records become messages.</param>
    /// <param name="options">What all messages have in common, and how the writer works.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <returns>The writer. Complete it for the report, and dispose of it.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or Brevo would refuse what the messages have in common; the exception says what to change.</exception>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public static BatchWriter<T> CreateWriter<T>(this BrevoTransactionalSmsClient sms, SmsMap<T> map, SmsWriterOptions options) =>
        CreateParts(sms, map, options).CreateWriter();

    internal static WriterParts<T> CreateParts<T>(BrevoTransactionalSmsClient sms, SmsMap<T> map, SmsWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(sms);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(options);
        _ = Refusals.RequireService(sms.Transport);
        var rules = map.Definition.Rules;
        options.MapWritesContent = rules.Exists(static rule => rule.Target == SmsMapBuilder<T>.ContentField);
        options.MapWritesParams = rules.Exists(static rule => rule.Parent.IsWithin(SmsMapBuilder<T>.ParamsField));
        var check = options.CheckBeforeSending ? new MapCheck<T>((schema, _) => map.Check(schema), transport: null) : null;
        return new WriterParts<T>(map.CreateEncoder(), new SmsSink(sms, options), options, check);
    }
}
