using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Every body that is exchanged with Brevo. Members that are null are not written; members that are not known are not looked at.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(AttributeListAnswer))]
[JsonSerializable(typeof(BrevoAccount))]
[JsonSerializable(typeof(ContactCreatedAnswer))]
[JsonSerializable(typeof(ContactDetails))]
[JsonSerializable(typeof(ContactListAnswer))]
[JsonSerializable(typeof(CreateAttributeRequest))]
[JsonSerializable(typeof(CreateContactRequest))]
[JsonSerializable(typeof(FolderCreatedAnswer))]
[JsonSerializable(typeof(FolderListAnswer))]
[JsonSerializable(typeof(FolderNameBody))]
[JsonSerializable(typeof(ImportAnswer))]
[JsonSerializable(typeof(ImportContactsRequest))]
[JsonSerializable(typeof(ListCreateBody))]
[JsonSerializable(typeof(ListCreatedAnswer))]
[JsonSerializable(typeof(ListListAnswer))]
[JsonSerializable(typeof(ContactListDetails))]
[JsonSerializable(typeof(ListMembersAnswer))]
[JsonSerializable(typeof(ListMembersBody))]
[JsonSerializable(typeof(ListUpdateBody))]
[JsonSerializable(typeof(ProcessListAnswer))]
[JsonSerializable(typeof(UpdateAttributeRequest))]
[JsonSerializable(typeof(UpdateContactRequest))]
internal sealed partial class BrevoJsonContext : JsonSerializerContext;
