using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Sync;

/// <summary>
/// Reads whom a source names, and does one thing to each. A person is marked as done afterwards; a run that is cut short goes on with those who have no mark, and doing it twice changes nothing.
/// </summary>
internal sealed class ConsentStep<T>(RecordSource<T> source, Func<T, ContactIdentifier?> person, ConsentAction action)
    : SyncStep(action.Name)
{
    public double MaxShare { get; set; } = action.DefaultMaxShare;

    public bool IsRepeated { get; set; }

    public override async Task<SyncStepPlan> PlanAsync(SyncContext context, CancellationToken cancellationToken)
    {
        var people = await ReadAsync(context, cancellationToken).ConfigureAwait(false);
        var calls = action.Calls.Select(call => new QuotaDemand(call.Method, call.Route, call.PerRecord * people.ToDo.Count)).ToList();
        return new SyncStepPlan
        {
            Step = Name,
            Source = source.Description,
            Target = action.Target,
            Read = people.Read,
            ToSend = people.ToDo.Count,
            Actions = people.Actions(),
            Calls = calls.ToDictionary(
                call => call.Method + " " + call.Route,
                call => (long)Math.Ceiling(call.Calls),
                StringComparer.Ordinal
            ),
            EarliestFinish = Enum.GetValues<BrevoTier>()
                .ToDictionary(
                    tier => tier.ToString(),
                    tier => QuotaEstimates.For(calls, BrevoQuotas.For(tier)).Select(bucket => bucket.LowerBound).FirstOrDefault(),
                    StringComparer.Ordinal
                ),
        };
    }

    public override async Task<SyncStepReport> RunAsync(SyncContext context, CancellationToken cancellationToken)
    {
        var people = await ReadAsync(context, cancellationToken).ConfigureAwait(false);
        var work = new ConsentWork(context, Name, MarkSet(context), action);
        var wasOpen = await work.ReadIsOpenAsync(cancellationToken).ConfigureAwait(false);
        if (context.Options.Sample is null && people.ToDo.Count > 0)
        {
            await GuardAsync(context, people.ToDo.Count, cancellationToken).ConfigureAwait(false);
            await work.WriteIsOpenAsync(true, cancellationToken).ConfigureAwait(false);
            await work.ApplyAsync(people.ToDo, cancellationToken).ConfigureAwait(false);
        }

        var isComplete = work.IsComplete;
        if (context.Options.Sample is null && isComplete)
        {
            await work.ForgetAsync(people.Gone, cancellationToken).ConfigureAwait(false);
            if (wasOpen || people.ToDo.Count > 0)
            {
                await work.WriteIsOpenAsync(false, cancellationToken).ConfigureAwait(false);
            }
        }

        return new SyncStepReport
        {
            Step = Name,
            Source = source.Description,
            Target = action.Target,
            IsComplete = isComplete,
            WasResumed = wasOpen,
            Actions = people.Actions(),
            Records = work.Report(people, isSample: context.Options.Sample is not null),
        };
    }

    private string MarkSet(SyncContext context) => $"{context.Job}.{Name}.done";

    private async Task GuardAsync(SyncContext context, long count, CancellationToken cancellationToken)
    {
        if (MaxShare >= 1)
        {
            return;
        }

        var all = await action.CountAllAsync(context, cancellationToken).ConfigureAwait(false);
        if (SyncGuard.IsExceeded(count, all, MaxShare))
        {
            throw new SyncGuardException(Name, action.Participle, count, all, MaxShare);
        }
    }

    private async Task<ConsentPeople> ReadAsync(SyncContext context, CancellationToken cancellationToken)
    {
        await context.Tombstones.LoadAsync(cancellationToken).ConfigureAwait(false);
        var done = await ConsentMarks.ReadAsync(context, MarkSet(context), cancellationToken).ConfigureAwait(false);
        var people = new ConsentPeople(context, action, done, IsRepeated);
        await foreach (
            var record in source.ReadAsync(context, SyncWindow.All, null, context.Options.Sample, cancellationToken).ConfigureAwait(false)
        )
        {
            people.Add(person(record));
        }

        return people;
    }
}
