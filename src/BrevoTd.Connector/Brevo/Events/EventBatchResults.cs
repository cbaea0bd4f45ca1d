namespace BrevoTd.Connector.Brevo;

/// <summary>Joins the errors of a batch's answer to the events.</summary>
internal static class EventBatchResults
{
    public static EventBatchResult Join(IReadOnlyList<CreateEventRequest> events, EventBatchAnswer answer)
    {
        var (messages, failed) = Refusals(events.Count, answer);
        return new EventBatchResult
        {
            Total = events.Count,
            Failed = failed,
            Queued = Math.Max(0, events.Count - failed),
            Failures = [.. messages.Select(message => new EventFailure(message.Key, events[message.Key], message.Value))],
            FailedWithoutPosition = failed - messages.Count,
            Errors = answer.Errors ?? [],
        };
    }

    /// <summary>Which of so many events were refused, and how many were in all.</summary>
    public static EventBatchRefusals Refusals(int count, EventBatchAnswer answer)
    {
        var messages = new SortedDictionary<int, string?>();
        foreach (var error in answer.Errors ?? [])
        {
            foreach (var position in error.Positions ?? [])
            {
                if (position < 0 || position >= count)
                {
                    continue;
                }

                var index = (int)position;
                messages[index] =
                    messages.GetValueOrDefault(index) is { } earlier && error.ServiceMessage is { } further
                        ? $"{earlier}; {further}"
                        : error.ServiceMessage ?? messages.GetValueOrDefault(index);
            }
        }

        // The positions say more than the counts: an event that is named as refused is not queued, whatever the totals claim.
        return new EventBatchRefusals(
            messages,
            Math.Max(messages.Count, answer.Failed ?? count - (answer.Successful ?? answer.Count ?? count))
        );
    }
}

/// <summary>What Brevo refused of a batch.</summary>
/// <param name="Messages">Its reasons by position, from zero; they may repeat what was sent.</param>
/// <param name="Failed">How many events it refused, named or not.</param>
internal sealed record EventBatchRefusals(SortedDictionary<int, string?> Messages, long Failed);
