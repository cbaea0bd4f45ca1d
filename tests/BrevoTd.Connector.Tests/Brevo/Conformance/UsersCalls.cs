using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Testing;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class UsersCalls : ConformanceCalls
{
    public UsersCalls()
    {
        Add("GET /organization/invited/users", "Users.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.Users.ListAsync())
            .Minimal(brevo => brevo.Users.ListAsync())
            .NotRead("users[].is_owner", "it is read as text: the documents say text, and the older ones show true and false");
        Add("GET /organization/user/{email}/permissions", "Users.GetPermissionsAsync", Repeated.Yes)
            .Full(brevo => brevo.Users.GetPermissionsAsync(Canaries.Email()))
            .Minimal(brevo => brevo.Users.GetPermissionsAsync(Canaries.Email()));
        Add("POST /organization/user/invitation/send", "Users.InviteAsync", Repeated.No)
            .Full(brevo => brevo.Users.InviteAsync(Fill.Full<InviteUserRequest>() with { AllFeaturesAccess = false }))
            .Minimal(brevo => brevo.Users.InviteAsync(new InviteUserRequest { Email = Canaries.Email(), AllFeaturesAccess = true }));
        Add("POST /organization/user/update/permissions", "Users.UpdatePermissionsAsync", Repeated.Yes)
            .Full(brevo => brevo.Users.UpdatePermissionsAsync(Fill.Full<UpdateUserPermissionsRequest>() with { AllFeaturesAccess = false }))
            .Minimal(brevo =>
                brevo.Users.UpdatePermissionsAsync(new UpdateUserPermissionsRequest { Email = Canaries.Email(), AllFeaturesAccess = true })
            );
        Add("PUT /organization/user/invitation/{action}/{email}", "Users.ResendInvitationAsync, Users.CancelInvitationAsync", Repeated.No)
            .Full(brevo => brevo.Users.ResendInvitationAsync(Canaries.Email()))
            .Full(brevo => brevo.Users.CancelInvitationAsync(Canaries.Email()))
            .Minimal(brevo => brevo.Users.CancelInvitationAsync(Canaries.Email()));
        Add("PUT /organization/user/invitation/revoke/{email}", "Users.RevokeAllPermissionsAsync", Repeated.Yes)
            .Full(brevo => brevo.Users.RevokeAllPermissionsAsync(Canaries.Email()))
            .Minimal(brevo => brevo.Users.RevokeAllPermissionsAsync(Canaries.Email()));
    }
}
