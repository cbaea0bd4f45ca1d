using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Every body that is exchanged about transactional e-mails.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(SendTransactionalEmailRequest))]
[JsonSerializable(typeof(SendTransactionalEmailResult))]
[JsonSerializable(typeof(ScheduledEmail))]
[JsonSerializable(typeof(ScheduledEmailsAnswer))]
[JsonSerializable(typeof(SentEmailsAnswer))]
[JsonSerializable(typeof(SentEmailContent))]
[JsonSerializable(typeof(TransactionalEmailEventsAnswer))]
[JsonSerializable(typeof(TransactionalEmailReport))]
[JsonSerializable(typeof(TransactionalEmailReportsAnswer))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class TransactionalEmailsJsonContext : JsonSerializerContext;
