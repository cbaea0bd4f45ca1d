using System.Globalization;
using BrevoTd.Connector.Emulator.Hosting;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>The users of the account and the keys they made. The emulator's two own keys are its options' and not kept here.</summary>
internal sealed class UserStore(TimeProvider clock, ConnectorEmulatorOptions options, string? logPath) : IDisposable
{
    public const string OwnerEmail = "user@emulator.example";

    private readonly StateTable<UserState> _users = new(logPath, StateJsonContext.Default.UserState, clock, TreasureDataAccount.UserId);
    private readonly object _keys = new();
    private int _made;

    public void Open()
    {
        _users.Open();
        if (_users.Find(user => user.IsOwner) is null)
            _users.Add(
                new UserState
                {
                    Name = TreasureDataAccount.UserName,
                    Email = OwnerEmail,
                    IsOwner = true,
                }
            );
    }

    public void Dispose() => _users.Dispose();

    public UserState Owner => _users.Find(user => user.IsOwner)!;

    public IReadOnlyList<UserState> All() => _users.All();

    /// <summary>A user by name or e-mail address: the clients send one or the other.</summary>
    /// <exception cref="TdException">404.</exception>
    public UserState Get(string nameOrEmail) =>
        Find(nameOrEmail) ?? throw TdException.NotFound("Couldn't find User with the name or e-mail address");

    public UserState? Find(string nameOrEmail) =>
        _users.Find(user => user.Email.Equals(nameOrEmail, StringComparison.OrdinalIgnoreCase))
        ?? _users.Find(user => user.Name == nameOrEmail);

    public UserState? FindByKey(string key) => _users.Find(user => user.ApiKeys.Contains(key));

    /// <exception cref="TdException">409: the e-mail address is taken.</exception>
    public UserState Add(string name, string email, string password) =>
        _users.Add(
            new UserState
            {
                Name = name,
                Email = email,
                Password = password,
            },
            user => user.Email.Equals(email, StringComparison.OrdinalIgnoreCase),
            "Email has already been taken"
        );

    /// <exception cref="TdException">404; 422: the owner of the account.</exception>
    public void Remove(string nameOrEmail)
    {
        var user = Get(nameOrEmail);
        if (user.IsOwner)
            throw TdException.Invalid("The owner of the account cannot be removed");
        _users.Remove(user.Id);
    }

    public void SetPassword(UserState user, string password) => _users.Change(user.Id, known => known with { Password = password });

    public void SetEmail(UserState user, string email)
    {
        if (_users.Find(other => other.Id != user.Id && other.Email.Equals(email, StringComparison.OrdinalIgnoreCase)) is not null)
            throw TdException.Conflict("Email has already been taken");
        _users.Change(user.Id, known => known with { Email = email });
    }

    public string AddKey(UserState user)
    {
        lock (_keys)
        {
            var purpose = string.Create(CultureInfo.InvariantCulture, $"treasure-data-user-{user.Id}-{++_made}");
            var key = string.Create(
                CultureInfo.InvariantCulture,
                $"{TreasureDataAccount.AccountId}/{KeyGenerator.Hex(40, options, purpose)}"
            );
            _users.Change(user.Id, known => known with { ApiKeys = [.. known.ApiKeys, key] });
            return key;
        }
    }

    /// <exception cref="TdException">404: the user has no such key.</exception>
    public void RemoveKey(UserState user, string key)
    {
        lock (_keys)
        {
            if (!Get(user.Email).ApiKeys.Contains(key))
                throw TdException.NotFound("Couldn't find the API key");
            _users.Change(user.Id, known => known with { ApiKeys = [.. known.ApiKeys.Where(other => other != key)] });
        }
    }
}
