using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Every body that is exchanged about transactional SMS.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(SendSmsRequest))]
[JsonSerializable(typeof(SendSmsResult))]
[JsonSerializable(typeof(SmsReceipt))]
[JsonSerializable(typeof(SmsEventsAnswer))]
[JsonSerializable(typeof(SmsReport))]
[JsonSerializable(typeof(SmsReportsAnswer))]
[JsonSerializable(typeof(SmsTemplatesAnswer))]
internal sealed partial class TransactionalSmsJsonContext : JsonSerializerContext;
