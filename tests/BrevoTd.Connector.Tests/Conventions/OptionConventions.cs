using System.Collections;
using System.Globalization;
using System.Reflection;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Sync;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.Configuration;

namespace BrevoTd.Connector.Tests.Conventions;

/// <summary>Every option has the default that is asserted here, and can be set from a configuration.</summary>
public sealed class OptionConventions
{
    /// <summary>The default of every option, as text; "-" for none. An option that is missing here fails a test.</summary>
    private static readonly Dictionary<Type, Dictionary<string, string>> s_defaults = new()
    {
        [typeof(BrevoClientOptions)] = new(ClientDefaults) { ["BaseAddress"] = "https://api.brevo.com/v3/", ["Tier"] = "General" },
        [typeof(TreasureDataClientOptions)] = new(ClientDefaults)
        {
            ["Site"] = "us01",
            ["BaseAddress"] = "-",
            ["ImportBaseAddress"] = "-",
            ["IngestionBaseAddress"] = "-",
            ["IngestionRecordsKey"] = "events",
            ["CdpBaseAddress"] = "-",
            ["ProfilesBaseAddress"] = "-",
            ["WorkflowBaseAddress"] = "-",
            ["MaxConcurrentRequests"] = "16",
        },
        [typeof(CredentialCacheOptions)] = new()
        {
            ["Lifetime"] = "00:05:00",
            ["RefreshAhead"] = "00:01:00",
            ["Grace"] = "00:10:00",
            ["FetchTimeout"] = "00:00:30",
            ["RetryPause"] = "00:00:05",
        },
        [typeof(BrevoOAuthOptions)] = new()
        {
            ["Grant"] = "ClientCredentials",
            ["ClientId"] = "-",
            ["ClientSecret"] = "-",
            ["Scope"] = "-",
            ["RefreshToken"] = "-",
            ["TokenEndpoint"] = "-",
            ["AuthorizationEndpoint"] = "https://oauth.brevo.com/realms/partner/oauth/authorize",
            ["RevocationEndpoint"] = "https://oauth.brevo.com/realms/partner/oauth/revoke",
            ["ClientAuthentication"] = "Post",
            ["RenewalBuffer"] = "00:02:00",
            ["RequestTimeout"] = "00:00:10",
            ["RenewalTimeout"] = "00:00:30",
            ["TokenKey"] = "-",
        },
        [typeof(SyncJobOptions)] = new()
        {
            ["LeaseDuration"] = "00:02:00",
            ["HashKey"] = "-",
            ["Account"] = "default",
            ["ReportDatabase"] = "-",
        },
        [typeof(PullOptions)] = new()
        {
            ["Overlap"] = "00:05:00",
            ["EventOverlap"] = "1.00:00:00",
            ["History"] = "-",
            ["CompleteSweep"] = "False",
            ["PageSize"] = "-",
        },
        [typeof(BatchWriterOptions)] = new(WriterDefaults),
        [typeof(BatchJournalOptions)] = new()
        {
            ["Resume"] = "StartNew",
            ["KeepKeys"] = "False",
            ["FlushToDisk"] = "False",
        },
        [typeof(ContactImportWriterOptions)] = new(WriterDefaults)
        {
            ["ListIds"] = "[]",
            ["UpdateExistingContacts"] = "True",
            ["DisableNotification"] = "True",
            ["EmailBlacklist"] = "False",
            ["SmsBlacklist"] = "False",
            ["CheckBeforeSending"] = "True",
            ["FirstLook"] = "00:00:02",
            ["MaxLookInterval"] = "00:01:00",
            ["MaxLooksPerHour"] = "50",
            ["TrustProcessesWithoutReports"] = "False",
            ["OnInvalidEmail"] = "None",
            ["OnDuplicateEmail"] = "None",
            ["OnDuplicateExternalId"] = "None",
            ["OnDuplicatePhone"] = "None",
            ["OnDuplicateWhatsApp"] = "None",
            ["OnDuplicateLandline"] = "None",
            ["OnDuplicateContact"] = "None",
            ["Verification"] = "None",
            ["VerificationSampleShare"] = "0.01",
            ["VerificationSampleSize"] = "1000",
        },
        [typeof(DeadLetterReplayOptions)] = new()
        {
            ["IncludeRejected"] = "False",
            ["IncludeUnverified"] = "False",
            ["IncludeSuperseded"] = "False",
        },
        [typeof(IngestionWriterOptions)] = new(WriterDefaults) { ["MaxBatchRecords"] = "500", ["Compress"] = "False" },
        [typeof(ContactUpsertWriterOptions)] = new(WriterDefaults)
        {
            ["Mode"] = "Upsert",
            ["ListIds"] = "[]",
            ["MaxConcurrentCalls"] = "4",
            ["CheckBeforeSending"] = "True",
        },
        [typeof(SyncJobOptions)] = new()
        {
            ["LeaseDuration"] = "00:02:00",
            ["HashKey"] = "-",
            ["Account"] = "default",
            ["ReportDatabase"] = "-",
        },
        [typeof(CampaignPushOptions)] = new(WriterDefaults) { ["SendNow"] = "False" },
        [typeof(EventWriterOptions)] = new(WriterDefaults)
        {
            ["MaxBatchRecords"] = "500",
            ["OneByOne"] = "False",
            ["MaxConcurrentCalls"] = "1",
            ["CheckBeforeSending"] = "True",
        },
        [typeof(ListMembersWriterOptions)] = new(WriterDefaults)
        {
            ["MaxBatchRecords"] = "150",
            ["LookUpUnchanged"] = "False",
            ["CheckBeforeSending"] = "True",
        },
        [typeof(OrderWriterOptions)] = new(WriterDefaults)
        {
            ["Historical"] = "-",
            ["NotifyUrl"] = "-",
            ["CheckBeforeSending"] = "True",
        },
        [typeof(ProductWriterOptions)] = new(WriterDefaults)
        {
            ["UpdateExisting"] = "True",
            ["HasRaisedLimit"] = "False",
            ["CheckBeforeSending"] = "True",
        },
        [typeof(CategoryWriterOptions)] = new(WriterDefaults) { ["UpdateExisting"] = "True", ["CheckBeforeSending"] = "True" },
        [typeof(ObjectWriterOptions)] = new(WriterDefaults)
        {
            ["FollowProcesses"] = "True",
            ["TrustProcessesWithoutReports"] = "False",
            ["FirstLook"] = "00:00:02",
            ["MaxLookInterval"] = "00:01:00",
            ["MaxLooksPerHour"] = "50",
            ["CheckBeforeSending"] = "True",
        },
        [typeof(MessageWriterOptions)] = new(WriterDefaults) { ["DuplicateKeys"] = "NextBatch", ["CheckBeforeSending"] = "True" },
        [typeof(SmsWriterOptions)] = new(WriterDefaults)
        {
            ["MaxBatchRecords"] = "100",
            ["DuplicateKeys"] = "NextBatch",
            ["Sender"] = "-",
            ["Content"] = "-",
            ["TemplateId"] = "-",
            ["IsMarketing"] = "False",
            ["Tags"] = "[]",
            ["WebUrl"] = "-",
            ["UnicodeEnabled"] = "False",
            ["OrganisationPrefix"] = "-",
            ["MaxConcurrentCalls"] = "8",
            ["CheckBeforeSending"] = "True",
        },
        [typeof(BulkImportWriterOptions)] = new(WriterDefaults)
        {
            ["MaxBatchRecords"] = "200000",
            ["MaxBatchBytes"] = "64000000",
            ["MaxBatchAge"] = "-00:00:00.0010000",
            ["MaxQueuedBatches"] = "1",
            ["MaxUnsettledRecords"] = "2147483647",
            ["SettlementTimeout"] = "06:00:00",
            ["Label"] = "part",
            ["MaxErrorRecords"] = "0",
            ["AllowErrorParts"] = "False",
            ["DeleteWhenCommitted"] = "True",
            ["PollDelay"] = "00:00:03",
            ["CheckBeforeSending"] = "True",
        },
        [typeof(TableImportWriterOptions)] = new(WriterDefaults)
        {
            ["MaxBatchRecords"] = "8000",
            ["CheckBeforeSending"] = "True",
            ["DeclareColumns"] = "True",
            ["CreateTable"] = "False",
        },
        [typeof(ContactEraserOptions)] = new()
        {
            ["ProofDatabase"] = "-",
            ["HashKey"] = "-",
            ["Account"] = "default",
        },
        [typeof(FileSyncStoreOptions)] = new()
        {
            ["Folder"] = "-",
            ["FlushToDisk"] = "True",
            ["LockTimeout"] = "00:00:30",
            ["CompactAfterMarks"] = "16384",
        },
        [typeof(TdTableSyncStoreOptions)] = new()
        {
            ["Database"] = "-",
            ["TablePrefix"] = "brevo_sync",
            ["ClientName"] = "-",
            ["SettleDelay"] = "00:00:30",
            ["VisibilityDelay"] = "00:05:00",
            ["InsertMarksUpTo"] = "500",
            ["JobTimeout"] = "00:10:00",
            ["PollDelay"] = "00:00:01",
        },
    };

