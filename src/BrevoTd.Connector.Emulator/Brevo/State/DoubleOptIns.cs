using System.Security.Cryptography;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Somebody was asked to confirm an address.</summary>
internal sealed record DoubleOptIn(string Token, int ContactId, string Email, int[] ListIds, Uri Redirection, long TemplateId);

/// <summary>Open questions of double opt-ins, by the token in the link of the e-mail. In memory only. Thread-safe.</summary>
internal sealed class DoubleOptIns
{
    private readonly object _gate = new();
    private readonly List<DoubleOptIn> _open = [];

    public DoubleOptIn Add(int contactId, string email, int[] listIds, Uri redirection, long templateId)
    {
        var asked = new DoubleOptIn(
            RandomNumberGenerator.GetHexString(32, lowercase: true),
            contactId,
            email,
            listIds,
            redirection,
            templateId
        );
        lock (_gate)
            _open.Add(asked);
        return asked;
    }

    public IReadOnlyList<DoubleOptIn> Of(string email)
    {
        lock (_gate)
            return [.. _open.Where(asked => asked.Email == email)];
    }

    /// <summary>What a link asks about; it stays open, because a link can be clicked twice.</summary>
    public DoubleOptIn? Find(string token)
    {
        lock (_gate)
            return _open.Find(asked => asked.Token == token);
    }
}
