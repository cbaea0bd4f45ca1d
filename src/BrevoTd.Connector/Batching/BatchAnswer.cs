using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Batching;

/// <summary>What a service's answer to one batch means.</summary>
public sealed class BatchAnswer
{
    private BatchAnswer(
        BatchSettlement? settlement,
        string? processId = null,
        Exception? stop = null,
        bool passing = false,
        SplitReason split = SplitReason.None
    )
    {
        Split = split;
        Settlement = settlement;
        ProcessId = processId;
        Stop = stop;
        IsPassingFailure = passing;
    }

    /// <summary>Every record is stored; nothing more is to be learned.</summary>
    public static BatchAnswer Delivered { get; } = new(BatchSettlement.AllDelivered);

    /// <summary>The outcome of every record, when it is final; <see langword="null"/> when the service works on the batch.</summary>
    internal BatchSettlement? Settlement { get; }

    internal string? ProcessId { get; }

    /// <summary>Records of the batch that no request was made of, when the sink broke off.</summary>
    internal int Unsent { get; private init; }

    /// <summary>Why no further batch can succeed, if that is so.</summary>
    internal Exception? Stop { get; }

    /// <summary>Why parts of the batch may be taken by themselves, if they may.</summary>
    internal SplitReason Split { get; }

    /// <summary>Whether the service took every record.</summary>
    internal bool IsTaken => ProcessId is not null || Settlement is { DefaultOutcome: RecordOutcome.Delivered, HasExceptions: false };

    /// <summary>Whether the failure lies in the service or on the way to it, not in the batch.</summary>
    internal bool IsPassingFailure { get; }

    /// <summary>The service took the batch and decides on its records later. The sink should be an <see cref="ISettlingBatchSink"/>.</summary>
    /// <param name="processId">By which the service knows the batch.</param>
    /// <returns>The answer.</returns>
    public static BatchAnswer Accepted(string processId)
    {
        ArgumentException.ThrowIfNullOrEmpty(processId);
        return new BatchAnswer(null, processId);
    }

    /// <summary>The service refused the batch as a whole, for good: none of its records is stored. They are dead-lettered.</summary>
    /// <param name="cause">The service's code, or <see cref="OutcomeCause.Refused"/>.</param>
    /// <returns>The answer.</returns>
    public static BatchAnswer Refused(OutcomeCause cause) => new(BatchSettlement.All(RecordOutcome.DeadLettered, cause));

    /// <summary>
    /// The service refused the batch because of some of its records and stored none of them: all or nothing. The writer sends its halves by themselves until the bad records stand alone
    /// (<see cref="BatchWriterOptions"/> limits that).
    /// </summary>
    /// <param name="cause">The service's code, or <see cref="OutcomeCause.Refused"/>.</param>
    /// <returns>The answer.</returns>
    public static BatchAnswer RefusedTogether(OutcomeCause cause) =>
        new(BatchSettlement.All(RecordOutcome.DeadLettered, cause), split: SplitReason.RefusedTogether);

    /// <summary>The service refused the batch for its size and stored none of its records. The writer halves it until it fits; a record that is too large by itself is dead-lettered.</summary>
    public static BatchAnswer TooLarge { get; } =
        new(BatchSettlement.All(RecordOutcome.DeadLettered, OutcomeCause.RecordTooLarge), split: SplitReason.TooLarge);

    /// <summary>The batch was sent, and it cannot be told whether the service stored it. Its records are unverified.</summary>
    /// <param name="cause">Why that is so, such as <see cref="OutcomeCause.NoAnswer"/>.</param>
    /// <returns>The answer.</returns>
    public static BatchAnswer Unknown(OutcomeCause cause) => new(BatchSettlement.All(RecordOutcome.Unverified, cause), passing: true);

