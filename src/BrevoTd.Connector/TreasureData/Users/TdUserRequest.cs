namespace BrevoTd.Connector.TreasureData;

/// <summary>A user to be added to the account.</summary>
public record TdUserRequest
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>E-mail address, with which the user signs in.</summary>
    public required string Email { get; init; }

    /// <summary>First password.</summary>
    public required string Password { get; init; }

    /// <summary>Organization, where the account has any.</summary>
    public string? Organization { get; init; }

    /// <summary>Nothing that tells who it is.</summary>
    public override string ToString() => $"{nameof(TdUserRequest)} {{ Password = *** }}";

    internal FormUrlEncodedContent ToForm()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Email, nameof(Email));
        ArgumentException.ThrowIfNullOrEmpty(Password, nameof(Password));
        return new TdForm().Add("organization", Organization).Add("email", Email).Add("password", Password).ToContent();
    }
}
