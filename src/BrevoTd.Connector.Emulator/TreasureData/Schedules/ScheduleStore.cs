namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Saved queries and the jobs that they start (reference §7). None starts by itself: a test says when.</summary>
internal sealed class ScheduleStore(JobBoard jobs, QueryRunner queries, TimeProvider clock, string? logPath) : IDisposable
{
    private const long FirstId = 234_451;

    private readonly StateTable<ScheduleState> _schedules = new(logPath, StateJsonContext.Default.ScheduleState, clock, FirstId);

    public void Open() => _schedules.Open();

    public void Dispose() => _schedules.Dispose();

    public IReadOnlyList<ScheduleState> All() => _schedules.All();

    /// <exception cref="TdException">404.</exception>
    public ScheduleState Get(string name) =>
        _schedules.Find(schedule => schedule.Name == name) ?? throw TdException.NotFound($"Couldn't find Schedule with name = {name}");

    /// <exception cref="TdException">404.</exception>
    public ScheduleState GetById(string id) => _schedules.Find(id) ?? throw TdException.NotFound($"Couldn't find Query with id = {id}");

    /// <exception cref="TdException">409: the name is taken.</exception>
    public ScheduleState Create(ScheduleState template) =>
        _schedules.Add(template, schedule => schedule.Name == template.Name, $"Schedule {template.Name} already exists");

    public ScheduleState Update(ScheduleState changed)
    {
        if (_schedules.Find(other => other.Id != changed.Id && other.Name == changed.Name) is not null)
            throw TdException.Conflict($"Schedule {changed.Name} already exists");
        return _schedules.Change(changed.Id, _ => changed)
            ?? throw TdException.NotFound($"Couldn't find Schedule with name = {changed.Name}");
    }

    public void Delete(ScheduleState schedule) => _schedules.Remove(schedule.Id);

    /// <summary>The jobs of a saved query, newest first.</summary>
    public IEnumerable<Job> History(ScheduleState schedule) => jobs.List().Where(job => job.ScheduleId == schedule.Id);

    /// <summary>Starts a saved query for a time, which is its <c>TD_SCHEDULED_TIME()</c>.</summary>
    /// <exception cref="TdException">409: the domain key is taken.</exception>
    public Job Run(ScheduleState schedule, DateTimeOffset time, string? domainKey, string userName) =>
        jobs.Issue(
            new Job
            {
                Id = 0,
                Type = schedule.Type,
                Database = schedule.Database,
                Query = schedule.Query,
                Priority = schedule.Priority,
                RetryLimit = schedule.RetryLimit,
                Result = schedule.Result.Length > 0 ? schedule.Result : null,
                DomainKey = domainKey,
                ScheduledTime = time,
                ScheduleId = schedule.Id,
                UserName = userName,
            },
            queries.RunAsync
        );
}
