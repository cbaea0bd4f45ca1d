using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Sync;

/// <summary>Brevo's contacts and lists: through the contact import, or one by one where only existing contacts may change.</summary>
internal sealed class ContactsTarget<T>(ContactMap<T> map, Action<ContactImportWriterOptions> configure) : PushTarget<T>("contacts")
{
    private static readonly OutcomeCause s_notFound = new("document_not_found");

    private SyncMode _mode;

    public override bool HasKey => true;

    public override bool HoldsContacts => true;

    public override SyncMode? Mode => _mode;

    public override void SetMode(SyncMode mode) => _mode = mode;

    public override bool IsRefusal(OutcomeCause cause) => _mode is not SyncMode.UpdateOnly || cause != s_notFound;

    public override WriterParts<T> CreateParts(SyncContext context)
    {
        var options = Options(context, configure);
        if (_mode is not SyncMode.UpdateOnly)
        {
            options.UpdateExistingContacts &= _mode is not SyncMode.InsertOnly;
            return BrevoContactsClientExtensions.CreateImportParts(context.Brevo.Contacts, map, options);
        }

        if (options.EmailBlacklist || options.SmsBlacklist)
        {
            throw new SyncDefinitionException(
                context.Job,
                $"{nameof(options.EmailBlacklist)} and {nameof(options.SmsBlacklist)} belong to imports, and {nameof(SyncMode.UpdateOnly)} updates contacts one by one. Let the map say who is on a blocklist."
            );
        }

        return BrevoContactsClientExtensions.CreateUpsertParts(context.Brevo.Contacts, map, OneByOne(options));
    }

    private static ContactUpsertWriterOptions OneByOne(ContactImportWriterOptions options) =>
        new()
        {
            Mode = ContactWriteMode.Update,
            ListIds = options.ListIds,
            CheckBeforeSending = options.CheckBeforeSending,
            MaxBatchRecords = options.MaxBatchRecords,
            MaxBatchBytes = options.MaxBatchBytes,
            MaxBatchAge = options.MaxBatchAge,
            MaxConcurrentBatches = options.MaxConcurrentBatches,
            MaxQueuedBatches = options.MaxQueuedBatches,
            MaxUnsettledRecords = options.MaxUnsettledRecords,
            SettlementTimeout = options.SettlementTimeout,
            DisposeTimeout = options.DisposeTimeout,
            StopAfterFailedRequests = options.StopAfterFailedRequests,
            MaxRecordAttempts = options.MaxRecordAttempts,
            SendAgainDelay = options.SendAgainDelay,
            SplitRefusedBatches = options.SplitRefusedBatches,
            MaxSplitQuotaWait = options.MaxSplitQuotaWait,
            DuplicateKeys = options.DuplicateKeys,
            RunDuplicates = options.RunDuplicates,
            MaxRunKeys = options.MaxRunKeys,
            RunKeysDirectory = options.RunKeysDirectory,
            Journal = options.Journal,
            DeadLetters = options.DeadLetters,
            DeadLetterRejected = options.DeadLetterRejected,
            DeadLetterUnverified = options.DeadLetterUnverified,
            DeadLetterKeys = options.DeadLetterKeys,
            DeadLetterBodies = options.DeadLetterBodies,
            OnSettled = options.OnSettled,
            Progress = options.Progress,
            ProgressInterval = options.ProgressInterval,
            ExpectedRecords = options.ExpectedRecords,
            LoggerFactory = options.LoggerFactory,
            TimeProvider = options.TimeProvider,
        };
}
