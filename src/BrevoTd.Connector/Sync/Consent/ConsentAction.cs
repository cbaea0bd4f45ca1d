using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Sync;

/// <summary>Something that is done to one person after another. Doing it again to the same person changes nothing.</summary>
internal abstract class ConsentAction(string name)
{
    /// <summary>Name of the step unless the user gives another.</summary>
    public string Name { get; } = name;

    public abstract string Target { get; }

    /// <summary>The word in plans and reports.</summary>
    public abstract string Word { get; }

    /// <summary>What the guard says would happen to people.</summary>
    public abstract string Participle { get; }

    public abstract double DefaultMaxShare { get; }

    /// <summary>Calls per person.</summary>
    public abstract IReadOnlyList<SinkCall> Calls { get; }

    /// <summary>What is kept with a person's mark: another number makes the action due again.</summary>
    public virtual UInt128 Content => 1;

    /// <summary>How long a person who was dealt with is looked at again in each run.</summary>
    public virtual TimeSpan Recheck => TimeSpan.Zero;

    /// <summary>How many people there are of whom the guard's share is counted.</summary>
    public abstract Task<long> CountAllAsync(SyncContext context, CancellationToken cancellationToken);

    /// <summary>Does it.</summary>
    /// <returns>How many calls it took.</returns>
    public abstract Task<int> ApplyAsync(SyncContext context, ContactIdentifier person, UInt128 key, CancellationToken cancellationToken);

    /// <summary>Makes durable what belongs to the people dealt with since the last time, before they are marked as done.</summary>
    /// <param name="context">The run.</param>
    /// <param name="step">Name of the step.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task FlushAsync(SyncContext context, string step, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether a refusal says that there is no such contact. A wrong base address answers 404 too, without Brevo's code.</summary>
    public static bool IsAbsent(ServiceException exception) =>
        exception.StatusCode == System.Net.HttpStatusCode.NotFound && exception.ErrorCode == "document_not_found";

    protected static async Task<long> CountContactsAsync(SyncContext context, CancellationToken cancellationToken) =>
        await CountAsync(context.Brevo.Contacts.ListAsync(cancellationToken: cancellationToken), cancellationToken).ConfigureAwait(false);

    /// <summary>The total that the first page of a listing carries.</summary>
    protected static async Task<long> CountAsync(AsyncPageable<Contact> listing, CancellationToken cancellationToken)
    {
        await foreach (var page in listing.AsPages(pageSizeHint: 1, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            return page.TotalCount ?? page.Values.Count;
        }

        return 0;
    }
}