    private static Dictionary<string, string> ClientDefaults =>
        new()
        {
            ["ApiKey"] = "-",
            ["Account"] = "-",
            ["AttemptTimeout"] = "00:01:00",
            ["TotalTimeout"] = "00:05:00",
            ["MaxQuotaWait"] = "00:00:30",
            ["ReadIdleTimeout"] = "00:00:30",
            ["MaxRetries"] = "5",
            ["RetryBaseDelay"] = "00:00:00.5000000",
            ["RetryMaxDelay"] = "00:00:30",
            ["BreakerDuration"] = "00:00:15",
            ["MaxAnswerBytes"] = "67108864",
            ["MaxErrorBytes"] = "65536",
            ["MaxAnswerDepth"] = "64",
            ["ApplicationName"] = "-",
        };

    private static Dictionary<string, string> WriterDefaults =>
        new()
        {
            ["MaxBatchRecords"] = "1000",
            ["MaxBatchBytes"] = "8000000",
            ["MaxBatchAge"] = "00:00:10",
            ["MaxConcurrentBatches"] = "1",
            ["MaxQueuedBatches"] = "2",
            ["MaxUnsettledRecords"] = "100000",
            ["SettlementTimeout"] = "01:00:00",
            ["DisposeTimeout"] = "00:00:30",
            ["StopAfterFailedRequests"] = "5",
            ["MaxRecordAttempts"] = "3",
            ["SendAgainDelay"] = "00:00:02",
            ["SplitRefusedBatches"] = "True",
            ["MaxSplitQuotaWait"] = "00:00:10",
            ["DuplicateKeys"] = "LastWins",
            ["RunDuplicates"] = "Allow",
            ["MaxRunKeys"] = "10000000",
            ["RunKeysDirectory"] = "-",
            ["DeadLetterRejected"] = "False",
            ["DeadLetterUnverified"] = "False",
            ["DeadLetterKeys"] = "True",
            ["DeadLetterBodies"] = "False",
            ["ProgressInterval"] = "00:00:01",
            ["ExpectedRecords"] = "-",
        };

