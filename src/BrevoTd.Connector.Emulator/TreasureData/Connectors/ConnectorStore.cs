namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Connector sessions and their jobs (reference §13). The emulator reaches no source, so every such job fails and says so.</summary>
internal sealed class ConnectorStore(TableStore tables, JobBoard jobs, TimeProvider clock, string? logPath) : IDisposable
{
    private const string NoSource =
        "not supported by the emulator: it reaches no source outside, so a connector's job loads nothing. Import the rows instead.\n";

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
            }
        );

    /// <summary>Starts a connector's job; its <c>query</c> is the configuration.</summary>
    public Job Issue(Job template)
    {
        tables.Database(template.Database);
        return jobs.Issue(template, (_, _) => Task.FromException<JobOutcome>(new JobFailedException(NoSource)));
    }
}
