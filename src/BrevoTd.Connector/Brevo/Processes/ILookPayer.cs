using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Whoever is charged with a call that looks at processes.</summary>
internal interface ILookPayer
{
    /// <summary>Where repeats and waiting of the call are added up.</summary>
    CallStatistics Calls { get; }

    /// <summary>A call is about to be made.</summary>
    void Add(string operation);
}
