namespace BrevoTd.Connector.Emulator;

/// <summary>Brevo's three sets of request limits.</summary>
public enum BrevoEmulatorTier
{
    /// <summary>All plans: contacts 10 per second and 36,000 per hour, unlisted endpoints 100 per hour.</summary>
    General,

    /// <summary>Professional and Enterprise plans: contacts 20 per second and 72,000 per hour, unlisted endpoints 200 per hour.</summary>
    Advanced,

    /// <summary>Enterprise plans on request: contacts 60 per second, unlisted endpoints 600 per hour.</summary>
    Extended,
}
