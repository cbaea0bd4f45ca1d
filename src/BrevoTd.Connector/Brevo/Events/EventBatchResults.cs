namespace BrevoTd.Connector.Brevo;

/// <summary>Joins the errors of a batch's answer to the events.</summary>
internal static class EventBatchResults
{
    public static EventBatchResult Join(IReadOnlyList<CreateEventRequest> events, EventBatchAnswer answer)
    {
        var messages = new SortedDictionary<int, string?>();
        foreach (var error in answer.Errors ?? [])
        {
            foreach (var position in error.Positions ?? [])
            {
                if (position < 0 || position >= events.Count)
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
        var failed = Math.Max(messages.Count, answer.Failed ?? events.Count - (answer.Successful ?? answer.Count ?? events.Count));
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
}
