using System.Collections.Concurrent;
using System.Globalization;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Quotas;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Sends batches to <c>POST /contacts/import</c>, follows the processes, and reads their reports. A record that a report names is rejected with that report's cause; when all reports of a
/// completed process were read, every other record of its batch is delivered.
/// </summary>
internal sealed class ContactImportSink : ISettlingBatchSink, IVerifyingSink, IDisposable
{
    public const string SinkName = "brevo.contacts.import";

    private const int MaxConcurrentReports = 4;

    /// <summary>For the lists that a map names: three thousand ids.</summary>
    private const int RoomForPartitions = 64 * 1024;

    private static readonly byte[] s_suffix = [.. "]}"u8];

    private readonly IServiceTransport _transport;
    private readonly BrevoContactsClient _contacts;
    private readonly BrevoProcessesClient _processes;
    private readonly ProcessPoller _poller;
    private readonly ContactImportWriterOptions _options;
    private readonly ILogger _log;
    private readonly IContactPartitions? _partitions;
    private readonly ConcurrentDictionary<(int Partition, bool Clears), byte[]> _prefixes = new();
    private readonly ContactRepairs _repairs;
    private readonly ContactVerifier? _verifier;
    private readonly SemaphoreSlim _reportTurns = new(MaxConcurrentReports, MaxConcurrentReports);

    public ContactImportSink(
        IServiceTransport transport,
        BrevoContactsClient contacts,
        ContactImportWriterOptions options,
        IContactPartitions? partitions = null
    )
    {
        options.Validate();
        _transport = transport;
        _partitions = partitions;
        _options = options;
        _contacts = contacts;
        _processes = new BrevoProcessesClient(transport);
        _log = new QuietLogger((options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<ContactImportSink>());
        _poller = ProcessPoller.For(
            transport,
            () =>
                new ProcessPoller(
                    new LookSchedule(options.FirstLook, options.MaxLookInterval, options.MaxLooksPerHour),
                    options.TimeProvider,
                    _log
                )
        );
        _repairs = new ContactRepairs(options);
        if (options.Verification is not ContactVerification.None)
        {
            _verifier = new ContactVerifier(new ContactLookup(contacts, new BrevoAttributesClient(transport), options, _log), options);
        }

        // Reports are files outside the quota. A look tells of as many processes as stand on a page, and of no more than are outstanding.
        var outstanding = Math.Max(1, options.MaxUnsettledRecords / options.MaxBatchRecords);
        Calls =
        [
            new SinkCall("POST", "contacts/import"),
            new SinkCall("GET", "processes") { PerBatch = 1.0 / Math.Min(outstanding, BrevoProcessesClient.MaxPageSize) },
        ];
        Limits = new BatchLimits
        {
            MaxBytes = BrevoContactsClient.MaxImportBytes,
            EnvelopeBytes =
                ContactImportEnvelope.WritePrefix(options, ContactPartition.None, clears: false).Length
                + (partitions is null ? 0 : RoomForPartitions)
                + s_suffix.Length,
        };
    }

    public string Name => SinkName;

    public BatchLimits Limits { get; }

    public bool SendsAgain => _repairs.SendsAgain;

    public ImportVerification? Verification => _verifier?.Snapshot();

    public BatchSettlement? Known(AcceptedBatch batch) => _verifier?.Known(batch);

    public string DescribePartition(int partition, bool clearsValues) =>
        ContactImportEnvelope.Describe(_options, PartitionOf(partition), clearsValues);

    public IReadOnlyList<SinkCall> Calls { get; }

    public IReadOnlyList<QuotaRule> Quotas => _transport.Quotas;

    public async Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default)
    {
        using var content = batch.CreateContent(PrefixOf(batch.Partition, batch.ClearsValues), s_suffix);
        var id = await _contacts.ImportAsync(content, cancellationToken).ConfigureAwait(false);
        return BatchAnswer.Accepted(id.ToString());
    }

    public async Task<BatchSettlement> SettleAsync(AcceptedBatch batch, CancellationToken cancellationToken = default)
    {
        var settlement = await LearnAsync(batch, cancellationToken).ConfigureAwait(false);
        _repairs.Apply(batch, settlement);
        return _verifier is null
            ? settlement
            : await _verifier.VerifyAsync(batch, settlement, SettingsOf(batch), cancellationToken).ConfigureAwait(false);
    }

