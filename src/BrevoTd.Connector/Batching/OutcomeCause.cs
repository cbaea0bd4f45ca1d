namespace BrevoTd.Connector.Batching;

/// <summary>
/// Why a record was not delivered. An open set: a service's own causes (Brevo's <c>invalid_emails</c>, <c>duplicate_phone_id</c>, an error code such as
/// <c>invalid_parameter</c>) stand beside those below, and mapping failures are <c>mapping_</c> followed by the failure's code.
/// </summary>
/// <param name="Value">The cause as it stands in reports and dead letters.</param>
public readonly record struct OutcomeCause(string Value)
{
    /// <summary>Dead-lettered: another record of the same batch has the same identifier, and <see cref="BatchWriterOptions.DuplicateKeys"/> let that one win.</summary>
    public static OutcomeCause DuplicateKey { get; } = new("duplicate_key");

    /// <summary>Dead-lettered: an earlier record of the run has the same identifier, and <see cref="BatchWriterOptions.RunDuplicates"/> lets the first one win.</summary>
    public static OutcomeCause DuplicateKeyInRun { get; } = new("duplicate_key_in_run");

    /// <summary>Dead-lettered: the record alone is larger than a request may be.</summary>
    public static OutcomeCause RecordTooLarge { get; } = new("record_too_large");

    /// <summary>Dead-lettered: the service refused the whole request without a code of its own.</summary>
    public static OutcomeCause Refused { get; } = new("refused");

    /// <summary>
    /// Dead-lettered: the service refused the request because of some of its records, and the writer did not look for them (<see cref="BatchWriterOptions.MaxSplitQuotaWait"/>, or because it ended).
    /// </summary>
    public static OutcomeCause RefusedWithOthers { get; } = new("refused_with_others");

    /// <summary>Dead-lettered: the service does not accept the credentials. The writer stops.</summary>
    public static OutcomeCause Unauthorized { get; } = new("unauthorized");

    /// <summary>Dead-lettered: the service turned the request away because of its rate limits, and the repeats are used up.</summary>
    public static OutcomeCause RateLimited { get; } = new("rate_limited");

    /// <summary>Dead-lettered: the service could not be reached, so nothing was sent.</summary>
    public static OutcomeCause Unreachable { get; } = new("unreachable");

    /// <summary>Dead-lettered: the quota would have allowed the request only later than permitted.</summary>
    public static OutcomeCause QuotaWait { get; } = new("quota_wait");

    /// <summary>Dead-lettered: the writer was disposed of before the record was sent.</summary>
    public static OutcomeCause NotSent { get; } = new("not_sent");

    /// <summary>Dead-lettered: the writer had stopped for the reason in <see cref="BatchWriteReport.StopReason"/> before the record was sent.</summary>
    public static OutcomeCause Stopped { get; } = new("stopped");

    /// <summary>Unverified: the request was sent, and no readable answer came.</summary>
    public static OutcomeCause NoAnswer { get; } = new("no_answer");

    /// <summary>A run that died had sent the record and not learned the result; it is not sent again (at most once).</summary>
    public static OutcomeCause InFlightBefore { get; } = new("in_flight_before");

    /// <summary>Unverified: the writer gave up while the request was under way.</summary>
    public static OutcomeCause Cancelled { get; } = new("cancelled");

    /// <summary>Unverified: the sink threw an exception of its own.</summary>
    public static OutcomeCause SinkFailed { get; } = new("sink_failed");

    /// <summary>Unverified: the service accepted the batch, and nothing follows its processing.</summary>
    public static OutcomeCause NotFollowed { get; } = new("not_followed");

    /// <summary>Unverified: the service accepted the batch and did not finish it within <see cref="BatchWriterOptions.SettlementTimeout"/>.</summary>
    public static OutcomeCause SettlementTimeout { get; } = new("settlement_timeout");

    /// <summary>Unverified: the service accepted the batch, and the writer was disposed of before it finished.</summary>
    public static OutcomeCause SettlementAbandoned { get; } = new("settlement_abandoned");

    /// <summary>Unverified: the process failed at the service; it may have stored some of its records.</summary>
    public static OutcomeCause ProcessFailed { get; } = new("process_failed");

    /// <summary>Unverified: the process was cancelled at the service; it may have stored some of its records.</summary>
    public static OutcomeCause ProcessCancelled { get; } = new("process_cancelled");

    /// <summary>Unverified: the service does not know the process any more.</summary>
    public static OutcomeCause ProcessNotFound { get; } = new("process_not_found");

    /// <summary>Unverified: the credentials do not permit to look at processes.</summary>
    public static OutcomeCause ProcessesForbidden { get; } = new("processes_forbidden");

    /// <summary>Unverified: the process is complete, and the service says nothing about rows with problems.</summary>
    public static OutcomeCause NoReport { get; } = new("no_report");

    /// <summary>Unverified: a report of the process could not be read (expired, too large, not a link), and no other report names the record.</summary>
    public static OutcomeCause ReportUnreadable { get; } = new("report_unreadable");

    /// <summary>Unverified: a line of a report fits several records, so that it cannot be told which of them was rejected.</summary>
    public static OutcomeCause AmbiguousReportLine { get; } = new("ambiguous_report_line");

    /// <summary>Unverified: no report names the record, and its contact was not there when it was read back (<see cref="ContactImportWriterOptions.Verification"/>).</summary>
    public static OutcomeCause NotFoundAfterImport { get; } = new("not_found_after_import");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
