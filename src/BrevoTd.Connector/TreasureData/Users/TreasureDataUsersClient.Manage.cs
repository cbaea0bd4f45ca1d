using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataUsersClient
{
    private const string Kind = "user";

    private static readonly ServiceOperation s_listOperation = new("users.list", HttpMethod.Get, "v3/user/list", RepeatRule.Idempotent);

    private static readonly ServiceOperation s_addOperation = new(
        "users.add",
        HttpMethod.Post,
        "v3/user/add/{name}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the users before sending it again",
    };

    private static readonly ServiceOperation s_removeOperation = new(
        "users.remove",
        HttpMethod.Post,
        "v3/user/remove/{user}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the users before sending it again",
    };

    // Users are found by their address: once it has changed, a repeat would not find the user.
    private static readonly ServiceOperation s_changeEmailOperation = new(
        "users.change_email",
        HttpMethod.Post,
        "v3/user/email/change/{user}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the users before sending it again",
    };

    private static readonly ServiceOperation s_changePasswordOperation = new(
        "users.change_password",
        HttpMethod.Post,
        "v3/user/password/change/{user}",
        RepeatRule.Idempotent
    );

    // A repeat would bring the old password, which is none any more.
    private static readonly ServiceOperation s_changeOwnPasswordOperation = new(
        "users.change_own_password",
        HttpMethod.Post,
        "v3/user/password/change",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "try which of the two passwords is valid before sending it again",
    };

    /// <summary>Lists the account's users (<c>GET /v3/user/list</c>).</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdUser>> ListAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _transport
            .SendAsync(
                new ServiceRequest(s_listOperation, s_listOperation.Route),
                TreasureDataJsonContext.Default.TdUserList,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Users ?? [];
    }

    /// <summary>
    /// Adds a user to the account (<c>POST /v3/user/add</c>), which needs an administrator's key. When the answer is lost, the users are listed, and the user is
    /// added again only if it is not among them.
    /// </summary>
    /// <param name="request">The user.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The request is incomplete, or the name is not possible.</exception>
    /// <exception cref="ServiceException">There is such a user already (409), or the service refuses the address or the password.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task AddAsync(TdUserRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var path = $"v3/user/add/{TdNames.Segment(request.Name, Kind, nameof(request.Name))}";
        var call = new ServiceRequest(s_addOperation, path)
        {
            Content = request.ToForm(),
            Look = new Look((about, token) => FindAsync(request.Email, about, token), e => e.StatusCode == HttpStatusCode.Conflict),
        };
        return _transport.SendAsync(call, cancellationToken);
    }

    /// <summary>Removes a user from the account (<c>POST /v3/user/remove</c>), which needs an administrator's key.</summary>
    /// <param name="user">The user's e-mail address.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No user can be called that.</exception>
    /// <exception cref="ServiceException">There is no such user (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task RemoveAsync(string user, CancellationToken cancellationToken = default) =>
        PostAsync(s_removeOperation, $"v3/user/remove/{Segment(user)}", new TdForm(), cancellationToken);

    /// <summary>
    /// Gives a user another e-mail address (<c>POST /v3/user/email/change</c>). Not repeated by itself when the answer is lost: list the users before repeating
    /// it.
    /// </summary>
    /// <param name="user">The user's e-mail address until now.</param>
    /// <param name="newEmail">The new one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No user can be called that, or the new address is empty.</exception>
    /// <exception cref="ServiceException">There is no such user (404), or the service refuses the address.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task ChangeEmailAsync(string user, string newEmail, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(newEmail);
        var path = $"v3/user/email/change/{Segment(user)}";
        return PostAsync(s_changeEmailOperation, path, new TdForm().Add("email", newEmail), cancellationToken);
    }

    /// <summary>Gives a user another password (<c>POST /v3/user/password/change/{user}</c>), which needs an administrator's key. A lost answer is repeated.</summary>
    /// <param name="user">The user's e-mail address.</param>
    /// <param name="newPassword">The new password.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No user can be called that, or the password is empty.</exception>
    /// <exception cref="ServiceException">There is no such user (404), or the service refuses the password.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task ChangePasswordAsync(string user, string newPassword, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(newPassword);
        var path = $"v3/user/password/change/{Segment(user)}";
        return PostAsync(s_changePasswordOperation, path, new TdForm().Add("password", newPassword), cancellationToken);
    }

    /// <summary>
    /// Gives the user whose API key is in use another password (<c>POST /v3/user/password/change</c>). Not repeated by itself when the answer is lost: try which
    /// one is valid.
    /// </summary>
    /// <param name="oldPassword">The password until now.</param>
    /// <param name="newPassword">The new password.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">A password is empty.</exception>
    /// <exception cref="ServiceException">The old password is wrong, or the service refuses the new one.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task ChangeOwnPasswordAsync(string oldPassword, string newPassword, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(oldPassword);
        ArgumentException.ThrowIfNullOrEmpty(newPassword);
        var form = new TdForm().Add("old_password", oldPassword).Add("password", newPassword);
        return PostAsync(s_changeOwnPasswordOperation, s_changeOwnPasswordOperation.Route, form, cancellationToken);
    }

    private static string Segment(string user) => TdNames.Segment(user, Kind, nameof(user));

    private Task PostAsync(ServiceOperation operation, string path, TdForm form, CancellationToken cancellationToken) =>
        _transport.SendAsync(new ServiceRequest(operation, path) { Content = form.ToContent() }, cancellationToken);

    /// <summary>Finds the user, if it was added since the call began: one that was there before is not this call's work.</summary>
    private async Task<ServiceAnswer?> FindAsync(string email, LookArguments about, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(s_listOperation, s_listOperation.Route);
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        var all = _transport.Read(request, answer, TreasureDataJsonContext.Default.TdUserList).Users ?? [];
        return all.Any(user =>
            string.Equals(user.Email, email, StringComparison.OrdinalIgnoreCase) && about.IsSinceBegin(user.CreatedAt, answer)
        )
            ? answer
            : null;
    }
}
