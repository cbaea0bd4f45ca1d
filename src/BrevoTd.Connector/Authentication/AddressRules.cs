namespace BrevoTd.Connector.Authentication;

/// <summary>Which addresses data and credentials may go to.</summary>
internal static class AddressRules
{
    /// <summary>TLS, or a server on this machine.</summary>
    public static bool IsAllowed(Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    public static void RequireTransport(Uri address)
    {
        if (!IsAllowed(address))
        {
            throw new InvalidOperationException(
                $"Requests are sent by https only, or by http to this machine; {address.Scheme}://{address.Host} is neither."
            );
        }
    }

    public static bool SameHost(Uri left, Uri right) =>
        string.Equals(left.Scheme, right.Scheme, StringComparison.Ordinal)
        && left.Port == right.Port
        && string.Equals(left.IdnHost, right.IdnHost, StringComparison.OrdinalIgnoreCase);
}
