using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Who a transactional e-mail or a template comes from: a verified address, or the id of a sender of the account.</summary>
public sealed record MessageSender
{
    /// <summary>Address of a verified sender; <see langword="null"/> when <see cref="Id"/> names the sender.</summary>
    public string? Email { get; init; }

    /// <summary>Name that recipients see, at most 70 characters. Brevo ignores it beside an <see cref="Id"/> when a message is sent.</summary>
    public string? Name { get; init; }

    /// <summary>Id of a sender, which may have a dedicated IP of its own; <see langword="null"/> when <see cref="Email"/> names it.</summary>
    public long? Id { get; init; }

    /// <summary>A sender by address.</summary>
    /// <param name="email">Address of a verified sender.</param>
    /// <param name="name">Name that recipients see.</param>
    public static MessageSender FromEmail(string email, string? name = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(email);
        return new() { Email = email, Name = name };
    }

    /// <summary>A sender by id.</summary>
    /// <param name="id">Id of the sender in the account.</param>
    public static MessageSender FromId(long id) => new() { Id = id };

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(MessageSender)} {Id}";
}
