using System.Collections.Concurrent;
using DuckDB.NET.Data;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Connector sessions and their jobs (reference §13). The emulator reaches no source outside; folders can stand for buckets.</summary>
internal sealed class ConnectorStore(TableStore tables, JobBoard jobs, TimeProvider clock, string? logPath) : IDisposable
{
    private readonly ConcurrentDictionary<string, string> _buckets = new(StringComparer.Ordinal);
    private readonly StateTable<ConnectorState> _sessions = new(logPath, StateJsonContext.Default.ConnectorState, clock, 8_101);

    public void Open() => _sessions.Open();

    public void Dispose() => _sessions.Dispose();

    public IReadOnlyList<ConnectorState> All() => _sessions.All();

    /// <exception cref="TdException">404.</exception>
    public ConnectorState Get(string name) =>
        _sessions.Find(session => session.Name == name) ?? throw TdException.NotFound($"Couldn't find BulkLoadSession with name = {name}");

    /// <exception cref="TdException">409: the name is taken.</exception>
    public ConnectorState Create(ConnectorState template) =>
        _sessions.Add(template, session => session.Name == template.Name, $"BulkLoadSession {template.Name} already exists");

    public ConnectorState Update(ConnectorState changed) =>
        _sessions.Change(changed.Id, _ => changed)
        ?? throw TdException.NotFound($"Couldn't find BulkLoadSession with name = {changed.Name}");

    public void Delete(ConnectorState session) => _sessions.Remove(session.Id);

    /// <summary>Lets a folder stand for a bucket.</summary>
    public void SetBucket(string bucket, string folder) => _buckets[bucket] = folder;

    /// <exception cref="TdException">422: the configuration is incomplete; 501: it reads something that the emulator does not have.</exception>
    public ConnectorSource Source(string config) => ConnectorSource.Open(config, _buckets.GetValueOrDefault);

    /// <summary>The jobs of a session, newest first.</summary>
    public IEnumerable<Job> History(ConnectorState session) => jobs.List().Where(job => job.ConnectorId == session.Id);

    public Job Run(ConnectorState session, DateTimeOffset? time, string? domainKey, string userName) =>
        Issue(
            new Job
            {
                Id = 0,
                Type = "bulkload",
                Database = session.Database,
                Query = session.Config,
                ScheduledTime = time,
                DomainKey = domainKey,
                ConnectorId = session.Id,
                UserName = userName,
            },
            session.Table,
            session.TimeColumn
        );

    /// <summary>Starts a connector's job; its <c>query</c> is the configuration.</summary>
    public Job Issue(Job template, string table, string? timeColumn)
    {
        tables.Database(template.Database);
        return jobs.Issue(template, (job, token) => LoadAsync(job, table, timeColumn, token));
    }

    private async Task<JobOutcome> LoadAsync(Job job, string table, string? timeColumn, CancellationToken cancellationToken)
    {
        try
        {
            var pieces = Source(job.Query).Read(clock.GetUtcNow().ToUnixTimeSeconds(), timeColumn).ToList();
            var count = pieces.Sum(piece => (long)piece.Count);
            await tables.ImportAsync(job.Database, table, pieces, TableStore.BulkColumns, null, cancellationToken).ConfigureAwait(false);
            return new JobOutcome { RecordsInserted = count, NumRecords = count };
        }
        catch (TdException exception)
        {
            var why = exception.Status == StatusCodes.Status501NotImplemented ? exception.Error : exception.Message;
            throw new JobFailedException(why + "\n", exception);
        }
        catch (DuckDBException exception)
        {
            // Its own text quotes cells.
            throw new JobFailedException("A file cannot be read as CSV.\n", exception);
        }
    }
}
