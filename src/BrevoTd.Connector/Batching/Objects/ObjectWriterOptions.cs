namespace BrevoTd.Connector.Batching;

/// <summary>Options of a writer that sends records of a custom object. A batch has 1,000 records and 1 MB at most, whatever the other options say.</summary>
public class ObjectWriterOptions : BatchWriterOptions
{
    /// <summary>
    /// Whether every batch is followed to the end of its process. Brevo documents neither kind nor states of these processes: turn it off if your account does not show them. A record is then delivered
    /// as soon as Brevo has taken its batch in.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool FollowProcesses { get; set; } = true;

    /// <summary>
    /// Whether a record that is named by Brevo's own id counts as delivered when its process is complete. Brevo drops such a record without a word if it does not exist, so that it is unverified
    /// otherwise (<see cref="OutcomeCause.NoReport"/>). Without <see cref="FollowProcesses"/> the same holds when the batch is taken in.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool TrustProcessesWithoutReports { get; set; }

    /// <summary>When a process is looked at first, and the shortest time between two looks. Writers of one client look together; the first writer's values count.</summary>
    /// <value>Default: 2 seconds.</value>
    public TimeSpan FirstLook { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest time between two looks at outstanding processes, as far as the quota allows.</summary>
    /// <value>Default: 1 minute.</value>
    public TimeSpan MaxLookInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many calls an hour may be spent on looking at processes. They and the batches themselves come out of one quota: 100 an hour for a General account.</summary>
    /// <value>Default: 50.</value>
    public int MaxLooksPerHour { get; set; } = 50;

    /// <summary>Whether the map is compared with the first row's columns before anything is sent.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CheckBeforeSending { get; set; } = true;

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        base.Validate();
        Require(FirstLook > TimeSpan.Zero && FirstLook <= TimeSpan.FromHours(1), nameof(FirstLook), "above zero and at most an hour");
        Require(
            MaxLookInterval >= FirstLook && MaxLookInterval <= TimeSpan.FromDays(1),
            nameof(MaxLookInterval),
            "at least FirstLook and at most a day"
        );
        Require(MaxLooksPerHour >= 1, nameof(MaxLooksPerHour), "at least 1");
    }
}
