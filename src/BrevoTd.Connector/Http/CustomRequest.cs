namespace BrevoTd.Connector.Http;

/// <summary>
/// A request to a path that the client has no method for. It takes the same way as all others: credential, quota, repeats, time-outs, errors, and logs that
/// show the route and never the path.
/// </summary>
public sealed class CustomRequest
{
    /// <summary>HTTP method.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>
    /// Path below the service's base address with names in braces for what varies, as in <c>loyalty/config/programs/{pid}</c>. It is shown in logs and
    /// traces and chooses the quota, so ids, e-mail addresses and the like belong in <see cref="RouteValues"/>; a route that seems to hold one is refused.
    /// </summary>
    public required string Route { get; init; }

    /// <summary>
    /// Whether the request is sent again when its answer was lost, because a second one changes nothing. <see langword="false"/>: it is only sent again when
    /// the service has certainly not processed it, and a lost answer throws with <see cref="ConnectorException.MayHaveBeenProcessed"/>.
    /// </summary>
    public required bool MayRepeat { get; init; }

    /// <summary>A value for every name of <see cref="Route"/>. Values are escaped; they may contain any character.</summary>
    public IReadOnlyDictionary<string, string> RouteValues { get; init; } = new Dictionary<string, string>();

    /// <summary>Parameters behind the question mark, escaped; a name may occur several times. Never logged.</summary>
    public IEnumerable<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>Further headers. The credential is set by the client.</summary>
    public IEnumerable<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Media types that the answer may have.</summary>
    /// <value>Default: <c>application/json</c>.</value>
    public string Accept { get; init; } = "application/json";

    /// <summary>How long the request may wait for quota; <see langword="null"/>: as the client's options say.</summary>
    public TimeSpan? MaxQuotaWait { get; init; }

    /// <summary>Method and route.</summary>
    public override string ToString() => $"{Method} {Route}";
}
