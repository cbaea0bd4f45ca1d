using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataProfilesClient
{
    private const int MaxTokens = 5;

    private static readonly ServiceOperation s_lookUpOperation = new(
        "profiles.look_up",
        HttpMethod.Get,
        "cdp/lookup/collect/segments",
        RepeatRule.Idempotent
    )
    {
        Remedies = static status =>
            status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound
                ? "Check that the token exists (Profiles.ListTokensAsync), and that it belongs to this region."
                : null,
    };

    /// <summary>
    /// Looks up a person by a key (<c>GET /cdp/lookup/collect/segments</c>). The token permits it: the API key is not sent, and the host is one of its own
    /// (<see cref="TreasureDataClientOptions.ProfilesBaseAddress"/>).
    /// </summary>
    /// <param name="token">The token.</param>
    /// <param name="keyColumn">The token's key column (<see cref="TdProfileTokenInfo.KeyColumn"/>).</param>
    /// <param name="key">The person's value of that column.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What is known of the person; none if nothing is.</returns>
    /// <exception cref="ArgumentException">The token, the column or the key is empty, or the column is <c>td_global_id</c>, which the service reads from browsers only.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task<IReadOnlyList<TdProfile>> LookUpAsync(
        TdProfileToken token,
        string keyColumn,
        string key,
        CancellationToken cancellationToken = default
    ) => LookUpAsync([token], new Dictionary<string, string>(1) { [keyColumn ?? ""] = key }, cancellationToken);

    /// <summary>Looks up a person by several tokens at once, as <see cref="LookUpAsync(TdProfileToken, string, string, CancellationToken)"/> does by one.</summary>
    /// <param name="tokens">The tokens, up to 5.</param>
    /// <param name="keys">The person's values of the tokens' key columns.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What is known of the person, up to one entry per token.</returns>
    /// <exception cref="ArgumentException">There are no tokens or more than 5, a key is empty, or a column is <c>td_global_id</c>.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task<IReadOnlyList<TdProfile>> LookUpAsync(
        IReadOnlyCollection<TdProfileToken> tokens,
        IReadOnlyDictionary<string, string> keys,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(keys);
        if (tokens.Count is 0 or > MaxTokens || tokens.Any(static token => string.IsNullOrWhiteSpace(token.Value)))
        {
            throw new ArgumentException($"Pass 1 to {MaxTokens} tokens, none of them empty.", nameof(tokens));
        }

        if (keys.Count == 0 || keys.Any(static key => string.IsNullOrWhiteSpace(key.Key) || string.IsNullOrEmpty(key.Value)))
        {
            throw new ArgumentException("Pass the key column of the token, and the person's value of it.", nameof(keys));
        }

        if (keys.ContainsKey("td_global_id"))
        {
            throw new ArgumentException(
                "The service reads td_global_id from a browser's cookie only; look people up by another column.",
                nameof(keys)
            );
        }

        // The commas between tokens are the service's syntax, so they stay as they are.
        var path = new QueryString(
            $"{s_lookUpOperation.Route}?version=2&token={string.Join(',', tokens.Select(static token => Uri.EscapeDataString(token.Value)))}"
        );
        foreach (var (column, value) in keys)
        {
            path.Add("key." + Uri.EscapeDataString(column), value);
        }

        return _transport.SendAsync(
            new ServiceRequest(s_lookUpOperation, path.ToString())
            {
                BaseAddress = TreasureDataSites.ProfilesAddress(_options),
                IsAnonymous = true,
            },
            TreasureDataCdpJsonContext.Default.IReadOnlyListTdProfile,
            cancellationToken
        );
    }
}
