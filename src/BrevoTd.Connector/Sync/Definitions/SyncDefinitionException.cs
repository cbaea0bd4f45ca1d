namespace BrevoTd.Connector.Sync;

/// <summary>A definition cannot become a job. Thrown when the job is created, before anything is read or sent.</summary>
public sealed class SyncDefinitionException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="job">Name of the job.</param>
    /// <param name="message">What is wrong and what to change.</param>
    public SyncDefinitionException(string job, string message)
        : base($"The definition of '{job}' is not complete: {message}")
    {
        Job = job;
    }

    /// <summary>Name of the job.</summary>
    public string Job { get; }
}
