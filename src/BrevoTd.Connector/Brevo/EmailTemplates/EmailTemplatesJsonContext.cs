using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Every body that is exchanged about templates of e-mails.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(EmailTemplatesAnswer))]
[JsonSerializable(typeof(EmailTemplateCreatedAnswer))]
[JsonSerializable(typeof(EmailTemplateTestBody))]
[JsonSerializable(typeof(CreateEmailTemplateRequest))]
[JsonSerializable(typeof(UpdateEmailTemplateRequest))]
[JsonSerializable(typeof(PreviewEmailTemplateRequest))]
[JsonSerializable(typeof(EmailTemplate))]
[JsonSerializable(typeof(EmailTemplatePreview))]
internal sealed partial class EmailTemplatesJsonContext : JsonSerializerContext;
