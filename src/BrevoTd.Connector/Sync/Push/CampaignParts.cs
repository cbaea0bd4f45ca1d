using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Sync;

/// <summary>Writers that create campaigns.</summary>
internal static class CampaignParts
{
    public static WriterParts<T> OfEmail<T>(
        BrevoEmailCampaignsClient campaigns,
        Func<T, CreateEmailCampaignRequest> create,
        CampaignPushOptions options
    )
    {
        var transport = Refusals.RequireService(campaigns.Transport);
        return new WriterParts<T>(
            new CampaignEncoder<T, CreateEmailCampaignRequest>(create, EmailCampaignsJsonContext.Default.CreateEmailCampaignRequest),
            new CampaignSink<CreateEmailCampaignRequest>(
                "brevo.email_campaigns.create",
                "emailCampaigns",
                options,
                transport.Quotas,
                EmailCampaignsJsonContext.Default.CreateEmailCampaignRequest,
                static request => request.Name,
                cancellationToken =>
                    NamesAsync(
                        campaigns.ListAsync(new EmailCampaignQuery { ExcludeHtmlContent = true }, cancellationToken),
                        static c => c.Name
                    ),
                async (request, cancellationToken) =>
                {
                    var id = await campaigns.CreateAsync(request, cancellationToken).ConfigureAwait(false);
                    if (options.SendNow)
                    {
                        await campaigns.SendNowAsync(id, cancellationToken).ConfigureAwait(false);
                    }
                }
            ),
            options,
            Check: null
        );
    }

    public static WriterParts<T> OfSms<T>(
        BrevoSmsCampaignsClient campaigns,
        Func<T, CreateSmsCampaignRequest> create,
        CampaignPushOptions options
    )
    {
        var transport = Refusals.RequireService(campaigns.Transport);
        return new WriterParts<T>(
            new CampaignEncoder<T, CreateSmsCampaignRequest>(create, SmsCampaignsJsonContext.Default.CreateSmsCampaignRequest),
            new CampaignSink<CreateSmsCampaignRequest>(
                "brevo.sms_campaigns.create",
                "smsCampaigns",
                options,
                transport.Quotas,
                SmsCampaignsJsonContext.Default.CreateSmsCampaignRequest,
                static request => request.Name,
                cancellationToken => NamesAsync(campaigns.ListAsync(cancellationToken: cancellationToken), static c => c.Name),
                async (request, cancellationToken) =>
                {
                    var id = await campaigns.CreateAsync(request, cancellationToken).ConfigureAwait(false);
                    if (options.SendNow)
                    {
                        await campaigns.SendNowAsync(id, cancellationToken).ConfigureAwait(false);
                    }
                }
            ),
            options,
            Check: null
        );
    }

    private static async Task<HashSet<string>> NamesAsync<TCampaign>(IAsyncEnumerable<TCampaign> campaigns, Func<TCampaign, string?> name)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var campaign in campaigns.ConfigureAwait(false))
        {
            if (name(campaign) is { } known)
            {
                names.Add(known);
            }
        }

        return names;
    }
}

/// <summary>Writes the request that the user's function makes of a record.</summary>
internal sealed class CampaignEncoder<T, TRequest>(Func<T, TRequest> create, JsonTypeInfo<TRequest> type) : RecordEncoder<T>
    where TRequest : class
{
    public override EncodedRecord Encode(T record, long number, IBufferWriter<byte> output)
    {
        TRequest request;
        try
        {
            request = create(record) ?? throw new InvalidOperationException("The function returned null.");
        }
        catch (Exception exception)
        {
            // Its message may quote the record.
            return new EncodedRecord
            {
                Outcome = EncodeOutcome.Failed,
                Failures =
                [
                    new MappingFailure(
                        number,
                        "campaign",
                        Source: null,
                        MappingFailureCode.Convert,
                        $"The function that makes the campaign threw {exception.GetType().Name}. Leave such records out in the source.",
                        "record"
                    ),
                ],
            };
        }

        using var json = new Utf8JsonWriter(output);
        JsonSerializer.Serialize(json, request, type);
        return new EncodedRecord { Outcome = EncodeOutcome.Encoded };
    }
}

/// <summary>Creates campaigns one after another, each under a name that the account does not have yet.</summary>
internal sealed class CampaignSink<TRequest>(
    string name,
    string route,
    CampaignPushOptions options,
    IReadOnlyList<QuotaRule> quotas,
    JsonTypeInfo<TRequest> type,
    Func<TRequest, string> nameOf,
    Func<CancellationToken, Task<HashSet<string>>> listNames,
    Func<TRequest, CancellationToken, Task> create
) : OneByOneSink(name, maxConcurrentCalls: 1, options.StopAfterFailedRequests), IDisposable
    where TRequest : class
{
    private readonly SemaphoreSlim _listing = new(1);
    private HashSet<string>? _names;

    public override IReadOnlyList<SinkCall> Calls { get; } =
        options.SendNow
            ?
            [
                new SinkCall("GET", route),
                new SinkCall("POST", route) { PerBatch = 0, PerRecord = 1 },
                new SinkCall("POST", route + "/{campaignId}/sendNow") { PerBatch = 0, PerRecord = 1 },
            ]
            : [new SinkCall("GET", route), new SinkCall("POST", route) { PerBatch = 0, PerRecord = 1 }];

    public override IReadOnlyList<QuotaRule> Quotas => quotas;

    public void Dispose() => _listing.Dispose();

    protected override async Task<WrittenAs> SendAsync(Batch batch, int index, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.Deserialize(batch.GetRecord(index).Span, type)!;
        await _listing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _names ??= await listNames(cancellationToken).ConfigureAwait(false);
            if (!_names.Add(nameOf(request)))
            {
                return WrittenAs.Stored;
            }
        }
        finally
        {
            _listing.Release();
        }

        try
        {
            await create(request, cancellationToken).ConfigureAwait(false);
            return WrittenAs.Created;
        }
        catch (ConnectorException failure) when (!failure.MayHaveBeenProcessed)
        {
            await _listing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            _ = _names.Remove(nameOf(request));
            _ = _listing.Release();
            throw;
        }
    }
}
