namespace BrevoTd.Connector.Brevo;

/// <summary>How urgently somebody wants to learn how processes end.</summary>
internal enum LookUrgency
{
    /// <summary>At the service's leisure.</summary>
    Relaxed,

    /// <summary>Somebody waits for the end.</summary>
    Completing,

    /// <summary>Work stands still until the end is known.</summary>
    Blocked,
}
