using System.Buffers;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Checks and normal forms of identifiers.</summary>
internal static class Identifiers
{
    private static readonly SearchValues<char> s_local = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+/=?^_`{|}~-"
    );

    /// <summary>An address that mail could be sent to, in small letters.</summary>
    public static bool TryEmail(string? text, out string email)
    {
        email = text?.Trim().ToLowerInvariant() ?? "";
        var at = email.LastIndexOf('@');
        if (at is < 1 or > 64 || email.Length > 254)
            return false;
        var local = email.AsSpan(0, at);
        if (local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal))
            return false;
        foreach (var c in local)
        {
            if (c < 128 ? !s_local.Contains(c) : char.IsWhiteSpace(c) || char.IsControl(c))
                return false;
        }

        return IsDomain(email.AsSpan(at + 1));
    }

    /// <summary>A phone number with its country code: <c>33612345678</c>, <c>+33612345678</c> or <c>0033612345678</c>.</summary>
    public static bool TryPhone(string? text, out long phone)
    {
        phone = 0;
        var digits = text.AsSpan().Trim();
        if (digits.StartsWith("+"))
            digits = digits[1..];
        else if (digits.StartsWith("00"))
            digits = digits[2..];
        if (digits.Length is < 6 or > 15 || digits[0] == '0')
            return false;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            phone = (phone * 10) + (c - '0');
        }

        return true;
    }

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        var labels = 0;
        while (true)
        {
            var dot = domain.IndexOf('.');
            var label = dot < 0 ? domain : domain[..dot];
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-')
                return false;
            foreach (var c in label)
            {
                if (!char.IsLetterOrDigit(c) && c != '-')
                    return false;
            }

            labels++;
            if (dot < 0)
                return labels >= 2 && label.Length >= 2 && !char.IsAsciiDigit(label[0]);
            domain = domain[(dot + 1)..];
        }
    }
}
