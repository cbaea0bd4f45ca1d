using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Sends batches as versions of one request to <c>POST /smtp/email</c>. Every batch has a key of its own, by which Brevo recognises a repeat for 30 minutes: a refusal for a key that has been used means
/// that the messages are on their way.
/// </summary>
internal sealed class MessageSink : IBatchSink
{
    public const string SinkName = "brevo.transactional_emails.send";

    private const int MaxVersions = 1_000;

    private const string UsedKey = "duplicate_parameter";

    /// <summary>An attempt that waits longer than Brevo remembers the key would be a second message.</summary>
    private static readonly TimeSpan s_maxQuotaWait = TimeSpan.FromMinutes(10);

    /// <summary>Brevo's 30 minutes, less what a call takes with its repeats.</summary>
    private static readonly TimeSpan s_keyLife = TimeSpan.FromMinutes(15);

    /// <summary>Brevo gave fewer ids than there were messages, and does not say which of them are missing.</summary>
    private static readonly OutcomeCause s_fewerCounted = new("fewer_counted");

    private static readonly byte[] s_suffix = [.. "]}"u8];

    private readonly BrevoTransactionalEmailsClient _emails;
    private readonly TimeProvider _time;
    private readonly byte[] _prefix;
    private readonly int _keyAt;

    /// <summary>Makes the keys of this writer its own.</summary>
    private readonly byte[] _seed = RandomNumberGenerator.GetBytes(16);

    /// <summary>When a batch was first sent of which no answer is known.</summary>
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _unanswered = new();

    /// <param name="emails">The client.</param>
    /// <param name="request">What all messages have in common; checked.</param>
    /// <param name="options">How the writer works.</param>
    public MessageSink(BrevoTransactionalEmailsClient emails, SendTransactionalEmailRequest request, MessageWriterOptions options)
    {
        options.Validate();
        _emails = emails;
        _time = options.TimeProvider;
        var placeholder = Guid.NewGuid();
        var body = JsonSerializer.SerializeToUtf8Bytes(
            request with
            {
                IdempotencyKey = placeholder,
            },
            TransactionalEmailsJsonContext.Default.SendTransactionalEmailRequest
        );
        _keyAt = body.AsSpan().IndexOf(Encoding.ASCII.GetBytes(placeholder.ToString()));
        _prefix = [.. body.AsSpan(0, body.Length - 1), .. ",\"messageVersions\":["u8];
        Limits = new BatchLimits
        {
            MaxRecords = MaxVersions,
            MaxWeight = MessageWeight.Max,
            EnvelopeBytes = _prefix.Length + s_suffix.Length,
        };
    }

    public string Name => SinkName;

    public BatchLimits Limits { get; }

    public IReadOnlyList<SinkCall> Calls { get; } = [new SinkCall("POST", "smtp/email")];

    public IReadOnlyList<QuotaRule> Quotas => _emails.Transport!.Quotas;

    public async Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default)
    {
        var key = KeyOf(batch);
        var now = _time.GetUtcNow();
        var isRepeat = !_unanswered.TryAdd(key, now);
        if (isRepeat && now - _unanswered[key] > s_keyLife)
        {
            // Brevo may have forgotten the key, and would send the messages a second time.
            return BatchAnswer.Unknown(OutcomeCause.NoAnswer);
        }

        using var content = batch.CreateContent(WithKey(key), s_suffix);
        try
        {
            var result = await _emails.SendWithKeyAsync(content, s_maxQuotaWait, cancellationToken).ConfigureAwait(false);
            _ = _unanswered.TryRemove(key, out _);
            var ids = result.MessageIds?.Count ?? (result.MessageId is null ? 0 : 1);
            return ids < batch.Count
                ? BatchAnswer.PerRecord(new BatchSettlement(RecordOutcome.Unverified, s_fewerCounted))
                : BatchAnswer.Delivered;
        }
        catch (ConnectorException failure)
        {
            var mayBeDone = isRepeat || failure.MayHaveBeenProcessed;
            if (mayBeDone && failure is ServiceException { StatusCode: HttpStatusCode.BadRequest, ErrorCode: UsedKey })
            {
                _ = _unanswered.TryRemove(key, out _);
                return BatchAnswer.Delivered;
            }

            if (!mayBeDone)
            {
                _ = _unanswered.TryRemove(key, out _);
            }

            if (failure is ServiceException refusal && Refusals.OfTogether(refusal) is { } answer)
            {
                // Parts of the batch would have keys of their own, and Brevo could not tell them from what it may have sent.
                return mayBeDone ? BatchAnswer.Unknown(OutcomeCause.NoAnswer) : answer;
            }

            throw;
        }
    }

    /// <summary>
    /// The key of these records in this writer, whichever batch object carries them and however often: a repeat has the same one, and a part of the batch another one.
    /// </summary>
    private Guid KeyOf(Batch batch)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_seed);
        Span<byte> number = stackalloc byte[sizeof(long)];
        for (var i = 0; i < batch.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, batch.GetRecordNumber(i));
            hash.AppendData(number);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _ = hash.GetHashAndReset(digest);
        var bytes = digest[..16];
        // Version 4, which Brevo asks for, and the variant that goes with it.
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x40);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private byte[] WithKey(Guid key)
    {
        byte[] prefix = [.. _prefix];
        _ = Encoding.ASCII.GetBytes(key.ToString(), prefix.AsSpan(_keyAt));
        return prefix;
    }
}