    public static TheoryData<string> OptionTypes =>
        [
            .. PublicSurface
                .Types.Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && !type.IsAbstract)
                .Where(type => type.GetProperties().Any(property => property.SetMethod is { IsPublic: true } set && !IsInitOnly(set)))
                .Select(type => type.FullName!),
        ];

    [Theory]
    [MemberData(nameof(OptionTypes))]
    public void Option_OfAnyOptionsType_HasItsDocumentedDefault(string typeName)
    {
        var type = Resolve(typeName);
        Assert.True(s_defaults.TryGetValue(type, out var expected), $"{type.Name} has no defaults in this test.");
        var options = Activator.CreateInstance(type)!;

        var actual = Settable(type).ToDictionary(property => property.Name, property => Text(property.GetValue(options)));

        Assert.Equal(expected.OrderBy(pair => pair.Key), actual.OrderBy(pair => pair.Key));
    }

    [Theory]
    [MemberData(nameof(OptionTypes))]
    public void Option_OfAnyOptionsType_BindsFromConfiguration(string typeName)
    {
        var type = Resolve(typeName);
        var options = Activator.CreateInstance(type)!;
        foreach (var property in Settable(type))
        {
            var (entries, value) = Another(property, property.GetValue(options));
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(entries).Build();
            var bound = Activator.CreateInstance(type)!;

            configuration.Bind(bound);

            Assert.Equal(value, Text(property.GetValue(bound)));
            Assert.NotEqual(Text(property.GetValue(options)), Text(property.GetValue(bound)));
        }
    }

    private static Type Resolve(string name) => typeof(BrevoClient).Assembly.GetType(name, throwOnError: true)!;

    /// <summary>Options that are values. Callbacks, sinks, journals, loggers and clocks are set in code.</summary>
    private static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties()
            .Where(property => property.SetMethod is { IsPublic: true })
            .Where(property =>
            {
                var value = property.PropertyType;
                return !typeof(Delegate).IsAssignableFrom(value)
                    && value != typeof(TimeProvider)
                    && value != typeof(BatchJournal)
                    && (!value.IsInterface || typeof(IEnumerable).IsAssignableFrom(value));
            });

    private static bool IsInitOnly(MethodInfo set) =>
        set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));

    private static (IEnumerable<KeyValuePair<string, string?>> Entries, string Value) Another(PropertyInfo property, object? current)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(IReadOnlyList<long>))
        {
            return ([new(property.Name + ":0", "7"), new(property.Name + ":1", "8")], "[7, 8]");
        }

        if (type == typeof(IReadOnlyList<string>))
        {
            return ([new(property.Name + ":0", "a"), new(property.Name + ":1", "b")], "[a, b]");
        }

        var value =
            type == typeof(string) ? "another"
            : type == typeof(Uri) ? "https://example.com/another/"
            : type == typeof(bool) ? (current is not true).ToString()
            : type == typeof(TimeSpan) ? "00:00:17"
            : type.IsEnum ? Enum.GetNames(type).First(name => name != current!.ToString())
            : "17";
        return ([new(property.Name, value)], value);
    }

    private static string Text(object? value) =>
        value switch
        {
            null => "-",
            string text => text,
            IEnumerable values => "[" + string.Join(", ", values.Cast<object>().Select(Text)) + "]",
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
}
