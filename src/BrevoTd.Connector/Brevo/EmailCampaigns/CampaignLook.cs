using System.Globalization;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Looks for what a call did whose answer was lost.</summary>
internal static class CampaignLook
{
    /// <summary>How many of the newest things are looked at.</summary>
    public const int PageSize = 50;

    // Times of campaigns are often whole minutes.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(1);

    /// <summary>Searches a page of the newest things for the one that this very call created: the name alone says nothing, the time of its creation does.</summary>
    public static async Task<ServiceAnswer?> FindCreatedAsync<TAnswer, T>(
        IServiceTransport transport,
        ServiceRequest newest,
        JsonTypeInfo<TAnswer> answerType,
        Func<TAnswer, IReadOnlyList<T>?> things,
        Func<T, (long? Id, string? Name, DateTimeOffset? CreatedAt)> read,
        string name,
        LookArguments arguments,
        CancellationToken cancellationToken
    )
    {
        var answer = await transport.SendForAnswerAsync(newest, [], cancellationToken).ConfigureAwait(false);
        foreach (var thing in things(transport.Read(newest, answer, answerType)) ?? [])
        {
            var (id, itsName, createdAt) = read(thing);
            if (id is { } number && itsName == name && arguments.IsSinceBegin(createdAt, answer))
            {
                var body = string.Create(CultureInfo.InvariantCulture, $"{{\"id\":{number}}}");
                return answer with { Body = Encoding.UTF8.GetBytes(body) };
            }
        }

        return null;
    }

    /// <summary>Whether a campaign is on its way because of this very call, and not because it was scheduled or sent before.</summary>
    public static bool IsSentSinceBegin(
        bool isUnderWay,
        bool isQueued,
        bool isSent,
        DateTimeOffset? scheduledAt,
        DateTimeOffset? sentAt,
        LookArguments arguments,
        ServiceAnswer answer
    )
    {
        var now = answer.Headers.Date ?? arguments.Clock.GetUtcNow();
        return isUnderWay
            || (isQueued && (scheduledAt is null || scheduledAt <= now + s_tolerance))
            || (isSent && (sentAt is null || arguments.IsSinceBegin(sentAt + s_tolerance, answer)));
    }
}
