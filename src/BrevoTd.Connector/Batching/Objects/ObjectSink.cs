using System.Collections.Concurrent;
using System.Globalization;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Sends batches to <c>POST /objects/{object_type}/batch/upsert</c> and follows their processes. A process says whether the batch was worked through, and nothing of single records: those named by
/// Brevo's own id, which Brevo drops when there is none, stay in doubt.
/// </summary>
internal sealed class ObjectSink : ISettlingBatchSink, IDisposable
{
    public const string SinkName = "brevo.objects.upsert";

    private static readonly byte[] s_prefix = [.. "{\"records\":["u8];
    private static readonly byte[] s_suffix = [.. "]}"u8];

    private readonly BrevoObjectsClient _objects;
    private readonly BrevoProcessesClient _processes;
    private readonly ProcessPoller _poller;
    private readonly ObjectWriterOptions _options;
    private readonly string _objectType;

    /// <summary>Positions of the records in doubt, by the process of their batch.</summary>
    private readonly ConcurrentDictionary<string, List<int>> _doubtful = new(StringComparer.Ordinal);

    public ObjectSink(IServiceTransport transport, BrevoObjectsClient objects, string objectType, ObjectWriterOptions options)
    {
        options.Validate();
        ObjectChecks.CustomType(objectType);
        _objects = objects;
        _objectType = objectType;
        _options = options;
        _processes = new BrevoProcessesClient(transport);
        var log = new QuietLogger((options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<ObjectSink>());
        _poller = ProcessPoller.For(
            transport,
            () =>
                new ProcessPoller(
                    new LookSchedule(options.FirstLook, options.MaxLookInterval, options.MaxLooksPerHour),
                    options.TimeProvider,
                    log
                )
        );
    }

    public string Name => SinkName;

    public BatchLimits Limits { get; } =
        new()
        {
            MaxRecords = BrevoObjectsClient.MaxBatch,
            MaxBytes = BrevoObjectsClient.MaxUpsertBytes,
            EnvelopeBytes = s_prefix.Length + s_suffix.Length,
        };

    /// <summary>A page of processes tells of 50 batches.</summary>
    public IReadOnlyList<SinkCall> Calls =>
        _options.FollowProcesses
            ?
            [
                new SinkCall("POST", "objects/{object_type}/batch/upsert"),
                new SinkCall("GET", "processes") { PerBatch = 1.0 / BrevoProcessesClient.MaxPageSize },
            ]
            : [new SinkCall("POST", "objects/{object_type}/batch/upsert")];

    public IReadOnlyList<QuotaRule> Quotas => _objects.Transport!.Quotas;

    public async Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default)
    {
        var areIdentified = true;
        var doubtful = new List<int>();
        for (var i = 0; i < batch.Count; i++)
        {
            var naming = ObjectRecordNamings.Of(batch.GetRecord(i).Span);
            areIdentified &= naming != ObjectRecordNaming.Unnamed;
            if (naming == ObjectRecordNaming.ByBrevoId && !_options.TrustProcessesWithoutReports)
            {
                doubtful.Add(i);
            }
        }

        using var content = batch.CreateContent(s_prefix, s_suffix);
        try
        {
            var process = await _objects.UpsertAsync(_objectType, content, areIdentified, cancellationToken).ConfigureAwait(false);
            if (!_options.FollowProcesses)
            {
                return BatchAnswer.PerRecord(Settled(doubtful));
            }

            var id = process.ToString();
            if (doubtful.Count > 0)
            {
                _doubtful[id] = doubtful;
            }

            return BatchAnswer.Accepted(id);
        }
        catch (ServiceException refusal) when (Refusals.OfTogether(refusal) is { } answer)
        {
            return answer;
        }
    }

    public async Task<BatchSettlement> SettleAsync(AcceptedBatch batch, CancellationToken cancellationToken = default)
    {
        _ = _doubtful.TryRemove(batch.ProcessId, out var doubtful);
        var id = new ProcessId(long.Parse(batch.ProcessId, CultureInfo.InvariantCulture));
        var follower = new ProcessFollower(_processes, id) { Payer = batch.Requests, NeedsFiles = false };
        var (process, problem) = await _poller.FollowAsync(follower, cancellationToken).ConfigureAwait(false);
        if (process is null)
        {
            return BatchSettlement.All(
                RecordOutcome.Unverified,
                problem is CredentialsRejectedException ? OutcomeCause.ProcessesForbidden : OutcomeCause.ProcessNotFound
            );
        }

        return process.Status == ProcessStatus.Completed
            ? Settled(doubtful ?? [])
            : BatchSettlement.All(
                RecordOutcome.Unverified,
                process.Status == ProcessStatus.Failed ? OutcomeCause.ProcessFailed : OutcomeCause.ProcessCancelled
            );
    }

    public void Urge(SettlementUrgency urgency) =>
        _poller.Urge(
            this,
            urgency switch
            {
                SettlementUrgency.Blocked => LookUrgency.Blocked,
                SettlementUrgency.Completing => LookUrgency.Completing,
                _ => LookUrgency.Relaxed,
            }
        );

    public void Dispose() => _poller.Urge(this, LookUrgency.Relaxed);

    private static BatchSettlement Settled(List<int> doubtful)
    {
        if (doubtful.Count == 0)
        {
            return BatchSettlement.AllDelivered;
        }

        var settlement = new BatchSettlement(RecordOutcome.Delivered);
        foreach (var index in doubtful)
        {
            settlement.Set(index, RecordOutcome.Unverified, OutcomeCause.NoReport);
        }

        return settlement;
    }
}
