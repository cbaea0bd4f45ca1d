using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>The users of the account: invitations and permissions. Reached through <see cref="BrevoClient.Users"/>.</summary>
/// <remarks>These calls have no limit of their own: on the General tier they share 100 requests an hour with everything else that is not listed.</remarks>
public class BrevoUsersClient
{
    private const string InvitationPath = "organization/user/invitation";

    private static readonly ServiceOperation s_list = new(
        "users.list",
        HttpMethod.Get,
        "organization/invited/users",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getPermissions = new(
        "users.get_permissions",
        HttpMethod.Get,
        "organization/user/{email}/permissions",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_invite = new(
        "users.invite",
        HttpMethod.Post,
        "organization/user/invitation/send",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the users before sending it again, or the user may be invited, and paid for, twice",
    };

    private static readonly ServiceOperation s_updatePermissions = new(
        "users.update_permissions",
        HttpMethod.Post,
        "organization/user/update/permissions",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_resendInvitation = new(
        "users.resend_invitation",
        HttpMethod.Put,
        "organization/user/invitation/{action}/{email}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "ask the user before sending it again, or a second e-mail is sent",
    };

    private static readonly ServiceOperation s_cancelInvitation = new(
        "users.cancel_invitation",
        HttpMethod.Put,
        "organization/user/invitation/{action}/{email}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_revoke = new(
        "users.revoke_all_permissions",
        HttpMethod.Put,
        "organization/user/invitation/revoke/{email}",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoUsersClient() => _transport = null!;

    internal BrevoUsersClient(IServiceTransport transport) => _transport = transport;

    /// <summary>Lists the users of the account, also those that are only invited (<c>GET /organization/invited/users</c>).</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<OrganizationUser>> ListAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _transport
            .SendAsync(
                new ServiceRequest(s_list, "organization/invited/users"),
                UsersJsonContext.Default.OrganizationUserListAnswer,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Users ?? [];
    }

    /// <summary>Gets what a user may do (<c>GET /organization/user/{email}/permissions</c>).</summary>
    /// <param name="email">E-mail address of the user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The address is empty.</exception>
    /// <exception cref="ServiceException">There is no such user.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<UserPermissions> GetPermissionsAsync(string email, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new ServiceRequest(s_getPermissions, $"organization/user/{Segment(email)}/permissions"),
            UsersJsonContext.Default.UserPermissions,
            cancellationToken
        );

    /// <summary>
    /// Invites a user into the account by e-mail (<c>POST /organization/user/invitation/send</c>). It may cost a seat. When the answer is lost, the call is
    /// not repeated.
    /// </summary>
    /// <param name="request">The user, and what the user may do.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The address is empty, or permissions are missing or stand beside all access.</exception>
    /// <exception cref="ServiceException">The user is there already, or a permission does not fit its feature or the plan.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<UserChangeResult> InviteAsync(InviteUserRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        Check(request.Email, request.AllFeaturesAccess, request.Privileges, nameof(request));
        return _transport.SendAsync(
            new ServiceRequest(s_invite, $"{InvitationPath}/send")
            {
                Content = ServiceContent.Json(request, UsersJsonContext.Default.InviteUserRequest),
            },
            UsersJsonContext.Default.UserChangeResult,
            cancellationToken
        );
    }

    /// <summary>
    /// Sets what a user may do, in place of what the user might do before (<c>POST /organization/user/update/permissions</c>). Idempotent.
    /// </summary>
    /// <param name="request">The user, and what the user may do from now on.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The address is empty, or permissions are missing or stand beside all access.</exception>
    /// <exception cref="ServiceException">There is no such user, or a permission does not fit its feature or the plan.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<UserChangeResult> UpdatePermissionsAsync(
        UpdateUserPermissionsRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        Check(request.Email, request.AllFeaturesAccess, request.Privileges, nameof(request));
        return _transport.SendAsync(
            new ServiceRequest(s_updatePermissions, "organization/user/update/permissions")
            {
                Content = ServiceContent.Json(request, UsersJsonContext.Default.UpdateUserPermissionsRequest),
            },
            UsersJsonContext.Default.UserChangeResult,
            cancellationToken
        );
    }

    /// <summary>
    /// Sends the e-mail of an open invitation again (<c>PUT /organization/user/invitation/resend/{email}</c>). When the answer is lost, the call is not repeated.
    /// </summary>
    /// <param name="email">E-mail address of the user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The address is empty.</exception>
    /// <exception cref="ServiceException">There is no open invitation for this address.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<UserChangeResult> ResendInvitationAsync(string email, CancellationToken cancellationToken = default) =>
        ChangeAsync(s_resendInvitation, $"{InvitationPath}/resend/{Segment(email)}", cancellationToken);

    /// <summary>Takes an open invitation back (<c>PUT /organization/user/invitation/cancel/{email}</c>). Idempotent.</summary>
    /// <param name="email">E-mail address of the user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The address is empty.</exception>
    /// <exception cref="ServiceException">There is no open invitation for this address.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<UserChangeResult> CancelInvitationAsync(string email, CancellationToken cancellationToken = default) =>
        ChangeAsync(s_cancelInvitation, $"{InvitationPath}/cancel/{Segment(email)}", cancellationToken);

    /// <summary>
    /// Takes every permission away from a user, who then has no access to the account any more (<c>PUT /organization/user/invitation/revoke/{email}</c>). Idempotent.
    /// </summary>
    /// <param name="email">E-mail address of the user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The address is empty.</exception>
    /// <exception cref="ServiceException">There is no such user, or this one may not be removed.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<UserChangeResult> RevokeAllPermissionsAsync(string email, CancellationToken cancellationToken = default) =>
        ChangeAsync(s_revoke, $"{InvitationPath}/revoke/{Segment(email)}", cancellationToken);

    private Task<UserChangeResult> ChangeAsync(ServiceOperation operation, string path, CancellationToken cancellationToken) =>
        _transport.SendAsync(new ServiceRequest(operation, path), UsersJsonContext.Default.UserChangeResult, cancellationToken);

    private static void Check(string? email, bool allFeaturesAccess, IReadOnlyList<UserPrivilege> privileges, string parameter)
    {
        if (string.IsNullOrWhiteSpace(email))
        {
            throw new ArgumentException("The e-mail address of the user is empty.", parameter);
        }

        if (allFeaturesAccess == privileges is { Count: > 0 })
        {
            throw new ArgumentException(
                "Give permissions one by one in Privileges, or everything by AllFeaturesAccess: one of them, not both.",
                parameter
            );
        }
    }

    private static string Segment(string email) => PathSegment.Of(email, "e-mail address of the user", nameof(email));
}
