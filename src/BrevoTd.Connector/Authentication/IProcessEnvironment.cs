namespace BrevoTd.Connector.Authentication;

/// <summary>What the surroundings of the process say; tests have their own.</summary>
internal interface IProcessEnvironment
{
    /// <summary>An environment variable; <see langword="null"/> when it is not set or empty.</summary>
    string? Variable(string name);

    /// <summary>The user's home folder; empty when there is none.</summary>
    string HomeFolder { get; }
}
