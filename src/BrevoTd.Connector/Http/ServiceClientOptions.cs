namespace BrevoTd.Connector.Http;

/// <summary>What both clients have in common: credentials, time-outs, repeats and bounds.</summary>
public abstract class ServiceClientOptions
{
    /// <summary>The API key. Required unless a credential source is registered.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? ApiKey { get; set; }

    /// <summary>Name of the account whose quota this client uses. Clients with the same name share one quota in this process.</summary>
    /// <value>Default: <see langword="null"/>, which means: clients with the same API key share one.</value>
    public string? Account { get; set; }

    /// <summary>How long one attempt may take, from sending to the last byte of a buffered answer.</summary>
    /// <value>Default: 60 seconds.</value>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a call may take with all its attempts and the pauses between them. Waiting for quota is not counted.</summary>
    /// <value>Default: 5 minutes.</value>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a single call may wait for quota before it fails with <see cref="QuotaWaitException"/>. Writers and sweeps wait without limit.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan MaxQuotaWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a streamed answer may stay silent before it counts as broken.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan ReadIdleTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a call is repeated at most when it failed for a passing reason and a repeat is harmless.</summary>
    /// <value>Default: 5. Range: 0 to 20.</value>
    public int MaxRetries { get; set; } = 5;

    /// <summary>The first pause before a repeat; later ones double it, each with full jitter.</summary>
    /// <value>Default: 500 milliseconds.</value>
    public TimeSpan RetryBaseDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause before a repeat that the library chooses by itself.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan RetryMaxDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long nothing is sent to a host after most recent requests to it failed: half of at least 20 within 30 seconds, by no answer or 5xx. Calls with time
    /// left wait it out. Zero sends on regardless.
    /// </summary>
    /// <value>Default: 15 seconds. Range: zero, or 0.5 seconds to 1 day.</value>
    public TimeSpan BreakerDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The largest answer that is read into memory, in bytes: on the wire as well as after decompression. Streams of rows are not affected.</summary>
    /// <value>Default: 64 MiB.</value>
    public long MaxAnswerBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>How much of a refusal's body is read, in bytes after decompression; the rest is left where it is.</summary>
    /// <value>Default: 64 KiB. Range: 1 KiB to 16 MiB.</value>
    public int MaxErrorBytes { get; set; } = 64 * 1024;

    /// <summary>How deep objects and arrays of an answer may be nested.</summary>
    /// <value>Default: 64. Range: 8 to 1,000.</value>
    public int MaxAnswerDepth { get; set; } = DefaultAnswerDepth;

    /// <summary>Product name and version of the calling application, appended to the <c>User-Agent</c> header.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? ApplicationName { get; set; }

    internal const int DefaultAnswerDepth = 64;

    internal ServiceClientOptions Copy() => (ServiceClientOptions)MemberwiseClone();
}