    /// <summary>The service decided on each record, and its answer says how.</summary>
    /// <param name="settlement">The outcome of every record.</param>
    /// <returns>The answer.</returns>
    public static BatchAnswer PerRecord(BatchSettlement settlement)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        return new BatchAnswer(settlement);
    }

    /// <summary>The answers to the parts of a batch as one.</summary>
    internal static BatchAnswer Joined(BatchSettlement settlement, Exception? stop, bool isPassingFailure) =>
        new(settlement, null, stop, isPassingFailure);

    /// <summary>Outcomes record by record, from a sink that made several requests of one batch and may have broken off.</summary>
    /// <param name="settlement">The outcome of every record.</param>
    /// <param name="stop">Why no further batch can succeed, if that is so.</param>
    /// <param name="unsent">Records that no request was made of.</param>
    internal static BatchAnswer OneByOne(BatchSettlement settlement, Exception? stop, int unsent) =>
        new(settlement, stop: stop) { Unsent = unsent };

    /// <summary>
    /// What a failed exchange means for its batch: refused where the service, or the way to it, makes certain that nothing was stored; too large for HTTP 413; unknown otherwise.
    /// Rejected credentials and missing credits also stop the writer.
    /// </summary>
    /// <param name="exception">What the exchange ended with.</param>
    /// <returns>The answer.</returns>
    public static BatchAnswer FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            CredentialsRejectedException rejected => NotStored(OutcomeCause.Unauthorized, stop: rejected),
            QuotaWaitException { MayHaveBeenProcessed: false } => NotStored(OutcomeCause.QuotaWait, passing: true),
            ServiceUnreachableException { MayHaveBeenProcessed: false } => NotStored(OutcomeCause.Unreachable, passing: true),
            ServiceException service => FromStatus(service),
            ConnectorException => Unknown(OutcomeCause.NoAnswer),
            OperationCanceledException => Unknown(OutcomeCause.Cancelled),
            HttpRequestException or IOException or TimeoutException => Unknown(OutcomeCause.NoAnswer),
            _ => Unknown(OutcomeCause.SinkFailed),
        };
    }

    /// <summary>The same failure, when it is certain that no byte of the batch left the process.</summary>
    internal static BatchAnswer FromUnsent(Exception exception) =>
        exception switch
        {
            ServiceException or UnexpectedAnswerException or QuotaWaitException => FromException(exception),
            OperationCanceledException => NotStored(OutcomeCause.NotSent),
            ConnectorException or HttpRequestException or IOException or TimeoutException => NotStored(
                OutcomeCause.Unreachable,
                passing: true
            ),
            _ => NotStored(OutcomeCause.SinkFailed, passing: true),
        };

    /// <summary>The same failure at a service that refuses a batch for any one of its records: what it says may be about some of them.</summary>
    internal static BatchAnswer FromRefusingTogether(Exception exception) =>
        exception
            is ServiceException
            {
                StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity,
                ErrorCode: "invalid_parameter"
                    or "missing_parameter"
                    or "out_of_range"
                    or "bad_request"
                    or "duplicate_parameter"
                    or "unprocessable_entity"
            } refusal
            ? RefusedTogether(CauseOf(refusal))
            : FromException(exception);

    private static BatchAnswer FromStatus(ServiceException exception) =>
        exception.StatusCode switch
        {
            HttpStatusCode.TooManyRequests or (HttpStatusCode)425 when exception.MayHaveBeenProcessed => Unknown(OutcomeCause.NoAnswer),
            HttpStatusCode.TooManyRequests or (HttpStatusCode)425 => NotStored(OutcomeCause.RateLimited, passing: true),
            HttpStatusCode.PaymentRequired => NotStored(CauseOf(exception), stop: exception),
            HttpStatusCode.RequestEntityTooLarge => TooLarge,
            HttpStatusCode.RequestTimeout => Unknown(OutcomeCause.NoAnswer),
            >= HttpStatusCode.InternalServerError => Unknown(OutcomeCause.NoAnswer),
            _ => NotStored(CauseOf(exception)),
        };

    private static BatchAnswer NotStored(OutcomeCause cause, Exception? stop = null, bool passing = false) =>
        new(BatchSettlement.All(RecordOutcome.DeadLettered, cause), null, stop, passing);

    /// <summary>A code is a word of the service's API; anything else might be a text that names a person.</summary>
    private static OutcomeCause CauseOf(ServiceException exception)
    {
        var code = exception.ErrorCode;
        return code is { Length: > 0 and <= 64 } && code.AsSpan().IndexOfAnyExcept(s_codeCharacters) < 0
            ? new OutcomeCause(code)
            : OutcomeCause.Refused;
    }

    private static readonly System.Buffers.SearchValues<char> s_codeCharacters = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."
    );
}
