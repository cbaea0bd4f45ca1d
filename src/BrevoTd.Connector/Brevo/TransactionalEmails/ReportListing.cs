using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Listings of events and reports: over the days that Brevo takes at once in one go, over more days window by window.</summary>
/// <typeparam name="TAnswer">Type of one page's answer.</typeparam>
/// <typeparam name="T">Type of the listed values.</typeparam>
internal sealed record ReportListing<TAnswer, T>(
    IServiceTransport Transport,
    ServiceOperation Operation,
    Func<QueryString> Query,
    JsonTypeInfo<TAnswer> AnswerType,
    Func<TAnswer, OffsetPageable<T>.Slice> Read
)
{
    public required int MaxPageSize { get; init; }

    public required SortOrder Order { get; init; }

    /// <summary>How many days one request may cover.</summary>
    public required int MaxDays { get; init; }

    /// <summary>What a value is recognised by, where the service gives it an id; <see langword="null"/> gives plain offsets.</summary>
    public Func<T, string?>? IdOf { get; init; }

    /// <param name="period">The days.</param>
    /// <param name="keyOf">What makes a value the same as another one.</param>
    /// <param name="dateOf">When the value came to be.</param>
    /// <param name="parameter">Name of the public method's parameter that holds the period.</param>
    /// <param name="cancellationToken">The token of the public method.</param>
    public AsyncPageable<T> Over<TKey>(
        ReportPeriod period,
        Func<T, TKey> keyOf,
        Func<T, DateTimeOffset?> dateOf,
        string parameter,
        CancellationToken cancellationToken
    )
        where TKey : notnull
    {
        if (period is not { StartDate: { } start, EndDate: { } end })
        {
            ReportPeriods.CheckDays(period, MaxDays, parameter);
            return new OffsetPageable<T>(
                MaxPageSize,
                (offset, limit, token) => FetchAsync(Query().Add("days", period.Days), offset, limit, token),
                IdOf is null ? null : new ListingKey<T>(IdOf, BrevoProfile.Instance.Name, Operation.Name),
                cancellationToken
            );
        }

        return new DateWindowPageable<T, TKey>(
            new DateWindow(start, end),
            MaxDays,
            MaxPageSize,
            Order == SortOrder.Ascending,
            (window, offset, limit, token) =>
                FetchAsync(Query().Add("startDate", window.Start).Add("endDate", window.End), offset, limit, token),
            keyOf,
            dateOf,
            cancellationToken
        );
    }

    private async Task<OffsetPageable<T>.Slice> FetchAsync(QueryString query, long offset, int limit, CancellationToken cancellationToken)
    {
        var path = query.Add("limit", limit).Add("offset", offset).Add("sort", Order.ToWire()).ToString();

        // A sweep waits for quota as long as it takes.
        var request = new ServiceRequest(Operation, path) { MaxQuotaWait = Timeout.InfiniteTimeSpan };
        return Read(await Transport.SendAsync(request, AnswerType, cancellationToken).ConfigureAwait(false));
    }
}

/// <summary>What reports and event logs share.</summary>
internal static class ReportPeriods
{
    public static void CheckDays(ReportPeriod period, int maxDays, string parameter)
    {
        if (period.Days > maxDays)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Brevo looks back at most {maxDays} days at once and {period.Days} are asked for. List more days with ReportPeriod.Between, which is cut into parts."
                ),
                parameter
            );
        }
    }

    /// <summary>Numbers that cannot be added up over parts, such as those of unique openings, are asked for at once or not at all.</summary>
    public static QueryString AddAtOnce(this QueryString query, ReportPeriod period, int maxDays, string parameter)
    {
        CheckAtOnce(period, maxDays, parameter);
        return query.Add("days", period.Days).Add("startDate", period.StartDate).Add("endDate", period.EndDate);
    }

    /// <summary>An array inside one parameter, as its JSON text.</summary>
    public static QueryString AddJsonArray(this QueryString query, string name, IReadOnlyList<string>? values) =>
        values is { Count: > 0 }
            ? query.Add(name, JsonSerializer.Serialize(values, TransactionalEmailsJsonContext.Default.IReadOnlyListString))
            : query;

    private static void CheckAtOnce(ReportPeriod period, int maxDays, string parameter)
    {
        CheckDays(period, maxDays, parameter);
        if (period is { StartDate: { } start, EndDate: { } end } && end.DayNumber - start.DayNumber >= maxDays)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Brevo adds up at most {maxDays} days. Ask for several periods; numbers of unique openings and clicks cannot be added up."
                ),
                parameter
            );
        }
    }
}
