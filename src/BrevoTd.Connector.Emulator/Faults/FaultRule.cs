namespace BrevoTd.Connector.Emulator;

/// <summary>
/// One kind of trouble for some requests: which ones (method, path, probability, how many), and what happens. Add it to
/// <see cref="FaultSet"/>.
/// </summary>
/// <example>
/// <code>
/// emulator.Brevo.Faults.Add(FaultRule.TooManyRequests(TimeSpan.FromSeconds(2)) with { Path = "/v3/contacts/import", Times = 3 });
/// emulator.TreasureData.Faults.Add(FaultRule.CutBody(1_000) with { Probability = 0.1 });
/// </code>
/// </example>
public sealed record FaultRule
{
    /// <summary>What happens.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>Only requests with this method.</summary>
    /// <value>The default is <see langword="null"/>: any.</value>
    public string? Method { get; init; }

    /// <summary>
    /// Only requests whose path matches: <c>*</c> stands for any characters within a segment, <c>**</c> for any characters at all. Case
    /// matters, the query is not looked at.
    /// </summary>
    /// <value>The default is <see langword="null"/>: any path.</value>
    public string? Path { get; init; }

    /// <summary>The share of matching requests that are hit, decided by the seed and the number of the request among the matching ones.</summary>
    /// <value>The default is 1: all of them.</value>
    public double Probability { get; init; } = 1;

    /// <summary>So many matching requests pass unharmed first.</summary>
    /// <value>The default is 0.</value>
    public int Skip { get; init; }

    /// <summary>The rule ends after so many hits.</summary>
    /// <value>The default is <see langword="null"/>: it never ends.</value>
    public int? Times { get; init; }

    /// <summary>The seed of <see cref="Probability"/>.</summary>
    /// <value>The default is <see langword="null"/>: from the emulator's seed and the number of the rule.</value>
    public int? Seed { get; init; }

    /// <summary>
    /// For <see cref="FaultKind.Latency"/>: how long the request waits. For <see cref="FaultKind.StalledBody"/>: how long the silence lasts
    /// before the connection is aborted. By the emulator's clock.
    /// </summary>
    /// <value>The default is zero.</value>
    public TimeSpan Delay { get; init; }

    /// <summary>For <see cref="FaultKind.CutBody"/> and <see cref="FaultKind.StalledBody"/>: at most so many bytes of the body arrive;
    /// of a shorter body all but the last.</summary>
    /// <value>The default is 0.</value>
    public int Bytes { get; init; }

    /// <summary>For <see cref="FaultKind.Status"/>: the status, 400 to 599.</summary>
    /// <value>The default is 500.</value>
    public int StatusCode { get; init; } = 500;

    /// <summary>For <see cref="FaultKind.Status"/>: the body.</summary>
    /// <value>The default is <see cref="FaultBody.Json"/>.</value>
    public FaultBody Body { get; init; }

    /// <summary>
    /// For <see cref="FaultKind.Status"/> 429 and 503: how long to wait, in the header the service uses (Brevo:
    /// <c>x-sib-ratelimit-reset</c>; Treasure Data: <c>Retry-After</c>), in whole seconds, rounded up.
    /// </summary>
    /// <value>The default is <see langword="null"/>: no such header.</value>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The request waits for <paramref name="delay"/>, then is handled as usual.</summary>
    public static FaultRule Latency(TimeSpan delay) => new() { Kind = FaultKind.Latency, Delay = delay };

    /// <summary>429, with the service's header that says how long to wait.</summary>
    public static FaultRule TooManyRequests(TimeSpan? retryAfter = null) =>
        new()
        {
            Kind = FaultKind.Status,
            StatusCode = 429,
            RetryAfter = retryAfter,
        };

    /// <summary>Any other status of 400 or above, without executing the request.</summary>
    public static FaultRule Status(int statusCode, FaultBody body = FaultBody.Json) =>
        new()
        {
            Kind = FaultKind.Status,
            StatusCode = statusCode,
            Body = body,
        };

    /// <summary>The request is executed; the connection is aborted after at most <paramref name="bytes"/> bytes of the answer's body.</summary>
    public static FaultRule CutBody(int bytes = 0) => new() { Kind = FaultKind.CutBody, Bytes = bytes };

    /// <summary>The request is executed, but its sender never learns so: the connection is aborted before the answer.</summary>
    public static FaultRule StoredButNoAnswer() => new() { Kind = FaultKind.StoredButNoAnswer };

    /// <summary>The request is executed; after <paramref name="bytes"/> bytes of its body the answer is silent for <paramref name="delay"/>.</summary>
    public static FaultRule StalledBody(int bytes, TimeSpan delay) =>
        new()
        {
            Kind = FaultKind.StalledBody,
            Bytes = bytes,
            Delay = delay,
        };

    /// <summary>The request is not executed, and the connection is aborted.</summary>
    public static FaultRule NoAnswer() => new() { Kind = FaultKind.NoAnswer };

    internal void Validate()
    {
        if (!(Probability is >= 0 and <= 1))
            throw new ArgumentException("A fault's Probability must be between 0 and 1.");
        if (Skip < 0 || Times < 0 || Bytes < 0)
            throw new ArgumentException("A fault's Skip, Times and Bytes must not be negative.");
        if (Delay < TimeSpan.Zero || RetryAfter < TimeSpan.Zero)
            throw new ArgumentException("A fault's Delay and RetryAfter must not be negative.");
        if (Kind == FaultKind.Status && StatusCode is < 400 or > 599)
            throw new ArgumentException("A fault's StatusCode must be between 400 and 599.");
        if (Path is { } path && !path.StartsWith('/') && !path.StartsWith('*'))
            throw new ArgumentException("A fault's Path must start with / or *, for example /v3/contacts/* .");
    }
}