    private async Task<BatchSettlement> LearnAsync(AcceptedBatch batch, CancellationToken cancellationToken)
    {
        var id = new ProcessId(long.Parse(batch.ProcessId, CultureInfo.InvariantCulture));
        var follower = new ProcessFollower(_processes, id) { Payer = batch.Requests };
        var (process, problem) = await _poller.FollowAsync(follower, cancellationToken).ConfigureAwait(false);
        if (process is null)
        {
            return BatchSettlement.All(
                RecordOutcome.Unverified,
                problem is CredentialsRejectedException ? OutcomeCause.ProcessesForbidden : OutcomeCause.ProcessNotFound
            );
        }

        var reports = process.Info?.Import?.ByCause().ToList();
        if (process.Status != ProcessStatus.Completed)
        {
            // A process that broke off may have stored some of its records; what a report names was refused all the same.
            var cause = process.Status == ProcessStatus.Failed ? OutcomeCause.ProcessFailed : OutcomeCause.ProcessCancelled;
            return await ReadReportsAsync(batch, reports ?? [], cause, cancellationToken).ConfigureAwait(false);
        }

        if (reports is null)
        {
            return _options.TrustProcessesWithoutReports
                ? BatchSettlement.AllDelivered
                : BatchSettlement.All(RecordOutcome.Unverified, OutcomeCause.NoReport);
        }

        return await ReadReportsAsync(batch, reports, null, cancellationToken).ConfigureAwait(false);
    }

    public void Urge(SettlementUrgency urgency)
    {
        _verifier?.Urge(urgency);
        _poller.Urge(
            this,
            urgency switch
            {
                SettlementUrgency.Blocked => LookUrgency.Blocked,
                SettlementUrgency.Completing => LookUrgency.Completing,
                _ => LookUrgency.Relaxed,
            }
        );
    }

    public void Dispose()
    {
        _poller.Urge(this, LookUrgency.Relaxed);
        _verifier?.Dispose();
        _reportTurns.Dispose();
    }

    /// <summary>
    /// One unreadable report puts every record in doubt that no readable report names: it may be named in the one that is lost.
    /// </summary>
    private async Task<BatchSettlement> ReadReportsAsync(
        AcceptedBatch batch,
        List<KeyValuePair<string, ImportReport>> reports,
        OutcomeCause? doubt,
        CancellationToken cancellationToken
    )
    {
        var readable = new List<(OutcomeCause Cause, List<string[]> Lines)>();
        foreach (var (name, report) in reports)
        {
            // A number says how many rows there were: none is an empty report, some are rows that nobody can name.
            if (report is { Address: null, Count: 0 })
            {
                continue;
            }

            if (report.Address is not { } address)
            {
                BatchLog.ReportUnreadable(_log, name, batch.ProcessId, "It is not the address of a file.");
                doubt ??= OutcomeCause.ReportUnreadable;
                continue;
            }

            if (await ReadAsync(batch, name, address, cancellationToken).ConfigureAwait(false) is { } lines)
            {
                readable.Add((new OutcomeCause(name), lines));
            }
            else
            {
                doubt ??= OutcomeCause.ReportUnreadable;
            }
        }

        if (readable.Count == 0)
        {
            return doubt is { } cause ? BatchSettlement.All(RecordOutcome.Unverified, cause) : BatchSettlement.AllDelivered;
        }

        var settlement = doubt is { } why
            ? new BatchSettlement(RecordOutcome.Unverified, why)
            : new BatchSettlement(RecordOutcome.Delivered);
        var join = new ReportJoin(batch, settlement);
        foreach (var (cause, lines) in readable)
        {
            var unmatched = join.Reject(lines, cause);
            if (unmatched > 0)
            {
                BatchLog.UnmatchedLines(_log, cause.Value, batch.ProcessId, unmatched);
            }
        }

        return settlement;
    }

    private async Task<List<string[]>?> ReadAsync(AcceptedBatch batch, string name, Uri address, CancellationToken cancellationToken)
    {
        await _reportTurns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!AddressRules.IsAllowed(address))
            {
                throw new FormatException("Its address is neither https nor on this machine.");
            }

            batch.Requests.Add("processes.report");
            return ReportCsv.Parse(await _processes.DownloadReportAsync(address, cancellationToken).ConfigureAwait(false));
        }
        catch (FormatException exception)
        {
            BatchLog.ReportUnreadable(_log, name, batch.ProcessId, exception.Message);
            return null;
        }
        catch (ConnectorException exception)
        {
            BatchLog.ReportUnreadable(_log, name, batch.ProcessId, exception.Message);
            return null;
        }
        finally
        {
            _reportTurns.Release();
        }
    }

    private byte[] PrefixOf(int partition, bool clears) =>
        _prefixes.GetOrAdd(
            (partition, clears),
            static (key, sink) => ContactImportEnvelope.WritePrefix(sink._options, sink.PartitionOf(key.Partition), key.Clears),
            this
        );

    private ContactImportSettings SettingsOf(AcceptedBatch batch)
    {
        var partition = PartitionOf(batch.Partition);
        var updates = ContactImportEnvelope.UpdatesExisting(_options, partition);
        return new ContactImportSettings(
            updates,
            batch.ClearsValues && updates,
            [.. _options.ListIds.Concat(partition.ListIds).Distinct()]
        );
    }

    private ContactPartition PartitionOf(int partition) => _partitions?[partition] ?? ContactPartition.None;
}
