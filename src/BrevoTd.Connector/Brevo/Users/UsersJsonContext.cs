using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(InviteUserRequest))]
[JsonSerializable(typeof(UpdateUserPermissionsRequest))]
[JsonSerializable(typeof(OrganizationUserListAnswer))]
[JsonSerializable(typeof(UserPermissions))]
[JsonSerializable(typeof(UserChangeResult))]
internal sealed partial class UsersJsonContext : JsonSerializerContext;
